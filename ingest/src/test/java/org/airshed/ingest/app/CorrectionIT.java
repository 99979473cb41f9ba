package org.airshed.ingest.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.change.DirtyHours;
import org.airshed.ingest.config.Options;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.registry.Environment;
import org.airshed.ingest.registry.Placement;
import org.airshed.ingest.registry.Registry;
import org.airshed.ingest.series.RollupQuery;
import org.airshed.ingest.series.Span;
import org.airshed.ingest.series.embedded.EmbeddedSettings;
import org.airshed.ingest.series.embedded.EmbeddedStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Corrections as a keeper meets them: declared or made on the command line, used and taken back by a running tier. */
class CorrectionIT {
    private static final long START = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private static String airshed(Path data, String... arguments) {
        Ran ran = Ran.airshedOn(data, arguments);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        return ran.out();
    }

    private static Reading reading(String station, String sensor, String property, long time, double value) {
        return new Reading(new StationId(station), new SensorName(sensor), ObservedProperties.of(property), time,
                value);
    }

    /** A station outdoors with these readings, which the tier computes when it starts. */
    private Path given(String station, List<Reading> readings, int hours) throws IOException {
        Path data = folder.resolve("data");
        DataFolder.open(data);
        try (Database database = Database.open(data)) {
            Registry.open(database, InstantSource.system()).place(new StationId(station),
                    new Placement(41.4, 2.2, null, null, Environment.OUTDOOR, null), START);
            try (EmbeddedStore store = EmbeddedStore.open(database, EmbeddedSettings.STANDARD,
                    InstantSource.system())) {
                store.write(readings, 0);
            }
            DirtyHours.open(database, true, InstantSource.system()).markPeriod(new StationId(station), START,
                    START + hours * HOUR);
        }
        return data;
    }

    private RunningIngest tier(Path data, String corrections) throws Exception {
        Path settings = Files.writeString(folder.resolve("ingest.yaml"), "demo: true\nnetwork: {corrections: ["
                + corrections + "]}\n");
        return new RunningIngest(data, settings, new Options());
    }

    /** What is stored under a level for the hours since the start; those without a value left out. */
    private static Map<Integer, Double> hours(String answer) throws IOException {
        Map<Integer, Double> hours = new TreeMap<>();
        for (JsonNode item : JSON.readTree(answer).get("items")) {
            if (item.has("value")) {
                hours.put((int) ((Instant.parse(item.get("time").asText()).toEpochMilli() - START) / HOUR),
                        item.get("value").asDouble());
            }
        }
        return hours;
    }

    private static Map<Integer, Double> await(RunningIngest server, String station, String property, String level,
            int hours) throws Exception {
        return hours(server.await("/api/v1/readings?rollup=1h&limit=10000&from=2026-03-01&to=2026-03-12&station="
                + station + "&property=" + property + "&level=" + level, answer -> has(answer, hours)));
    }

    private static boolean has(String answer, int hours) {
        try {
            return hours(answer).size() == hours;
        } catch (IOException e) {
            throw new IllegalStateException(answer, e);
        }
    }

    /** A day of minutes: PM2.5 around 32, humidity around 50, pressure around 900, CO2 of a simple sensor around 500. */
    private static List<Reading> garden() {
        List<Reading> readings = new ArrayList<>();
        for (int minute = 0; minute < 24 * 60; minute++) {
            long time = START + 60_000L * minute;
            int sway = minute % 2 == 0 ? -1 : 1;
            // No air stands still: every hour lies a little elsewhere, the same for all.
            double drift = minute / 60 % 4;
            readings.add(reading("garden", "pms5003-ttyama0", "pm2_5", time, 32 + 2 * sway + drift));
            readings.add(reading("garden", "bme280-76", "relative_humidity", time, 50 + sway + drift));
            readings.add(reading("garden", "bme280-76", "pressure", time, 900 + 0.1 * sway + drift));
            readings.add(reading("garden", "mhz19b-ttyama1", "co2", time, 500 + 3 * sway + drift));
        }
        return readings;
    }

    @Test
    void humidityGrowthIsCorrectedOnlyWithASensorOfWhichSomebodySaidThatItIsInAmbientAir() throws Exception {
        Path data = given("garden", garden(), 24);
        String level = "kappa-koehler@1-kappa0.33";
        try (RunningIngest server = tier(data, "kappa-koehler kappa=0.33")) {
            await(server, "garden", "pm2_5", "raw", 24);
            assertThat(await(server, "garden", "pm2_5", level, 0)).isEmpty();
            airshed(data, "station", "ambient", "garden", "--sensor", "bme280-76", "--from", "2026-03-01T06:00:00Z");
            Map<Integer, Double> corrected = await(server, "garden", "pm2_5", level, 18);
            // C = 1 + 0.33/1.65 · a/(1 − a), a = 0.50 and 0.53
            assertThat(corrected.get(8)).isCloseTo(32 / 1.2, within(1e-9));
            assertThat(corrected.get(11)).isCloseTo(35 / (1 + 0.2 * 0.53 / 0.47), within(1e-9));
            assertThat(corrected).doesNotContainKey(5).containsKey(6);
            airshed(data, "station", "ambient", "garden", "--none", "--from", "2026-03-01T12:00:00Z");
            assertThat(await(server, "garden", "pm2_5", level, 6)).containsOnlyKeys(6, 7, 8, 9, 10, 11);
            airshed(data, "station", "place", "garden", "--lat", "41.4", "--lon", "2.2", "--environment", "outdoor",
                    "--from", "2026-03-01T09:00:00Z");
            assertThat(await(server, "garden", "pm2_5", level, 3)).as("nobody has said so of the new place")
                    .containsOnlyKeys(6, 7, 8);
            assertThat(await(server, "garden", "pm2_5", "raw", 24).get(8)).isCloseTo(32, within(1e-9));
        }
    }

    @Test
    void aNetworkBringsTheCo2OfSimpleSensorsToStandardPressure() throws Exception {
        Path data = given("garden", garden(), 24);
        try (RunningIngest server = tier(data, "co2-pressure, co2-baseline offset=27 background=427")) {
            Map<Integer, Double> corrected = await(server, "garden", "co2", "co2-pressure@1", 24);
            assertThat(corrected.get(8)).isCloseTo(500 * 1013.25 / 900, within(1e-9));
            assertThat(corrected.get(11)).isCloseTo(503 * 1013.25 / 903, within(1e-9));
            // One after the other would be a correction of a correction.
            assertThat(await(server, "garden", "co2", "co2-baseline@1-offset27-background427", 0)).isEmpty();
        }
    }

    @Test
    void aCo2BaselineIsUsedAndWhenItIsRevokedTheRawValueStandsAgainAndTheRecordStays() throws Exception {
        Random random = new Random(5);
        List<Reading> readings = new ArrayList<>();
        double[] means = new double[8 * 24];
        for (int hour = 0; hour < means.length; hour++) {
            for (int fifth = 0; fifth < 12; fifth++) {
                double value = Math.round((hour % 24 < 6 ? 400 : 700) + 10 * random.nextGaussian());
                means[hour] += value / 12;
                readings.add(reading("school", "scd41-62", "co2", START + hour * HOUR + fifth * 300_000L, value));
            }
        }
        double[] sorted = means.clone();
        Arrays.sort(sorted);
        double offset = Math.round(10 * (427 - sorted[9])) / 10.0; // the 10th of 192
        Path data = given("school", readings, means.length);
        String level = "co2-school@1";
        try (RunningIngest server = tier(data, "")) {
            Map<Integer, Double> raw = await(server, "school", "co2", "raw", means.length);
            assertThat(airshed(data, "correction", "co2-baseline", "school", "--baseline", "427", "--from",
                    "2026-03-01", "--to", "2026-03-09", "--valid-to", "2026-03-05", "--by", "Ada"))
                    .contains("Correction co2-school@1 is kept");
            Map<Integer, Double> corrected = await(server, "school", "co2", level, 96);
            corrected.forEach((hour, value) -> assertThat(value).isCloseTo(raw.getOrDefault(hour, Double.NaN) + offset,
                    within(1e-6)));
            assertThat(corrected).containsKeys(0, 95).doesNotContainKey(96);

            airshed(data, "correction", "revoke", level, "--reason", "the window was never opened", "--by", "Bo");
            assertThat(await(server, "school", "co2", level, 0)).isEmpty();
            server.await("/api/v1/readings?rollup=1d&from=2026-03-01&to=2026-03-12&station=school&property=co2&level="
                    + level, answer -> has(answer, 0));
            assertThat(await(server, "school", "co2", "raw", means.length)).isEqualTo(raw);
            assertThat(airshed(data, "correction", "list")).contains("co2-school@1", "REVOKED",
                    "the window was never opened");
            assertThat(replaced(data, level)).isEqualTo(corrected);
        }
    }

    /** Earlier revisions, as they are kept. */
    private static Map<Integer, Double> replaced(Path data, String level) throws IOException {
        Map<Integer, Double> hours = new TreeMap<>();
        try (Database database = Database.open(data)) {
            EmbeddedStore.open(database, EmbeddedSettings.STANDARD, InstantSource.system()).derived()
                    .readReplacedRollups(new RollupQuery(new StationId("school"), null, null, new Level(level),
                            Span.HOUR, START, START + 300 * HOUR, 10_000, null), null, before -> {
                                Double mean = before.row().mean();
                                if (mean != null) {
                                    hours.put((int) ((before.row().startMillis() - START) / HOUR), mean);
                                }
                            });
        }
        return hours;
    }
}
