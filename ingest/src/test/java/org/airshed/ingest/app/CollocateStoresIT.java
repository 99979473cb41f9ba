package org.airshed.ingest.app;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Random;
import java.util.stream.Stream;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Flag;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.registry.FittedCorrection;
import org.airshed.ingest.registry.FittedCorrections;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.FlaggedReading;
import org.airshed.ingest.series.SeriesStore;
import org.airshed.ingest.series.WriteOutcome;
import org.airshed.ingest.series.embedded.EmbeddedSettings;
import org.airshed.ingest.series.embedded.EmbeddedStore;
import org.airshed.ingest.series.influx.InfluxSettings;
import org.airshed.ingest.series.influx.InfluxStore;
import org.airshed.ingest.series.influx.Influxd;
import org.airshed.journal.disk.FileDisk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same readings in the built-in store and in a real InfluxDB: a collocation must not depend on where they are. */
@Timeout(300)
class CollocateStoresIT {
    private static final long START = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final int DAYS = 12;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path shared;

    private static @Nullable Influxd influxd;

    @BeforeAll
    static void storeTheSameInBoth() throws Exception {
        Influxd started = Influxd.start(Files.createDirectories(shared.resolve("influxd")));
        influxd = started;
        started.makeBucket("air", 0);
        Files.writeString(shared.resolve("token"), Influxd.TOKEN + "\n");
        Files.writeString(shared.resolve("ingest.yaml"), """
                data: with-influx
                influx: {url: "%s", org: airshed, bucket: air, token-file: token}
                """.formatted(started.url()));
        List<Reading> readings = readings();
        List<FlaggedReading> flags = flags(readings);
        DataFolder.open(shared.resolve("embedded"));
        DataFolder with = DataFolder.open(shared.resolve("with-influx"));
        Files.createDirectories(with.influxCursor().getParent());
        try (Database database = Database.open(shared.resolve("embedded"));
                EmbeddedStore store = EmbeddedStore.open(database, EmbeddedSettings.STANDARD,
                        InstantSource.system())) {
            fill(store, store.derived(), readings, flags);
        }
        try (InfluxStore store = InfluxStore.open(
                InfluxSettings.of(started.url(), Influxd.ORG, "air", shared.resolve("token")), with.influxCursor(),
                new FileDisk(), InstantSource.system())) {
            fill(store, store.derived(), readings, flags);
        }
    }

    @AfterAll
    static void stop() {
        if (influxd != null) {
            influxd.close();
        }
    }

    private static void fill(SeriesStore store, DerivedStore derived, List<Reading> readings,
            List<FlaggedReading> flags) throws IOException {
        for (int from = 0; from < readings.size(); from += 20_000) {
            assertThat(store.write(readings.subList(from, Math.min(readings.size(), from + 20_000)), from + 1L))
                    .isInstanceOf(WriteOutcome.Stored.class);
        }
        derived.flag(flags);
    }

    /** Two units with humidity, minute by minute and with gaps, and the city's monitor once an hour. */
    private static List<Reading> readings() {
        Random random = new Random(11);
        List<Reading> readings = new ArrayList<>();
        for (int minute = 0; minute < DAYS * 1440; minute++) {
            double truth = 12 + 9 * Math.sin(minute / 700.0) + random.nextGaussian();
            double humidity = 60 + 25 * Math.sin(minute / 1440.0 * 2 * Math.PI);
            long time = START + MINUTE * minute + random.nextInt(400);
            for (int unit = 1; unit <= 2; unit++) {
                boolean silent = (minute / 60 % 17 == unit && minute % 60 > 30) || random.nextInt(50) == 0;
                if (!silent) {
                    readings.add(reading("unit-" + unit, "pms5003-a", "pm2_5", time,
                            1.3 * truth + 0.05 * humidity + random.nextGaussian() / 3));
                    readings.add(reading("unit-" + unit, "bme280-76", "relative_humidity", time, humidity / 3));
                }
            }
            if (minute % 60 == 0) {
                readings.add(reading("monitor", "bam1020", "pm2_5", START + MINUTE * minute,
                        Math.round(truth * 10) / 10.0));
            }
        }
        return readings;
    }

    private static Reading reading(String station, String sensor, String property, long time, double value) {
        return new Reading(new StationId(station), new SensorName(sensor), ObservedProperties.of(property), time,
                value);
    }

    /** What a judge of quality says of some: failed ones are left out, suspect ones are not. */
    private static List<FlaggedReading> flags(List<Reading> readings) {
        List<FlaggedReading> flags = new ArrayList<>();
        for (int i = 0; i < readings.size(); i += 7) {
            Reading of = readings.get(i);
            if (of.property().id().equals("pm2_5") && !of.station().text().equals("monitor")) {
                flags.add(new FlaggedReading(of.station(), of.sensor(), of.property(), of.phenomenonTimeMillis(),
                        of.value(), i % 3 == 0 ? Flag.FAIL : Flag.SUSPECT, 1));
            }
        }
        return flags;
    }

    private static Ran airshed(List<String> arguments) {
        return Ran.airshed(arguments.toArray(String[]::new));
    }

    private static Ran collocate(List<String> where, String... more) {
        return airshed(Stream.of(List.of("collocate", "unit-1", "--property", "pm2_5", "--reference", "monitor",
                "--from", "2026-03-01", "--to", "2026-03-13", "--beside", "unit-2"), where, Arrays.asList(more))
                .flatMap(List::stream).toList());
    }

    private static List<String> embedded() {
        return List.of("--data", shared.resolve("embedded").toString());
    }

    private static List<String> settings() {
        return List.of("--settings", shared.resolve("ingest.yaml").toString());
    }

    private static List<String> influx(String bucket, String token) {
        if (influxd == null) {
            throw new IllegalStateException("influxd was not started");
        }
        return List.of("--data", shared.resolve("with-influx").toString(), "--influx", influxd.url().toString(),
                "--influx-org", Influxd.ORG, "--influx-bucket", bucket, "--influx-token-file",
                shared.resolve(token).toString());
    }

    @Test
    void bothStoresGiveTheSameFiguresToTheLastDigit() throws IOException {
        for (String average : List.of("1h", "24h")) {
            Ran own = collocate(embedded(), "--average", average, "--json");
            assertThat(own.err()).isEmpty();
            JsonNode report = JSON.readTree(own.out());
            assertThat(report.get("pairs").asInt()).isBetween(average.equals("1h") ? 250 : 10, 288);
            assertThat(report.get("precision").get("units").asInt()).isEqualTo(2);
            assertThat(report.get("notes").toString()).contains("readings that failed quality control are left out");
            assertThat(collocate(influx("air", "token"), "--average", average, "--json")).isEqualTo(own);
            assertThat(collocate(settings(), "--average", average, "--json")).isEqualTo(own);
        }
        assertThat(collocate(settings())).isEqualTo(collocate(embedded()));
    }

    @Test
    void aCorrectionOfferedFromEitherStoreIsTheSame() throws IOException {
        List<FittedCorrection> kept = new ArrayList<>();
        for (List<String> where : List.of(embedded(), settings())) {
            Ran offered = collocate(where, "--average", "1h", "--offer", "beside-monitor", "--with-humidity",
                    "--humidity-sensor", "bme280-76", "--valid-from", "2026-03-01", "--by", "Ada");
            assertThat(offered.err()).isEmpty();
            assertThat(offered.out()).contains("'airshed correction revoke beside-monitor@1 --reason TEXT --by NAME'");
            Path folder = shared.resolve(where.equals(embedded()) ? "embedded" : "with-influx");
            try (Database database = Database.open(folder)) {
                kept.add(FittedCorrections.open(database, InstantSource.system()).list().getFirst().correction());
            }
        }
        assertThat(kept.getFirst()).isEqualTo(kept.getLast());
        assertThat(kept.getFirst().method()).isEqualTo(FittedCorrection.Method.LINE_AND_HUMIDITY);
    }

    @Test
    void aCo2BaselineReadsTheSameStore() {
        // No CO2 in either: what is told is where it was looked for.
        List<String> base = List.of("correction", "co2-baseline", "unit-1", "--baseline", "427", "--from", "2026-03-01",
                "--to", "2026-03-10", "--by", "Ada");
        assertThat(airshed(Stream.concat(base.stream(), settings().stream()).toList()).err())
                .contains("bucket 'air' of InfluxDB at http://127.0.0.1:").contains(" has no co2 of station unit-1");
    }

    @Test
    void whatIsWrongWithTheDatabaseIsSaidInASentence() throws IOException {
        Files.writeString(shared.resolve("wrong"), "no-such-token\n");
        assertThat(collocate(influx("air", "wrong")).err()).contains("refuses the token in", "influx auth create")
                .doesNotContain("Exception");
        assertThat(collocate(influx("soil", "token")).err()).contains("has no bucket 'soil'", "influx bucket create");
        assertThat(collocate(influx("air", "no-such-file")).err()).contains("--influx-token-file names",
                "which cannot be read");
        assertThat(collocate(List.of("--data", shared.resolve("with-influx").toString(), "--influx",
                "http://127.0.0.1:9", "--influx-org", "o")).err())
                .contains("influx.bucket is missing", "influx.token-file is missing");
        assertThat(collocate(List.of("--data", shared.resolve("with-influx").toString(), "--influx",
                "http://127.0.0.1:9", "--influx-org", "o", "--influx-bucket", "b", "--influx-token-file",
                shared.resolve("token").toString())).err()).contains("InfluxDB at http://127.0.0.1:9 does not answer");
        // The commonest slip: the options that 'airshed ingest' was given are left out.
        assertThat(collocate(List.of("--data", shared.resolve("with-influx").toString())).err())
                .contains("the built-in store of the data folder", "has no pm2_5 of station unit-1",
                        "this network's readings go to InfluxDB", "--settings FILE or --influx");
    }
}
