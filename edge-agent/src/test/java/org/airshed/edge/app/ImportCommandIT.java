package org.airshed.edge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.airshed.contract.wire.SenmlPack;
import org.airshed.contract.wire.SenmlReader;
import org.airshed.contract.wire.SenmlRecord;
import org.airshed.contract.wire.SubmissionHeader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(60)
class ImportCommandIT {
    private static final int ROWS = 3_000;

    @TempDir
    Path folder;

    private final Map<String, Double> expected = new HashMap<>();

    @BeforeEach
    void writeRecording() throws IOException {
        StringBuilder text = new StringBuilder("\ufeffTime,NO2,Note\r\n");
        for (int i = 0; i < ROWS; i++) {
            double value = (i % 1000 - 530) / 10.0;
            text.append("2019-08-%02d %02d:%02d,".formatted(1 + i / 1440, i / 60 % 24, i % 60)).append(value)
                    .append(",x\r\n");
            expected.put("toucan-01/toucan/no2@" + (1_564_635_600L + 60L * i), value);
        }
        Files.writeString(folder.resolve("log.csv"), text);
        Files.writeString(folder.resolve("m.yaml"), """
                time: {columns: [Time], format: uuuu-MM-dd HH:mm, zone: "-05:00"}
                sensor: toucan
                columns: [{column: NO2, property: no2}]
                ignored: [Note]
                """);
    }

    /** What the command printed, and its exit code. */
    private record Ran(int code, String out, String err) {}

    @Test
    void aRecordingArrivesWithItsOwnTimesAndValuesAndARepeatIsTheSame() throws IOException {
        try (TakingBroker broker = new TakingBroker()) {
            Ran first = run("--mqtt", "localhost:" + broker.port());
            assertThat(first.err).isEmpty();
            assertThat(first.code).isZero();
            assertThat(first.out).contains("rows read", "3,000", "ignored: Note", "100 %");
            assertThat(received(broker.payloads())).isEqualTo(expected);
            assertThat(broker.topics()).containsExactly("airshed/1/toucan-01/readings");
            assertThat(broker.clients()).singleElement().asString().startsWith("toucan-01-import-");

            assertThat(run("--mqtt", "localhost:" + broker.port()).code).isZero();
            assertThat(received(broker.payloads())).isEqualTo(expected);
        }
        assertThat(imports()).isEmpty();
    }

    @Test
    void withoutAServerItSaysSoAndGoesOnWhenThereIsOne() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        Ran waiting = run("--mqtt", "localhost:" + free, "--patience", "1");
        assertThat(waiting.code).isEqualTo(1);
        assertThat(waiting.out).contains("waiting: ", "not finished");
        assertThat(waiting.err).contains("Run the same command again");
        assertThat(imports()).hasSize(1);
    }

    @Test
    void aRefusedFileSendsNothing() throws IOException {
        Files.writeString(folder.resolve("log.csv"), "Time,NO2,Note\n2019-08-01 10:00,1,\n2019-08-32 10:00,1,\n");
        try (TakingBroker broker = new TakingBroker()) {
            Ran refused = run("--mqtt", "localhost:" + broker.port());
            assertThat(refused.code).isEqualTo(1);
            assertThat(refused.err).contains("log.csv line 3, column 'Time': '2019-08-32 10:00' is not a time",
                    "nothing of it was sent");
            assertThat(broker.clients()).isEmpty();
        }
    }

    @Test
    void aWrongAddressIsSaidWithItsOption() {
        Ran refused = run("--mqtt", "localhost");
        assertThat(refused.code).isEqualTo(2);
        assertThat(refused.err).contains("--mqtt: 'localhost' is not HOST:PORT");
    }

    private Ran run(String... more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream outBefore = System.out;
        PrintStream errBefore = System.err;
        try (PrintStream newOut = new PrintStream(out, true, StandardCharsets.UTF_8);
                PrintStream newErr = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            System.setOut(newOut);
            System.setErr(newErr);
            String[] arguments = Stream.concat(Stream.of(folder.resolve("log.csv").toString(), "--station", "toucan-01",
                    "--mapping", folder.resolve("m.yaml").toString(), "--data", folder.resolve("data").toString()),
                    Stream.of(more)).toArray(String[]::new);
            int code = new CommandLine(new ImportCommand()).execute(arguments);
            return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(outBefore);
            System.setErr(errBefore);
        }
    }

    private List<Path> imports() throws IOException {
        try (Stream<Path> left = Files.list(folder.resolve("data/agent/toucan-01"))) {
            return left.toList();
        }
    }

    private static Map<String, Double> received(List<byte[]> payloads) {
        Map<String, Double> received = new HashMap<>();
        for (byte[] payload : payloads) {
            SenmlPack pack = SenmlReader.read(ByteBuffer.wrap(payload));
            assertThat(pack).isInstanceOf(SenmlPack.Decoded.class);
            SenmlPack.Decoded decoded = (SenmlPack.Decoded) pack;
            // from before 2020: without it the server would take this for a clock that was not set
            assertThat(decoded.header().clock()).isEqualTo(SubmissionHeader.Clock.SYNCED);
            for (SenmlRecord senml : decoded.records()) {
                assertThat(senml).isInstanceOf(SenmlRecord.Value.class);
                SenmlRecord.Value value = (SenmlRecord.Value) senml;
                received.put(value.name() + "@" + value.time().toPlainString(), value.value().doubleValue());
            }
        }
        return received;
    }
}
