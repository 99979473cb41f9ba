package org.airshed.system.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.airshed.benchmarks.mqtt.LoadClient;
import org.airshed.benchmarks.mqtt.LoadSettings;
import org.airshed.benchmarks.mqtt.Submissions;
import org.airshed.contract.reading.Reading;
import org.airshed.contract.wire.SenmlWriter;
import org.airshed.contract.wire.SubmissionHeader;
import org.airshed.contract.wire.Topics;
import org.airshed.edge.spool.Spool;
import org.airshed.edge.spool.SpoolEntry;

/**
 * A planted fault: {@link LedgerAgent} with an uplink that releases an entry when it is sent and not when its PUBACK has
 * come. The ledger must catch it.
 */
final class HastyAgent {
    private static final int BATCH = 100;

    private HastyAgent() {}

    /** Arguments: folder, MQTT port, entries to append before it only drains. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int port = Integer.parseInt(arguments[1]);
        int batches = Integer.parseInt(arguments[2]) / BATCH;
        try (AgentLedger ledger = AgentLedger.open(folder.resolve("ledger"))) {
            System.out.println("ready");
            send(release(folder), port);
            for (int batch = 0; batch < batches; batch++) {
                append(folder, ledger);
                send(release(folder), port);
            }
        }
        System.out.println("drained");
    }

    private static void append(Path folder, AgentLedger ledger) throws IOException {
        try (Spool spool = LedgerAgent.spool(folder)) {
            List<Long> numbers = new ArrayList<>();
            for (int index = 0; index < BATCH; index++) {
                long number = ledger.about();
                spool.append(LedgerAgent.entry(number));
                numbers.add(number);
            }
            spool.commit();
            for (long number : numbers) {
                ledger.committed(number);
            }
        }
    }

    /** Closing the spool writes the release down at once; in an agent that runs on it takes up to a minute. */
    private static List<SpoolEntry.Dated> release(Path folder) throws IOException {
        List<SpoolEntry.Dated> entries = new ArrayList<>();
        try (Spool spool = LedgerAgent.spool(folder)) {
            for (Spool.Stored stored = spool.next(); stored != null; stored = spool.next()) {
                entries.add((SpoolEntry.Dated) stored.entry());
                spool.release(stored, 1);
            }
        }
        return entries;
    }

    private static void send(List<SpoolEntry.Dated> entries, int port) {
        LoadSettings settings = new LoadSettings(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5,
                "hasty-",
                1, 1, 0, entries.size(), Duration.ofMillis(50));
        try (LoadClient client = LoadClient.start(settings, new Sending(entries))) {
            client.awaitDone(Duration.ofMinutes(2));
        }
    }

    private record Sending(List<SpoolEntry.Dated> entries) implements Submissions {
        @Override
        public String topic(int connection) {
            return Topics.standard().of(LedgerAgent.STATION, Topics.Kind.READINGS);
        }

        @Override
        public void payload(int connection, long number, ByteBuffer into) {
            List<Reading> readings = entries.get((int) number).values().stream()
                    .map(value -> new Reading(LedgerAgent.STATION,
                            value.sensor(), value.property(), value.phenomenonTimeMillis(), value.value()))
                    .toList();
            into.put(
                    SenmlWriter.write(SenmlWriter.Encoding.CBOR, LedgerAgent.STATION, SubmissionHeader.NONE, readings));
        }

        @Override
        public void acknowledged(int connection, long number, int reason, long nanos) {
            // The client counts; what it would say is not waited for by a hasty uplink.
        }
    }
}
