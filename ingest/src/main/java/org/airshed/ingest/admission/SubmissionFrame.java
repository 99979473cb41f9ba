package org.airshed.ingest.admission;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Reading;
import org.airshed.contract.wire.SubmissionHeader;
import org.jspecify.annotations.Nullable;

/**
 * One submission as the ingest journal keeps it.
 *
 * <pre>
 * version 1 | flags 1 | received z | station t | transport t | qos 1 | client id t | remote t
 *   [boot t] [sequence n] [up n]
 *   texts n { t }              sensors, properties, reasons and details, each once
 *   readings n { sensor n | property n | time since the one before z | value 8 }
 *   refusals n
 *     [payloads n { length n | bytes } ; { index + 1 n | reason n | detail n | payload n }]
 *
 * 1, 8: bytes (big-endian)   n: unsigned varint   z: zigzag varint   t: length n, UTF-8
 * flags: 01 wholly refused | 06 clock (0 unstated, 1 synced, 2 unsynced) | 08 boot | 10 sequence | 20 up
 * </pre>
 *
 * <p>The version byte never changes its place: a frame of a version that this program does not know is refused, never
 * guessed at.
 */
public final class SubmissionFrame {
    private static final int VERSION = 1;
    private static final int WHOLLY_REFUSED = 0x01;
    private static final int CLOCK_SHIFT = 1;
    private static final int CLOCK_MASK = 0x03;
    private static final int BOOT = 0x08;
    private static final int SEQUENCE = 0x10;
    private static final int UP = 0x20;
    private static final int KNOWN_FLAGS = 0x3f;

    private SubmissionFrame() {}

    /** Encodes; the same bytes for an equal value. */
    public static ByteBuffer encode(Admitted admitted) {
        FrameWriter out = new FrameWriter();
        SubmissionHeader header = admitted.header();
        out.octet(VERSION);
        out.octet((admitted.wholeRefused() ? WHOLLY_REFUSED : 0) | clock(header.clock()) << CLOCK_SHIFT
                | (header.boot() == null ? 0 : BOOT) | (header.sequence() == null ? 0 : SEQUENCE)
                | (header.upSeconds() == null ? 0 : UP));
        out.signed(admitted.receivedMillis());
        out.text(admitted.station().text());
        out.text(admitted.sender().transport());
        out.octet(admitted.sender().qos());
        out.text(admitted.sender().clientId());
        out.text(admitted.sender().remote());
        String boot = header.boot();
        if (boot != null) {
            out.text(boot);
        }
        Long sequence = header.sequence();
        if (sequence != null) {
            out.number(sequence);
        }
        Long up = header.upSeconds();
        if (up != null) {
            out.number(up);
        }
        Texts texts = new Texts();
        for (Reading reading : admitted.readings()) {
            texts.place(reading.sensor().text());
            texts.place(reading.property().id());
        }
        for (Refusal refusal : admitted.refusals()) {
            texts.place(refusal.reason());
            texts.place(refusal.detail());
        }
        texts.write(out);
        writeReadings(out, texts, admitted);
        writeRefusals(out, texts, admitted.refusals());
        return out.done();
    }

    private static void writeReadings(FrameWriter out, Texts texts, Admitted admitted) {
        out.number(admitted.readings().size());
        long before = admitted.receivedMillis();
        for (Reading reading : admitted.readings()) {
            out.number(texts.place(reading.sensor().text()));
            out.number(texts.place(reading.property().id()));
            out.signed(reading.phenomenonTimeMillis() - before);
            out.real(reading.value());
            before = reading.phenomenonTimeMillis();
        }
    }

    private static void writeRefusals(FrameWriter out, Texts texts, List<Refusal> refusals) {
        out.number(refusals.size());
        if (refusals.isEmpty()) {
            return;
        }
        // Refusals of one submission share its payload, so equality is nearly always settled by the first.
        List<ByteBuffer> payloads = new ArrayList<>();
        int[] places = new int[refusals.size()];
        for (int i = 0; i < places.length; i++) {
            ByteBuffer payload = refusals.get(i).payload();
            places[i] = payloads.indexOf(payload);
            if (places[i] < 0) {
                places[i] = payloads.size();
                payloads.add(payload);
            }
        }
        out.number(payloads.size());
        payloads.forEach(out::block);
        for (int i = 0; i < places.length; i++) {
            Refusal refusal = refusals.get(i);
            out.number(refusal.index() + 1L);
            out.number(texts.place(refusal.reason()));
            out.number(texts.place(refusal.detail()));
            out.number(places[i]);
        }
    }

    /**
     * Decodes.
     *
     * @param frame from its position to its limit; left unchanged, nothing of the answer refers to it
     * @throws FrameException for another version, or bytes that do not hang together
     */
    public static Admitted decode(ByteBuffer frame) {
        FrameReader in = new FrameReader(frame);
        int version = in.octet();
        if (version != VERSION) {
            throw new FrameException(version, VERSION);
        }
        int flags = in.octet();
        if ((flags & ~KNOWN_FLAGS) != 0) {
            throw new FrameException("the frame has flags " + Integer.toHexString(flags), null);
        }
        try {
            return decode(in, flags);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new FrameException("the frame does not hang together: " + e.getMessage(), e);
        }
    }

    private static Admitted decode(FrameReader in, int flags) {
        long received = in.signed();
        StationId station = Names.station(in.text());
        String transport = in.text();
        int qos = in.octet();
        Sender sender = new Sender(transport, in.text(), in.text(), qos);
        SubmissionHeader header = new SubmissionHeader((flags & BOOT) == 0 ? null : in.text(),
                (flags & SEQUENCE) == 0 ? null : Long.valueOf(in.number()),
                clock((flags >> CLOCK_SHIFT) & CLOCK_MASK), (flags & UP) == 0 ? null : Long.valueOf(in.number()));
        String[] texts = new String[in.count()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = in.text();
        }
        List<Reading> readings = readReadings(in, texts, station, received);
        List<Refusal> refusals = readRefusals(in, texts);
        if (!in.atEnd()) {
            throw new FrameException("the frame goes on after its end", null);
        }
        return new Admitted(station, received, sender, header, readings, refusals, (flags & WHOLLY_REFUSED) != 0);
    }

    private static List<Reading> readReadings(FrameReader in, String[] texts, StationId station, long received) {
        int count = in.count();
        List<Reading> readings = new ArrayList<>(count);
        @Nullable
        SensorName[] sensors = new @Nullable SensorName[texts.length];
        @Nullable
        ObservedProperty[] properties = new @Nullable ObservedProperty[texts.length];
        long time = received;
        for (int i = 0; i < count; i++) {
            int s = Math.toIntExact(in.number());
            int p = Math.toIntExact(in.number());
            SensorName sensor = sensors[s];
            if (sensor == null) {
                sensor = Names.sensor(texts[s]);
                sensors[s] = sensor;
            }
            ObservedProperty property = properties[p];
            if (property == null) {
                property = ObservedProperties.of(texts[p]);
                properties[p] = property;
            }
            time += in.signed();
            readings.add(new Reading(station, sensor, property, time, in.real()));
        }
        return readings;
    }

    private static List<Refusal> readRefusals(FrameReader in, String[] texts) {
        int count = in.count();
        if (count == 0) {
            return List.of();
        }
        ByteBuffer[] payloads = new ByteBuffer[in.count()];
        for (int i = 0; i < payloads.length; i++) {
            payloads[i] = in.block();
        }
        List<Refusal> refusals = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int index = Math.toIntExact(in.number() - 1);
            String reason = texts[Math.toIntExact(in.number())];
            String detail = texts[Math.toIntExact(in.number())];
            refusals.add(new Refusal(index, reason, detail, payloads[Math.toIntExact(in.number())]));
        }
        return refusals;
    }

    private static int clock(SubmissionHeader.Clock clock) {
        return switch (clock) {
            case UNSTATED -> 0;
            case SYNCED -> 1;
            case UNSYNCED -> 2;
        };
    }

    private static SubmissionHeader.Clock clock(int code) {
        return switch (code) {
            case 0 -> SubmissionHeader.Clock.UNSTATED;
            case 1 -> SubmissionHeader.Clock.SYNCED;
            case 2 -> SubmissionHeader.Clock.UNSYNCED;
            default -> throw new FrameException("the frame has clock code " + code, null);
        };
    }

    /** The texts of a frame, each with its place. */
    private static final class Texts {
        private final Map<String, Integer> places = new HashMap<>();
        private final List<String> texts = new ArrayList<>();

        int place(String text) {
            Integer known = places.get(text);
            if (known != null) {
                return known;
            }
            places.put(text, texts.size());
            texts.add(text);
            return texts.size() - 1;
        }

        void write(FrameWriter out) {
            out.number(texts.size());
            texts.forEach(out::text);
        }
    }
}
