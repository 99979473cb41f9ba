package org.airshed.edge.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.wire.SenmlWriter.Encoding;
import org.airshed.contract.wire.Topics;
import org.airshed.edge.spool.Spool;
import org.airshed.edge.spool.SpoolEntry.Dated;
import org.airshed.edge.spool.SpoolEntry.DatedValue;
import org.airshed.edge.spool.SpoolSettings;
import org.airshed.journal.disk.FileDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The uplink against a broker that others wrote; skipped where mosquitto is not installed. */
@Timeout(120)
class MosquittoIT {
    private static final StationId STATION = new StationId("test-1");
    private static final int ENTRIES = 300;

    @TempDir
    Path folder;
    private final List<Process> processes = new ArrayList<>();
    private int port;

    @BeforeEach
    void chooseAPort() throws IOException {
        assumeTrue(onThePath("mosquitto") && onThePath("mosquitto_sub"),
                "mosquitto and mosquitto-clients are not installed: run scripts/install-test-tools.sh");
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
    }

    @AfterEach
    void endProcesses() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void everythingArrivesThoughTheBrokerIsKilledAgainAndAgain() throws Exception {
        Process broker = broker();
        try (Spool spool = spool()) {
            for (int i = 1; i <= ENTRIES; i++) {
                append(spool, i);
            }
            Path seen = folder.resolve("seen");
            Process subscriber = subscriber(seen);
            UplinkSettings settings = settings().window(10);
            try (Uplink uplink = Uplink.start(settings, STATION, spool)) {
                for (int kill = 0; kill < 3 && !spool.isEmpty(); kill++) {
                    long before = uplink.progress().acknowledgedEntries();
                    await(() -> uplink.progress().acknowledgedEntries() > before || spool.isEmpty());
                    broker.destroyForcibly().waitFor();
                    subscriber.destroyForcibly().waitFor();
                    broker = broker();
                    subscriber = subscriber(seen);
                }
                await(spool::isEmpty);
                assertThat(uplink.progress().acknowledgedEntries()).isEqualTo(ENTRIES);
            }
        }
    }

    @Test
    void whileNobodySubscribesTheBrokerKeepsNothingSoWeDo() throws Exception {
        broker();
        try (Spool spool = spool()) {
            append(spool, 1);
            try (Uplink uplink = Uplink.start(settings(), STATION, spool)) {
                await(() -> uplink.progress().refusals() > 0);
                assertThat(spool.isEmpty()).isFalse();
                Path seen = folder.resolve("seen");
                subscriber(seen);
                await(spool::isEmpty);
                await(() -> lines(seen).size() == 1);
                assertThat(lines(seen)).singleElement().asString().contains("\"bn\":\"test-1/\"", "\"n\":\"sim/co2\"");
            }
        }
    }

    @Test
    void everyEntryIsSeenByASubscriberThatStays() throws Exception {
        broker();
        Path seen = folder.resolve("seen");
        subscriber(seen);
        // Started is not subscribed: what comes before would be refused, for nobody would get it.
        await(() -> lines(log()).stream().anyMatch(line -> line.contains("Sending SUBACK to")));
        try (Spool spool = spool()) {
            for (int i = 1; i <= ENTRIES; i++) {
                append(spool, i);
            }
            try (Uplink uplink = Uplink.start(settings(), STATION, spool)) {
                await(spool::isEmpty);
                assertThat(uplink.progress().refusals()).isZero();
            }
        }
        await(() -> lines(seen).size() >= ENTRIES);
        TreeSet<Integer> values = new TreeSet<>();
        lines(seen).forEach(line -> values.add(Integer.parseInt(line.replaceAll(".*\"v\":(\\d+).*", "$1"))));
        assertThat(values).containsExactlyElementsOf(IntStream.rangeClosed(1, ENTRIES).boxed().toList());
    }

    private Process broker() throws Exception {
        Path config = Files.writeString(folder.resolve("mosquitto.conf"),
                "listener " + port + " 127.0.0.1\nallow_anonymous true\nlog_type all\n");
        Process broker = start(new ProcessBuilder("mosquitto", "-c", config.toString())
                .redirectErrorStream(true).redirectOutput(log().toFile()));
        await(() -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
                return true;
            } catch (IOException e) {
                return false;
            }
        });
        return broker;
    }

    private Path log() {
        return folder.resolve("mosquitto.log");
    }

    private Process subscriber(Path seen) throws IOException {
        return start(new ProcessBuilder("mosquitto_sub", "-V", "5", "-h", "127.0.0.1", "-p", String.valueOf(port), "-q",
                "1", "-t", "airshed/1/+/readings").redirectOutput(ProcessBuilder.Redirect.appendTo(seen.toFile())));
    }

    private Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private Spool spool() throws IOException {
        return Spool.open(new SpoolSettings(folder.resolve("spool"), SpoolSettings.LEAST_BYTES, Duration.ofMillis(5)),
                new FileDisk(), "no-boot");
    }

    private static void append(Spool spool, int value) throws IOException {
        spool.append(new Dated(List.of(new DatedValue(new SensorName("sim"), ObservedProperties.of("co2"),
                1_795_000_000_000L + value, value))));
        spool.commit();
    }

    private UplinkSettings settings() {
        return UplinkSettings.to("127.0.0.1", port, "test-1").speaking(Topics.standard(), Encoding.JSON)
                .waiting(Duration.ofSeconds(10), Duration.ofMillis(20), Duration.ofMillis(200));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean onThePath(String tool) {
        for (String folder : (System.getenv("PATH") + ":/usr/sbin").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, tool))) {
                return true;
            }
        }
        return false;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
