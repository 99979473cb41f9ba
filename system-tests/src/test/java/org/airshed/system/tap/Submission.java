package org.airshed.system.tap;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Reading;
import org.airshed.contract.wire.SenmlPack;
import org.airshed.contract.wire.SenmlReader;
import org.airshed.contract.wire.SenmlRecord;
import org.airshed.contract.wire.SenmlWriter;
import org.airshed.contract.wire.SubmissionHeader;
import org.airshed.system.ledger.Key;

/** What an agent submits: readings of one station under a number of its own. */
public record Submission(StationId station, SubmissionHeader header, List<Reading> readings) {
    /** What a submission is called by: the number that the station gave it within a boot. */
    public record Id(String station, String boot, long sequence) {}

    public Submission {
        readings = List.copyOf(readings);
    }

    /** The submission in a payload of an agent; empty where this is none, as with status, info and faults. */
    public static Optional<Submission> in(ByteBuffer payload) {
        if (!(SenmlReader.read(payload) instanceof SenmlPack.Decoded pack)) {
            return Optional.empty();
        }
        List<Reading> readings = new ArrayList<>();
        for (SenmlRecord one : pack.records()) {
            if (!(one instanceof SenmlRecord.Value value)) {
                throw new IllegalStateException("an agent wrote a record that is no reading: " + one);
            }
            readings.add(reading(value));
        }
        return Optional.of(new Submission(readings.getFirst().station(), pack.header(), readings));
    }

    private static Reading reading(SenmlRecord.Value value) {
        String[] names = value.name().split("/", -1);
        ObservedProperty property = ObservedProperties.of(names[2]);
        if (!property.unit().equals(value.unit())) {
            throw new IllegalStateException("an agent wrote " + value.name() + " in '" + value.unit() + "'");
        }
        return new Reading(new StationId(names[0]), new SensorName(names[1]), property,
                value.time().movePointRight(3).longValueExact(), value.value().doubleValue());
    }

    /** Its number; empty where it has none. */
    public Optional<Id> id() {
        String boot = header.boot();
        Long sequence = header.sequence();
        return boot == null || sequence == null
                ? Optional.empty()
                : Optional.of(new Id(station.text(), boot, sequence));
    }

    /** As an agent writes it. */
    public ByteBuffer payload() {
        return ByteBuffer.wrap(SenmlWriter.write(SenmlWriter.Encoding.CBOR, station, header, readings));
    }

    /** What makes a reading of it one and the same in a store. */
    public static Key key(Reading reading) {
        return Key.raw(reading.station().text(), reading.sensor().text(), reading.property().id(),
                reading.phenomenonTimeMillis());
    }
}
