package org.airshed.system;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.airshed.benchmarks.mqtt.Submissions;
import org.airshed.benchmarks.mqtt.SyntheticReadings;
import org.airshed.system.ledger.Key;
import org.airshed.system.ledger.Ledger;

/** Publishes foretellable readings and remembers which submissions went out and which came back acknowledged. */
public final class Promises implements Submissions {
    private final SyntheticReadings readings;
    private final BitSet[] sent;
    private final BitSet[] acknowledged;
    private int refused;

    public Promises(SyntheticReadings readings, int connections) {
        this.readings = readings;
        this.sent = sets(connections);
        this.acknowledged = sets(connections);
    }

    private static BitSet[] sets(int count) {
        BitSet[] sets = new BitSet[count];
        for (int index = 0; index < count; index++) {
            sets[index] = new BitSet();
        }
        return sets;
    }

    @Override
    public String topic(int connection) {
        return "airshed/1/" + readings.station(connection) + "/readings";
    }

    @Override
    public void payload(int connection, long number, ByteBuffer into) {
        sent[connection].set((int) number);
        readings.senml(connection, number, into);
    }

    @Override
    public void acknowledged(int connection, long number, int reason, long nanos) {
        if (reason == 0) {
            acknowledged[connection].set((int) number);
        } else {
            refused++;
        }
    }

    /** Answers that were not plain success; read it when the client is done. */
    public int refused() {
        return refused;
    }

    public List<String> stations() {
        List<String> stations = new ArrayList<>();
        for (int connection = 0; connection < sent.length; connection++) {
            stations.add(readings.station(connection));
        }
        return stations;
    }

    /** The account; read it when the client is done. */
    public Ledger ledger() {
        Ledger ledger = new Ledger();
        for (int connection = 0; connection < sent.length; connection++) {
            String station = readings.station(connection);
            for (int number = sent[connection].nextSetBit(0); number >= 0; number = sent[connection]
                    .nextSetBit(number + 1)) {
                for (int index = 0; index < readings.perSubmission(); index++) {
                    long reading = (long) number * readings.perSubmission() + index;
                    Key key = Key.raw(station, SyntheticReadings.SENSOR, SyntheticReadings.PROPERTY,
                            readings.timeMillis(reading));
                    if (acknowledged[connection].get(number)) {
                        ledger.promised(key, SyntheticReadings.value(reading));
                    } else {
                        ledger.sent(key, SyntheticReadings.value(reading));
                    }
                }
            }
        }
        return ledger;
    }
}
