package org.airshed.edge.sensor.pms5003;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.edge.bus.SerialPort;
import org.airshed.edge.bus.SerialPorts;
import org.airshed.edge.bus.Timing;
import org.airshed.edge.sensor.Measurement;
import org.airshed.edge.sensor.RestartingDriver;
import org.airshed.edge.sensor.WrongChipException;
import org.jspecify.annotations.Nullable;

/**
 * Active mode: the module talks by itself. Delivers both mass channels, the atmospheric one as {@code pm2_5} and the
 * factory one as {@code pm2_5_cf1}, and particle numbers above a size.
 *
 * <p>Source: firmware-notes/pms5003.md.
 */
public final class Pms5003 extends RestartingDriver {
    private static final int BAUD = 9600;
    private static final byte[] WAKE = {0x42, 0x4d, (byte) 0xe4, 0x00, 0x01, 0x01, 0x74};
    private static final byte[] ACTIVE_MODE = {0x42, 0x4d, (byte) 0xe1, 0x00, 0x01, 0x01, 0x71};

    /** After the fan has started. */
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    /** A steady module talks each 2.3 s. */
    private static final Duration FRAME_INTERVAL = Duration.ofMillis(2300);
    /** Long enough for a second frame if the first is damaged. */
    private static final Duration LISTENING = Duration.ofSeconds(5);
    /** What waited longer in the system's buffer is not the air of now, and the buffer (4096 bytes) may have run over. */
    private static final Duration OLDEST = Duration.ofSeconds(10);
    /** Twice the system's buffer; more than that in one go does not come from a module at 9600 baud. */
    private static final int MOST_BYTES = 8192;
    /** One frame's worth: who sends that much in two frames' time without even the start of one is not a PMS5003. */
    private static final int ENOUGH_BYTES = 32;
    private static final double CUBIC_CENTIMETRES = 100; // counts are per 0.1 litre

    private static final List<ObservedProperty> WORDS = Stream.of("pm1_cf1", "pm2_5_cf1", "pm10_cf1", "pm1", "pm2_5",
            "pm10", "pn_gt0_3", "pn_gt0_5", "pn_gt1", "pn_gt2_5", "pn_gt5", "pn_gt10").map(ObservedProperties::of)
            .toList();
    private static final int FIRST_COUNT = 6;

    private final SerialPorts ports;
    private final String path;
    private final Timing timing;
    private final FrameStream stream = new FrameStream();
    private final byte[] buffer = new byte[256];
    private @Nullable SerialPort port;
    private long lastTakenNanos;

    public Pms5003(SensorName name, SerialPorts ports, String path, Timing timing) {
        super(name, timing, WARM_UP, Duration.ofSeconds(10));
        this.ports = ports;
        this.path = path;
        this.timing = timing;
    }

    @Override
    public List<ObservedProperty> properties() {
        return WORDS;
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(1);
    }

    @Override
    protected void begin() throws IOException {
        SerialPort open = port;
        if (open == null) {
            open = ports.open(path, BAUD);
            port = open;
        }
        try {
            identify(open);
        } catch (IOException e) {
            close(); // an adapter that was unplugged comes back under the same path but needs opening anew
            throw e;
        }
    }

    private void identify(SerialPort open) throws IOException {
        open.write(WAKE);
        open.write(ACTIVE_MODE);
        takeWaiting(open);
        stream.clear();
        long bytes = stream.bytes();
        long damaged = stream.damaged();
        long foreign = stream.foreignFrames();
        if (listen(open, LISTENING)) {
            return;
        }
        if (stream.foreignFrames() > foreign) {
            throw new WrongChipException("a PMS5003ST is talking on " + path + ", not a PMS5003");
        }
        if (stream.damaged() > damaged) {
            throw new IOException(
                    "only damaged frames arrive on " + path + "; check the wires, their length and ground");
        }
        if (stream.bytes() - bytes >= ENOUGH_BYTES) {
            throw new WrongChipException("something is talking on " + path
                    + ", but not in frames of a PMS5003 at 9600 baud; name the right chip in the settings");
        }
        throw new IOException(
                "nothing is talking on " + path + "; check 5 V, RX and TX, and that neither the console nor"
                        + " Bluetooth uses this port (see firmware-notes/pms5003.md)");
    }

    @Override
    protected Measurement measure() throws IOException {
        SerialPort open = port;
        if (open == null) {
            throw new IOException(path + " is not open");
        }
        try {
            return newest(open);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private Measurement newest(SerialPort open) throws IOException {
        long damaged = stream.damaged();
        boolean late = timing.nanoTime() - lastTakenNanos > OLDEST.toNanos();
        takeWaiting(open);
        if (late) {
            stream.clear();
            listen(open, FRAME_INTERVAL.plusMillis(200));
        }
        if (stream.takeIdle()) { // its fan has only just begun to turn, even if it gives values by now
            warmUpAgain();
        }
        int[] words = stream.takeNewest();
        if (words.length > 0) {
            return values(words);
        }
        return stream.damaged() > damaged
                ? new Measurement.Damaged(
                        "a frame on " + path + " has a wrong checksum or length, or values that contradict one another")
                : new Measurement.NotReady();
    }

    private Measurement values(int[] words) {
        if (Arrays.stream(words).allMatch(word -> word == 0)) {
            return new Measurement.NotReady();
        }
        int error = words[12] & 0xff;
        if (error != 0) {
            return new Measurement.Fault(String.format("%s reports error %02x", name(), error));
        }
        Map<ObservedProperty, Double> values = new HashMap<>();
        for (int i = 0; i < WORDS.size(); i++) {
            values.put(WORDS.get(i), i < FIRST_COUNT ? words[i] : words[i] / CUBIC_CENTIMETRES);
        }
        return new Measurement.Sample(values);
    }

    private void takeWaiting(SerialPort open) throws IOException {
        int taken = 0;
        int count;
        do { // to the end: what is left waiting would be handed out as the air of a later moment
            count = open.read(buffer, Duration.ZERO);
            stream.accept(buffer, count);
            taken += count;
        } while (count > 0 && taken < MOST_BYTES);
        lastTakenNanos = timing.nanoTime();
    }

    /** Waits for the next whole frame, which stays to be taken. */
    private boolean listen(SerialPort open, Duration atMost) throws IOException {
        long frames = stream.frames();
        long end = timing.nanoTime() + atMost.toNanos();
        while (stream.frames() == frames) {
            long left = end - timing.nanoTime();
            if (left <= 0) {
                return false;
            }
            stream.accept(buffer, open.read(buffer, Duration.ofNanos(left)));
        }
        lastTakenNanos = timing.nanoTime();
        return true;
    }

    @Override
    public void close() {
        SerialPort open = port;
        port = null;
        stream.clear();
        if (open != null) {
            open.close(); // left running: whether a module wakes up again in the mode it slept in is not certain
        }
    }
}
