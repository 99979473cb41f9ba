package org.airshed.ingest.admission;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.Units;
import org.airshed.contract.reading.Reading;
import org.airshed.contract.wire.SenmlPack;
import org.airshed.contract.wire.SenmlReader;
import org.airshed.contract.wire.SenmlRecord;
import org.airshed.contract.wire.SubmissionHeader;

/**
 * Decides what of a submission is accepted. A bad record is set aside alone; only a payload that is no SenML pack, or
 * speaks for another station throughout, is refused as a whole. No finite value is refused for its range.
 *
 * <p>Threads: any.
 */
public final class Admission {
    /** Different sentences kept for one submission; the rest say only their reason, so that a frame stays small. */
    static final int MOST_DETAILS = 200;

    private final AdmissionSettings settings;
    private final InstantSource clock;
    private final RecordName.Cache names = new RecordName.Cache();

    public Admission(AdmissionSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Checks one submission.
     *
     * @param topicStation whose topic or address it came by: the one it may speak for
     * @param payload read from its position to its limit, left unchanged; copied where something has to be kept
     */
    public Admitted admit(StationId topicStation, ByteBuffer payload, Sender sender) {
        long received = clock.millis();
        return switch (SenmlReader.read(payload)) {
            case SenmlPack.Malformed malformed -> new Admitted(topicStation, received, sender, SubmissionHeader.NONE,
                    List.of(),
                    List.of(new Refusal(Refusal.WHOLE, malformed.reason(), malformed.detail(), copy(payload))),
                    true);
            case SenmlPack.Decoded decoded -> admit(topicStation, payload, sender, decoded, received);
        };
    }

    private Admitted admit(StationId station, ByteBuffer payload, Sender sender, SenmlPack.Decoded pack,
            long received) {
        SubmissionHeader header = pack.header();
        if (header.clock() == SubmissionHeader.Clock.UNSYNCED) {
            return new Admitted(station, received, sender, header, List.of(), List.of(new Refusal(Refusal.WHOLE,
                    "unsynced",
                    "the station did not know the time when it measured this (clk=unsynced); its keeper can place it in time",
                    copy(payload))), false);
        }
        PhenomenonTime times = new PhenomenonTime(settings, received, header);
        List<Reading> readings = new ArrayList<>(pack.records().size());
        Refusals refusals = new Refusals(payload);
        for (SenmlRecord one : pack.records()) {
            switch (one) {
                case SenmlRecord.Bad bad -> refusals.add(bad.index(), bad.reason(), bad.detail());
                case SenmlRecord.Value value -> admit(station, value, times, readings, refusals);
            }
        }
        if (readings.isEmpty() && refusals.areAllOf("other-station")) {
            Refusal first = refusals.list.getFirst();
            return new Admitted(station, received, sender, header, List.of(),
                    List.of(new Refusal(Refusal.WHOLE, first.reason(), first.detail(), first.payload())), true);
        }
        return new Admitted(station, received, sender, header, readings, refusals.list, false);
    }

    private void admit(StationId station, SenmlRecord.Value value, PhenomenonTime times, List<Reading> readings,
            Refusals refusals) {
        switch (names.of(station, value.baseName(), value.name())) {
            case RecordName.Unknown unknown -> refusals.add(value.index(), unknown.reason(), unknown.detail());
            case RecordName.Known name -> admit(station, value, name, times, readings, refusals);
        }
    }

    private static void admit(StationId station, SenmlRecord.Value value, RecordName.Known name, PhenomenonTime times,
            List<Reading> readings, Refusals refusals) {
        switch (times.of(value.time())) {
            case PhenomenonTime.Outcome.Refused refused ->
                refusals.add(value.index(), refused.reason(), refused.detail());
            case PhenomenonTime.Outcome.At time -> {
                switch (Units.convert(value.value(), value.unit(), name.property())) {
                    case Units.Conversion.Refused refused ->
                        refusals.add(value.index(), refused.reason(), refused.detail());
                    case Units.Conversion.Converted converted -> {
                        double number = converted.value().doubleValue();
                        if (Double.isFinite(number)) {
                            readings.add(new Reading(station, name.sensor(), name.property(), time.millis(), number));
                        } else {
                            refusals.add(value.index(), "not-a-number",
                                    "the value is beyond what a 64-bit number holds in "
                                            + name.property().unit());
                        }
                    }
                }
            }
        }
    }

    private static ByteBuffer copy(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(payload.position(), bytes);
        return ByteBuffer.wrap(bytes);
    }

    /** Refusals of single records; they share one copy of the payload, made when the first one comes. */
    private static final class Refusals {
        private final ByteBuffer payload;
        private final List<Refusal> list = new ArrayList<>(0);
        private final Set<String> details = new HashSet<>(0);
        private ByteBuffer kept = ByteBuffer.allocate(0);

        Refusals(ByteBuffer payload) {
            this.payload = payload;
        }

        void add(int index, String reason, String detail) {
            if (list.isEmpty()) {
                kept = copy(payload);
            }
            boolean told = details.contains(detail) || (details.size() < MOST_DETAILS && details.add(detail));
            list.add(new Refusal(index, reason, told ? detail : "refused like others of this submission", kept));
        }

        boolean areAllOf(String reason) {
            return !list.isEmpty() && list.stream().allMatch(refusal -> refusal.reason().equals(reason));
        }
    }
}
