package org.airshed.system.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.airshed.benchmarks.mqtt.SyntheticReadings;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.edge.spool.Spool;
import org.airshed.edge.spool.SpoolEntry;
import org.airshed.edge.spool.SpoolSettings;
import org.airshed.edge.uplink.Uplink;
import org.airshed.edge.uplink.UplinkSettings;
import org.airshed.journal.disk.FileDisk;

/**
 * An agent of the product's own spool and uplink whose readings are foretellable and which keeps an account of what its
 * spool has committed. Killed and started again, it goes on with new readings; it never ends by itself, except that
 * {@code finish} drains the spool.
 */
final class LedgerAgent {
    static final SyntheticReadings READINGS = new SyntheticReadings("agent", 1_767_225_600_000L, 10);
    static final StationId STATION = new StationId(READINGS.station(0));

    private static final SensorName SENSOR = new SensorName(SyntheticReadings.SENSOR);
    private static final ObservedProperty PROPERTY = ObservedProperties.of(SyntheticReadings.PROPERTY);
    private static final long ENTRY_EVERY_NANOS = 1_000_000;

    private LedgerAgent() {}

    /** Arguments: folder, MQTT port, entries to append before it only drains. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int entries = Integer.parseInt(arguments[2]);
        try (AgentLedger ledger = AgentLedger.open(folder.resolve("ledger"));
                Spool spool = spool(folder);
                Uplink uplink = Uplink.start(settings(Integer.parseInt(arguments[1])), STATION, spool)) {
            System.out.println("ready");
            sample(entries, ledger, spool);
            while (!spool.isEmpty() || !uplink.progress().connected()) {
                LockSupport.parkNanos(ENTRY_EVERY_NANOS);
            }
        }
        System.out.println("drained");
    }

    static Spool spool(Path folder) throws IOException {
        SpoolSettings settings = new SpoolSettings(folder.resolve("spool"), SpoolSettings.DEFAULT_MAX_BYTES,
                Duration.ofMillis(20));
        return Spool.open(settings, new FileDisk(), "test");
    }

    private static UplinkSettings settings(int port) {
        return UplinkSettings.to("localhost", port, STATION.text()).waiting(Duration.ofSeconds(10),
                Duration.ofMillis(50),
                Duration.ofMillis(200));
    }

    private record Pending(long number, long position) {}

    private static void sample(int entries, AgentLedger ledger, Spool spool) throws IOException {
        Deque<Pending> waiting = new ArrayDeque<>();
        for (int count = 0; count < entries; count++) {
            long number = ledger.about();
            waiting.add(new Pending(number, spool.append(entry(number))));
            settle(waiting, ledger, spool);
            LockSupport.parkNanos(ENTRY_EVERY_NANOS);
        }
        spool.commit();
        settle(waiting, ledger, spool);
    }

    private static void settle(Deque<Pending> waiting, AgentLedger ledger, Spool spool) throws IOException {
        for (Pending first = waiting.peek(); first != null
                && spool.committed() >= first.position; first = waiting.peek()) {
            ledger.committed(waiting.remove().number);
        }
    }

    static SpoolEntry.Dated entry(long number) {
        List<SpoolEntry.DatedValue> values = new ArrayList<>();
        for (int index = 0; index < READINGS.perSubmission(); index++) {
            long reading = number * READINGS.perSubmission() + index;
            values.add(new SpoolEntry.DatedValue(SENSOR, PROPERTY, READINGS.timeMillis(reading),
                    SyntheticReadings.value(reading)));
        }
        return new SpoolEntry.Dated(values);
    }
}
