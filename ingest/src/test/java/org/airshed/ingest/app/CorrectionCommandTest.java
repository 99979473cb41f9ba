package org.airshed.ingest.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.correction.Air;
import org.airshed.ingest.correction.Averaging;
import org.airshed.ingest.correction.Range;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.registry.FittedCorrection;
import org.airshed.ingest.registry.FittedCorrections;
import org.airshed.ingest.series.embedded.EmbeddedSettings;
import org.airshed.ingest.series.embedded.EmbeddedStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorrectionCommandTest {
    private static final long START = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000;

    @TempDir
    Path folder;

    private Path data = Path.of("");

    @BeforeEach
    void makeDataFolder() throws IOException {
        data = folder.resolve("data");
        DataFolder.open(data);
    }

    private Ran correction(String... arguments) {
        return Ran.airshedOn(data, Ran.words("correction", arguments));
    }

    private static FittedCorrection fit(String level, String station, long from, @Nullable Long to) {
        return new FittedCorrection(new Level(level), new StationId(station), new SensorName("sen55-69"),
                ObservedProperties.of("pm2_5"), ObservedProperties.of("pm2_5"),
                FittedCorrection.Method.LINE_AND_HUMIDITY,
                Map.of("intercept", new BigDecimal("0.1234567890123456"), "slope", new BigDecimal("0.7"), "humidity",
                        new BigDecimal("-1E-7")),
                Air.OUTDOOR, new SensorName("bme280-76"),
                List.of(new Range(ObservedProperties.of("pm2_5"), new BigDecimal("0.30"), new BigDecimal("41.7"),
                        true)),
                480, Map.of("test_rmse", new BigDecimal("1.25"), "test_bias", new BigDecimal("-0.5")),
                "monitor\u001b[31m.csv", Averaging.HOURS, START - 100 * HOUR, START, from, to, "Ada");
    }

    private void keep(FittedCorrection... fits) throws IOException {
        try (Database database = Database.open(data)) {
            FittedCorrections table = FittedCorrections.open(database, InstantSource.system());
            for (FittedCorrection fit : fits) {
                table.add(fit);
            }
        }
    }

    private long marked() throws IOException {
        return Computed.marked(data);
    }

    @Test
    void listSaysAllThatARecordHolds() throws IOException {
        assertThat(correction("list").out()).isEqualToIgnoringNewLines("There is no correction yet;"
                + " 'airshed collocate --offer' and 'airshed correction co2-baseline' make one.");
        keep(fit("park@1", "park-1", START, START + 24 * HOUR), fit("yard@1", "yard-1", START, null));
        Ran listed = correction("list", "--station", "park-1");
        assertThat(listed.err()).isEmpty();
        assertThat(listed.out()).containsSubsequence("park@1  station park-1, sensor sen55-69\n",
                "  pm2_5 = intercept + slope · pm2_5 + humidity · relative_humidity of bme280-76:"
                        + " humidity -0.0000001, intercept 0.1234567890123456, slope 0.7\n",
                "  holds outdoors for pm2_5 from 0.30 to 41.7 ug/m3\n",
                "  valid from 2026-03-01T00:00:00Z to 2026-03-02T00:00:00Z\n",
                "  made of 480 hours between 2026-02-24T20:00:00Z and 2026-03-01T00:00:00Z: monitor\\u001b[31m.csv\n",
                "  found test_bias -0.5, test_rmse 1.25\n", "  by Ada, 2").doesNotContain("yard", "revoked", "REVOKED");
        assertThat(correction("list").out()).contains("park@1", "yard@1", "without an end");
        assertThat(correction("list", "--station", "shed-1").out())
                .contains("There is no correction for a sensor of station shed-1 yet");
    }

    @Test
    void aRevokedCorrectionStaysListedAndItsHoursAreMarked() throws IOException {
        keep(fit("park@1", "park-1", START, START + 24 * HOUR), fit("park@2", "park-1", START, null));
        Computed.hours(data, "park-1", START - 5 * HOUR, 50);
        Ran revoked = correction("revoke", "park@1", "--reason", "the pump was blocked", "--by", "Bo");
        assertThat(revoked.err()).isEmpty();
        assertThat(revoked.out())
                .isEqualToIgnoringNewLines("Correction park@1 is revoked; it stays on record."
                        + " 24 hours will be computed anew.");
        assertThat(marked()).isEqualTo(24);
        assertThat(correction("list").out()).containsSubsequence("park@1  station park-1, sensor sen55-69  REVOKED\n",
                "  revoked by Bo, 2", ": the pump was blocked\n", "park@2  station park-1, sensor sen55-69\n");
        try (Database database = Database.open(data)) {
            assertThat(FittedCorrections.open(database, InstantSource.system()).of(new StationId("park-1")))
                    .extracting(fit -> fit.correction().level().text()).containsExactly("park@2");
        }
        assertThat(correction("revoke", "park@1", "--reason", "again", "--by", "Cy").err())
                .contains("the correction park@1 was revoked by Bo on 2", "already");
        assertThat(marked()).isEqualTo(24);
        Computed.forbidMarks(data);
        assertThat(correction("revoke", "park@2", "--reason", "again", "--by", "Cy").err()).contains("no room");
        assertThat(correction("list").out()).doesNotContain("Cy");
    }

    @Test
    void oneThatIsNotUsedYetTouchesNoHour() throws IOException {
        keep(fit("park@1", "park-1", System.currentTimeMillis() / HOUR * HOUR + 48 * HOUR, null));
        assertThat(correction("revoke", "park@1", "--reason", "typing error", "--by", "Bo").out())
                .contains("It was used for no hour yet.");
        assertThat(marked()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"park@9,r,B,'there is no fitted correction park@9; ''airshed correction list'' shows'",
            "park,r,B,'a correction is named by ID@VERSION, as park-2026@1, not ''park'''",
            "raw,r,B,'named by ID@VERSION, as park-2026@1, not ''raw'''",
            "Park@1,r,B,'named by ID@VERSION, as park-2026@1, not ''Park@1'''",
            "park@1,' ',B,a reason must be 1 to 500 printable characters",
            "park@1,r,'',the name of who says so must be 1 to 100 printable characters"})
    void whatCannotBeRevokedIsSaidInASentence(String name, String reason, String by, String sentence)
            throws IOException {
        keep(fit("park@1", "park-1", START, null));
        Ran result = correction("revoke", name, "--reason", reason, "--by", by);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains(sentence).doesNotContain("Exception");
        assertThat(correction("list").out()).doesNotContain("REVOKED");
        assertThat(marked()).isZero();
    }

    /** Eight days of a sensor that shows 400 ppm at night and rises by a ppm an hour by day; a reference 12 ppm above. */
    private void storeCo2() throws IOException {
        List<Reading> readings = new ArrayList<>();
        for (int fifth = 0; fifth < 8 * 24 * 12; fifth++) {
            int hour = fifth / 12;
            double value = hour % 24 < 6 ? 400 : 600 + hour;
            long time = START + fifth * 300_000L;
            readings.add(reading("school-1", "scd41-62", time, value));
            readings.add(reading("town-1", "licor", time, value + 12));
        }
        readings.add(reading("twins-1", "scd41-62", START, 400));
        readings.add(reading("twins-1", "scd41-i2c3-62", START, 400));
        try (Database database = Database.open(data);
                EmbeddedStore store = EmbeddedStore.open(database, EmbeddedSettings.STANDARD,
                        InstantSource.system())) {
            store.write(readings, 1);
        }
    }

    private static Reading reading(String station, String sensor, long time, double value) {
        return new Reading(new StationId(station), new SensorName(sensor), ObservedProperties.of("co2"), time, value);
    }

    /** A whole command line in which one option has another value; null takes the option away. */
    private Ran baseline(String station, String option, @Nullable String value) {
        return correction(Ran.with(List.of("co2-baseline", station, "--baseline", "427", "--from", "2026-03-01", "--to",
                "2026-03-09", "--by", "Ada"), option, value));
    }

    @Test
    void aBaselineBecomesACorrectionOfTheSensor() throws IOException {
        storeCo2();
        Computed.hours(data, "school-1", START, 8 * 24);
        Ran kept = baseline("school-1", "--valid-to", "2026-03-02");
        assertThat(kept.err()).isEmpty();
        assertThat(kept.out().lines()).containsExactly(
                "fresh air taken to have 427 ppm; the sensor's baseline, the 5th percentile of 192 hours, is 400.0 ppm:"
                        + " +27.0 ppm.",
                "Correction co2-school-1@1 is kept for sensor scd41-62 of station school-1, valid from"
                        + " 2026-03-01T00:00:00Z to 2026-03-02T00:00:00Z. 'airshed correction revoke co2-school-1@1"
                        + " --reason TEXT --by NAME' takes it back.");
        assertThat(marked()).isEqualTo(24);
        assertThat(correction("list").out()).contains("co2 = co2 + offset: background 427, offset 27.0",
                "holds in any air for co2 from 0 to 10000 ppm", "made of 192 hours", "found sensor_baseline 400.0");
        assertThat(baseline("school-1", "--valid-from", "2026-03-09").out()).contains("Correction co2-school-1@2",
                "valid from 2026-03-09T00:00:00Z, without an end");
        assertThat(baseline("school-1", "--name", "yard.co2@spring").out()).contains("Correction yard.co2@spring is");
        try (Database database = Database.open(data)) {
            FittedCorrection fit = FittedCorrections.open(database, InstantSource.system())
                    .list(new StationId("school-1")).getFirst().correction();
            assertThat(fit.method()).isEqualTo(FittedCorrection.Method.BASELINE);
            assertThat(fit.coefficients()).isEqualTo(
                    Map.of("offset", new BigDecimal("27.0"), "background", new BigDecimal("427")));
        }
    }

    @Test
    void aReferenceBesideItTellsTheOffsetToo() throws IOException {
        storeCo2();
        List<String> base = List.of("co2-baseline", "school-1", "--from", "2026-03-01", "--to", "2026-03-03", "--by",
                "Ada", "--reference");
        Ran kept = correction(with(base, "town-1"));
        assertThat(kept.err()).isEmpty();
        assertThat(kept.out()).contains("mean difference from the reference in 48 hours: +12.0 ppm.");
        assertThat(correction("list").out()).contains("background 412.0, offset 12.0",
                ": station town-1; mean difference from the reference in 48 hours\n", "found rmse_after 0.0");
        StringBuilder csv = new StringBuilder("time,value\n");
        for (int hour = 0; hour < 48; hour++) {
            csv.append(Instant.ofEpochMilli(START + hour * HOUR)).append(',').append(hour % 24 < 6 ? 390 : 590 + hour)
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("city.csv"), csv);
        assertThat(correction(with(base, file.toString())).out()).contains("Reference: 48 hours of 48 rows",
                ": -10.0 ppm.",
                "co2-school-1@2");
        assertThat(correction(with(base, "no-such.csv")).err()).contains("there is no file no-such.csv");
        assertThat(correction(with(base, "town-2")).err())
                .contains("has no co2 of station town-2; 'airshed station list'");
    }

    private static String[] with(List<String> arguments, String... more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({"school-1,--baseline,300,'fresh air has 380 to 500 ppm of CO2, not 300'",
            "school-1,--to,2026-03-03,only 48 hours of the sensor; 126 are needed",
            "school-1,--to,2026-03-01,--to must be later than --from",
            "school-1,--from,2026-03-01T00:30:00Z,--from takes a full hour such as 2026-03-01T12:00:00Z",
            "school-1,--from,March,--from takes a time such as 2026-03-01",
            "school-1,--valid-to,2026-03-01,'--valid-to must be later than --from, where it begins to be used'",
            "school-1,--name,My School,'--name takes ID or ID@VERSION of a-z'",
            "school-1,--name,co2-baseline,--name co2-baseline is the name of a published correction; choose another",
            "school-1,--by,' ',the name of who says so must be 1 to 100 printable characters",
            "school-1,--sensor,scd30-61,'--sensor NAME chooses one of the sensors of station school-1 for co2: scd41-62'",
            "twins-1,--by,Ada,'--sensor NAME chooses one of the sensors of station twins-1 for co2: scd41-62, scd41-i2c3-62'",
            "nobody,--by,Ada,'has no co2 of station nobody; ''airshed station list'' shows the stations'",
            "School 1,--by,Ada,station id 'School 1'", "school-1,--settings,no-such.yaml,there is no settings file",
            "school-1,--influx,http://localhost:8086,influx.bucket is missing"})
    void everyWrongValueIsASentence(String station, String option, String value, String sentence) throws IOException {
        storeCo2();
        Ran result = baseline(station, option, value);
        assertThat(result.err()).contains(sentence).doesNotContain("Exception");
        assertThat(result.code()).isEqualTo(1);
        assertThat(correction("list").out()).contains("There is no correction yet");
        assertThat(marked()).isZero();
    }

    @Test
    void aCommandLineThatMakesNoSenseIsTold() {
        assertThat(correction().code()).isEqualTo(2);
        assertThat(baseline("school-1", "--baseline", null).err()).contains("--baseline", "--reference");
        assertThat(baseline("school-1", "--reference", "town-1").code()).isEqualTo(2);
        assertThat(baseline("school-1", "--baseline", "much").err()).contains("--baseline");
        assertThat(baseline("school-1", "--by", null).code()).isEqualTo(2);
        assertThat(correction("revoke", "park@1", "--by", "Ada").err()).contains("--reason");
        data = folder.resolve("elsewhere");
        assertThat(correction("list").err()).contains("there is no data folder");
    }
}
