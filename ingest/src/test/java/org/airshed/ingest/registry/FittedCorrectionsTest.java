package org.airshed.ingest.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.ingest.correction.Air;
import org.airshed.ingest.correction.Averaging;
import org.airshed.ingest.correction.Outcome;
import org.airshed.ingest.correction.Range;
import org.airshed.ingest.correction.RawMean;
import org.airshed.ingest.correction.StationHour;
import org.airshed.ingest.database.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FittedCorrectionsTest {
    private static final StationId PARK = new StationId("park-1");
    private static final InstantSource CLOCK = () -> Instant.parse("2026-05-01T12:00:00Z");

    @TempDir
    Path folder;

    private static FittedCorrection fit(String level, String station) {
        return new FittedCorrection(new Level(level), new StationId(station), new SensorName("sen55-69"),
                ObservedProperties.of("pm2_5"), ObservedProperties.of("pm2_5"),
                FittedCorrection.Method.LINE_AND_HUMIDITY,
                Map.of("intercept", new BigDecimal("0.1234567890123456"), "slope", new BigDecimal("0.7"), "humidity",
                        new BigDecimal("-1E-7")),
                Air.OUTDOOR, new SensorName("bme280-76"),
                List.of(new Range(ObservedProperties.of("pm2_5"), new BigDecimal("0.30"), new BigDecimal("41.7"), true),
                        new Range(ObservedProperties.of("relative_humidity"), new BigDecimal(20), new BigDecimal(95),
                                false)),
                480, Map.of("test_rmse", new BigDecimal("1.25")), "city's monitor", Averaging.HOURS, 0, 1000, 3_600_000,
                7_200_000L, "Ada");
    }

    @Test
    void whatIsKeptComesBackToTheLastDigit() throws IOException {
        FittedCorrection fit = fit("park@1", "park-1");
        try (Database database = Database.open(folder)) {
            FittedCorrections.open(database, CLOCK).add(fit);
        }
        try (Database database = Database.open(folder)) {
            FittedCorrections table = FittedCorrections.open(database, CLOCK);
            assertThat(table.list()).containsExactly(
                    new FittedCorrections.Entry(fit, CLOCK.millis(), null));
            assertThat(table.list(new StationId("other"))).isEmpty();
            assertThat(table.next("park").text()).isEqualTo("park@2");
            assertThat(table.next("par").text()).isEqualTo("par@1");
            RawMean pm = mean("sen55-69", "pm2_5", "10");
            StationHour hour = new StationHour(3_600_000, Air.OUTDOOR,
                    List.of(pm, mean("bme280-76", "relative_humidity", "50")));
            Outcome.Corrected corrected = (Outcome.Corrected) table.of(PARK).getFirst().apply(hour, pm);
            assertThat(corrected.value()).isEqualByComparingTo("7.1234517890123456");
        }
    }

    private static RawMean mean(String sensor, String property, String value) {
        return new RawMean(new SensorName(sensor), ObservedProperties.of(property), Level.RAW, new BigDecimal(value),
                null);
    }

    @Test
    void aLevelIsGivenOnceAndIsNoneOfThePublishedOnes() throws IOException {
        try (Database database = Database.open(folder)) {
            FittedCorrections table = FittedCorrections.open(database, CLOCK);
            table.add(fit("park@1", "park-1"));
            assertThatThrownBy(() -> table.add(fit("park@1", "park-2"))).isInstanceOf(IOException.class)
                    .hasMessageContaining("there is a correction park@1 already");
            table.revoke(new Level("park@1"), "Ada", "the pump was blocked");
            assertThatThrownBy(() -> table.add(fit("park@1", "park-1"))).hasMessageContaining("park@1 already");
            assertThatThrownBy(() -> table.add(fit("epa-5piece@9", "park-1")))
                    .hasMessageContaining("'epa-5piece' is the name of a published correction");
        }
    }

    @Test
    void revokingIsDatedAndDeletesNothing() throws IOException {
        try (Database database = Database.open(folder)) {
            FittedCorrections table = FittedCorrections.open(database, CLOCK);
            table.add(fit("park@1", "park-1"));
            table.add(fit("park@2", "park-1"));
            assertThat(table.revoke(new Level("park@1"), " Ada ", "the pump was blocked"))
                    .isEqualTo(fit("park@1", "park-1"));
            assertThat(table.list(PARK)).hasSize(2).first().extracting(FittedCorrections.Entry::revoked)
                    .isEqualTo(new FittedCorrections.Revocation(CLOCK.millis(), "Ada", "the pump was blocked"));
            assertThat(table.of(PARK)).extracting(local -> local.correction().level().text())
                    .containsExactly("park@2");
            assertThatThrownBy(() -> table.revoke(new Level("park@1"), "Bo", "again"))
                    .hasMessageContaining("was revoked by Ada on 2026-05-01T12:00:00Z");
            assertThatThrownBy(() -> table.revoke(new Level("park@9"), "Bo", "none"))
                    .hasMessage(
                            "there is no fitted correction park@9; 'airshed correction list' shows those there are");
            for (String nothing : List.of("", "  ", "a\u0007b", "x".repeat(501))) {
                assertThatThrownBy(() -> table.revoke(new Level("park@2"), "Bo", nothing))
                        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("a reason must be 1 to 500");
                assertThatThrownBy(() -> table.revoke(new Level("park@2"), nothing, "why"))
                        .hasMessageContaining("the name of who says so must be 1 to 100");
            }
            assertThat(table.of(PARK)).hasSize(1);
        }
    }

    // The promise of the record holds for whoever has the file open, not only for this class.
    @Test
    void theTableItselfRefusesToForget() throws IOException {
        try (Database database = Database.open(folder)) {
            FittedCorrections table = FittedCorrections.open(database, CLOCK);
            table.add(fit("park@1", "park-1"));
            for (String sql : List.of("DELETE FROM fitted_correction",
                    "UPDATE fitted_correction SET coefficients = '{}'",
                    "UPDATE fitted_correction SET revoked = NULL")) {
                assertThatThrownBy(() -> update(database, sql)).as(sql)
                        .hasStackTraceContaining("a correction is revoked");
            }
            table.revoke(new Level("park@1"), "Ada", "the pump was blocked");
            assertThatThrownBy(() -> update(database, "UPDATE fitted_correction SET revoked_why = 'never mind'"))
                    .hasStackTraceContaining("revoked once");
            assertThat(table.list()).hasSize(1);
        }
    }

    private static void update(Database database, String sql) throws IOException {
        database.write(connection -> RegistryTables.update(connection, sql));
    }

    @Test
    void anOffsetIsCalledWhatItIs() {
        FittedCorrection fit = fit("park@1", "park-1");
        FittedCorrection offset = new FittedCorrection(fit.level(), PARK, fit.sensor(), ObservedProperties.of("co2"),
                ObservedProperties.of("co2"), FittedCorrection.Method.BASELINE,
                Map.of("offset", new BigDecimal("27.5"), "background", new BigDecimal(427)), null, null, List.of(), 168,
                Map.of(), "", Averaging.HOURS, 0, 1, 0, null, "Ada");
        assertThat(offset.localFit().correction().title()).isEqualTo("moved to a stated background by Ada");
        assertThat(fit.localFit().correction().title()).isEqualTo("fitted beside a reference by Ada");
        assertThatThrownBy(() -> new FittedCorrection(fit.level(), PARK, fit.sensor(), fit.input(), fit.output(),
                fit.method(), fit.coefficients(), null, fit.humiditySensor(), List.of(), 0, Map.of(), "",
                Averaging.HOURS, 0, 1, 3_600_000, 3_600_000L, "Ada")).hasMessage("park@1 would be valid from"
                        + " 1970-01-01T01:00:00Z to 1970-01-01T01:00:00Z, which ends before it begins");
    }

    @Test
    void whatItsMethodDoesNotTakeIsNoCorrection() {
        FittedCorrection fit = fit("park@1", "park-1");
        assertThatThrownBy(() -> new FittedCorrection(fit.level(), PARK, fit.sensor(), fit.input(), fit.output(),
                FittedCorrection.Method.BASELINE, fit.coefficients(), null, null, List.of(), 0, Map.of(), "",
                Averaging.HOURS, 0, 1, 0, null, "Ada")).hasMessageContaining("its method takes");
        assertThatThrownBy(() -> new FittedCorrection(fit.level(), PARK, fit.sensor(), fit.input(), fit.output(),
                fit.method(), fit.coefficients(), null, null, List.of(), 0, Map.of(), "", Averaging.HOURS, 0, 1, 0,
                null, "Ada")).hasMessageContaining("its humidity sensor");
    }
}
