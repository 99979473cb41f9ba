package org.airshed.ingest.index;

import static org.airshed.ingest.index.Given.CO2;
import static org.airshed.ingest.index.Given.ask;
import static org.airshed.ingest.index.Given.hours;
import static org.airshed.ingest.index.Given.millis;
import static org.airshed.ingest.index.Given.number;
import static org.airshed.ingest.index.Given.reason;
import static org.airshed.ingest.index.Given.some;
import static org.airshed.ingest.index.Given.tooLittle;
import static org.airshed.ingest.index.Given.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.airshed.ingest.index.IndexResult.Reason;
import org.airshed.ingest.index.IndexResult.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VentilationTest {
    @ParameterizedTest(name = "{0} at {1} ppm is {2}")
    @CsvSource({"co2-japan-building,1000,within", "co2-japan-building,1000.1,above", "co2-japan-school,1500,within",
            "co2-japan-school,1500.1,above", "co2-uk-hse,799.9,good", "co2-uk-hse,800,between",
            "co2-uk-hse,1500,between", "co2-uk-hse,1500.1,poor", "co2-de-uba,999.9,safe",
            "co2-de-uba,1000,conspicuous", "co2-de-uba,2000,conspicuous", "co2-de-uba,2000.1,unacceptable",
            "co2-rehva,799.9,green", "co2-rehva,800,orange", "co2-rehva,1000,orange", "co2-rehva,1000.1,red",
            // over the default of 400 ppm outdoors
            "co2-en-16798-1,390,category-i", "co2-en-16798-1,950,category-i", "co2-en-16798-1,950.1,category-ii",
            "co2-en-16798-1,1200,category-ii", "co2-en-16798-1,1200.1,category-iii",
            "co2-en-16798-1,1750,category-iii", "co2-en-16798-1,1750.1,category-iv",
            "co2-en-16798-1,9000,category-iv"})
    void limitsBelongWhereTheSchemePutsThem(String id, BigDecimal ppm, String band) {
        Value result = some(ask(id, null, "co2", "instant", ppm, "ppm"));
        assertThat(result.band().key()).isEqualTo(band);
        assertThat(result.kind()).isEqualTo(IndexKind.VENTILATION_PROXY);
    }

    /** c - (50 + 5 %) <= limit < c + (50 + 5 %): from 904.8 to 1105.3 for a limit of 1000. */
    @ParameterizedTest(name = "{0} ppm: about {1}")
    @CsvSource({"904.7,false", "904.8,true", "1000,true", "1105.2,true", "1105.3,false"})
    void aSensorCannotDecideAtTheEdge(BigDecimal ppm, boolean about) {
        Ventilation ventilation = ventilation(some(ask("co2-japan-building", null, "co2", "1h", ppm, "ppm")));
        assertThat(ventilation.about()).isEqualTo(about);
        assertThat(ventilation.possible()).hasSize(about ? 2 : 1);
    }

    @Test
    void theUncertainIntervalIsFiftyPpmAndFivePerCent() {
        Ventilation ventilation = ventilation(some(ask("co2-uk-hse", null, "co2", "1h", new BigDecimal(1400), "ppm")));
        assertThat(ventilation.lower()).isEqualByComparingTo("1280");
        assertThat(ventilation.upper()).isEqualByComparingTo("1520");
        assertThat(ventilation.possible()).extracting(Band::key).containsExactly("between", "poor");
    }

    @Test
    void anAssumedOutdoorValueIsMarkedAndAMeasuredOneCounts() {
        Index categories = Indices.current("co2-en-16798-1").orElseThrow();
        var room = value("co2", "1h", "960", "ppm");
        Value assumed = some(categories.subIndex(room));
        assertThat(assumed.band().key()).isEqualTo("category-ii");
        assertThat(ventilation(assumed).outdoor()).isEqualTo(new OutdoorCo2(new BigDecimal(400), true));
        Value measured = some(categories.withOutdoorCo2(OutdoorCo2.measured(new BigDecimal(425))).subIndex(room));
        assertThat(measured.band().key()).isEqualTo("category-i");
        assertThat(ventilation(measured).outdoor()).isEqualTo(new OutdoorCo2(new BigDecimal(425), false));
    }

    @Test
    void anAbsoluteSchemeIgnoresTheOutdoorValue() {
        Index building = Indices.current("co2-japan-building").orElseThrow();
        Value result = some(building.withOutdoorCo2(OutdoorCo2.measured(new BigDecimal(425)))
                .subIndex(value("co2", "1h", "1200", "ppm")));
        assertThat(result.band().key()).isEqualTo("above");
        assertThat(ventilation(result).outdoor()).isNull();
    }

    @Test
    void aComputedCo2AndAStartUpZeroAreNoCo2() {
        IndexResult computed = ask("co2-uk-hse", null, "eco2", "1h", new BigDecimal(700), "ppm");
        assertThat(reason(computed)).isEqualTo(Reason.OTHER_PROPERTY);
        assertThat(((IndexResult.NoIndex) computed).sentence()).contains("not CO2");
        assertThat(reason(ask("co2-uk-hse", null, "co2", "instant", BigDecimal.ZERO, "ppm")))
                .isEqualTo(Reason.BELOW_SCALE);
    }

    @Test
    void nowIsTheLatestHourAndThereIsNoDay() {
        long at = millis("2026-03-01T12:00:00Z");
        Index hse = Indices.current("co2-uk-hse").orElseThrow();
        Assessment now = hse.now(Map.of(CO2, hours("2026-03-01T10:00:00Z", "2000 600")), at);
        assertThat(number(now.overall())).isEqualTo(1);
        assertThat(tooLittle(hse.now(Map.of(CO2, hours("2026-03-01T10:00:00Z", "600 -")), at).overall())
                .completeness().valid()).isZero();
        assertThat(reason(hse.day(Map.of(), LocalDate.of(2026, 3, 1), ZoneOffset.UTC).overall()))
                .isEqualTo(Reason.NO_DAILY_RULE);
    }

    @Test
    void nothingOfACommunicationIndexCarriesVentilation() {
        assertThat(some(ask("eaqi", null, "pm10", "1h", BigDecimal.TEN, "ug/m3")).ventilation()).isNull();
    }

    private static Ventilation ventilation(Value value) {
        return Objects.requireNonNull(value.ventilation());
    }
}
