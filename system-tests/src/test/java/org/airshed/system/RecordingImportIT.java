package org.airshed.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.airshed.benchmarks.process.JavaCommand;
import org.airshed.benchmarks.server.AirshedIngest;
import org.airshed.system.ledger.Key;
import org.airshed.system.ledger.Ledger;
import org.airshed.system.ledger.StoredReadings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A month of two real instruments and of the reference station beside them goes the whole way: every numeric cell of a
 * mapped column is stored exactly once with its own value. The files are parsed here by other code than the product's.
 */
class RecordingImportIT {
    private static final DateTimeFormatter SENSOR_TIME = DateTimeFormatter.ofPattern("M/d/yyyy H:mm", Locale.ROOT);
    /** Stated in the files' headers, without daylight saving time. */
    private static final ZoneOffset EASTERN_STANDARD = ZoneOffset.ofHours(-5);
    private static final Map<String, String> SENSOR_COLUMNS = Map.of("NO2 (ppb)", "no2", "O3 (ppb)", "o3",
            "PM2.5 (µg/m³)",
            "pm2_5", "TEMP (°C)", "temperature", "RH (%)", "relative_humidity");
    private static final Map<String, String> REFERENCE_PARAMETERS = Map.of("NO2", "no2", "O3", "o3", "PM2.5-88101",
            "pm2_5",
            "TEMP", "temperature", "RHUM", "relative_humidity");

    @TempDir
    private Path folder = Path.of("");
    private Path recordings = Path.of("");

    @BeforeEach
    void findRecordings() {
        recordings = Needs.recordings();
    }

    @Test
    void everyNumericCellOfTwoInstrumentsIsStoredOnceWithItsOwnValue() throws IOException {
        Map<Key, Double> expected = new HashMap<>();
        sensor("sensor-01.csv", "toco-01", expected);
        sensor("sensor-02.csv", "toco-02", expected);
        assertThat(expected).hasSize(214_176 + 214_609);
        assertThat(expected.values()).as("the negative gas values").contains(-53.2);

        try (AirshedIngest ingest = AirshedIngest.start(JavaCommand.standard(), folder.resolve("data"))) {
            Commands.Ended first = importFile(ingest, "sensor-01.csv", "toco-01", "epa-sensor.yaml").ok();
            assertThat(first.output()).contains("42,836", "214,176", "ignored", "DP (°C)", "Inlet");
            importFile(ingest, "sensor-02.csv", "toco-02", "epa-sensor.yaml").ok();
            assertStored(ingest, expected);

            importFile(ingest, "sensor-01.csv", "toco-01", "epa-sensor.yaml").ok();
            importFile(ingest, "sensor-02.csv", "toco-02", "epa-sensor.yaml").ok();
            assertStored(ingest, expected);
        }
    }

    @Test
    void theReferenceStationsLongFormatGoesInByItsOwnMapping() throws IOException {
        Map<Key, Double> expected = new HashMap<>();
        DateTimeFormatter time = DateTimeFormatter.ofPattern("M/d/yyyy H:mm", Locale.ROOT);
        for (List<String> cells : table("reference-burdens-creek.csv", 0)) {
            String property = REFERENCE_PARAMETERS.get(cells.get(3));
            // 0 is valid; six hours in August carry code 9 and are no readings
            if (property != null && cells.get(15).equals("0")) {
                long millis = LocalDateTime.parse(cells.get(8) + " " + cells.get(9), time).toInstant(ZoneOffset.UTC)
                        .toEpochMilli();
                expected.put(Key.raw("burdens-creek", "reference", property, millis),
                        Double.parseDouble(cells.get(13)));
            }
        }
        assertThat(expected).hasSize(3_589);
        try (AirshedIngest ingest = AirshedIngest.start(JavaCommand.standard(), folder.resolve("data"))) {
            importFile(ingest, "reference-burdens-creek.csv", "burdens-creek", "epa-reference.yaml").ok();
            assertStored(ingest, expected);
        }
    }

    private Commands.Ended importFile(AirshedIngest ingest, String file, String station, String mapping) {
        return Commands.agent(folder.resolve("commands"), "import", recordings.resolve(file).toString(), "--station",
                station,
                "--mapping", Needs.checkout().resolve("mappings").resolve(mapping).toString(), "--mqtt",
                "localhost:" + ingest.mqttPort(), "--data", folder.resolve("agent").toString());
    }

    private void sensor(String file, String station, Map<Key, Double> expected) throws IOException {
        List<List<String>> rows = table(file, 6);
        List<String> header = Files.readAllLines(recordings.resolve(file)).get(6).lines()
                .map(line -> List.of(line.split(",")))
                .findFirst().orElseThrow();
        for (List<String> cells : rows) {
            long millis = LocalDateTime.parse(cells.get(0), SENSOR_TIME).toInstant(EASTERN_STANDARD).toEpochMilli();
            for (int column = 1; column < cells.size(); column++) {
                String property = SENSOR_COLUMNS.get(header.get(column));
                if (property != null && !cells.get(column).isEmpty()) {
                    expected.put(Key.raw(station, "toucan", property, millis), Double.parseDouble(cells.get(column)));
                }
            }
        }
    }

    private List<List<String>> table(String file, int headerLine) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        List<String> lines = Files.readAllLines(recordings.resolve(file));
        for (String line : lines.subList(headerLine + 1, lines.size())) {
            if (!line.isEmpty()) {
                rows.add(List.of(line.split(",", -1)));
            }
        }
        return rows;
    }

    private static void assertStored(AirshedIngest ingest, Map<Key, Double> expected) {
        Drained.await(ingest);
        Ledger ledger = new Ledger();
        expected.forEach(ledger::promised);
        Ledger.Verdict verdict = ledger.compare(Drained.without(StoredReadings.throughCsv(ingest)));
        assertThat(verdict.clean()).as(verdict.toString()).isTrue();
    }
}
