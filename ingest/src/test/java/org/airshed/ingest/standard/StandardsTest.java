package org.airshed.ingest.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.Objects;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.ingest.rollup.CaptureRule;
import org.airshed.ingest.standard.Criterion.Measure;
import org.airshed.ingest.standard.Standard.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StandardsTest {
    static List<Standard> all() {
        return Standards.all();
    }

    @Test
    void theTablesHoldThePublishedRowsAndNoOthers() {
        assertThat(Standards.all().stream()
                .flatMap(standard -> standard.criteria().stream()
                        .filter(criterion -> standard.kind() != Kind.ATTENTION_CRITERION
                                && criterion.measure() != Measure.NAMED)
                        .map(criterion -> Published.of(standard, criterion))))
                .containsExactlyElementsOf(Published.rows());
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource({"who-2021,so2,MINUTES_10,500,ug/m3", "who-2021,co,MINUTES_15,100,mg/m3",
            "eu-2008-50,benzene,YEAR,5,ug/m3", "eu-2024-2881,benzene,YEAR,3.4,ug/m3",
            "japan-eqs,ox,DAILY_MAXIMUM_8H,0.07,ppm", "japan-eqs,ox,YEAR,0.04,ppm", "japan-eqs,spm,DAY,0.10,mg/m3",
            "japan-eqs,spm,HOUR,0.20,mg/m3", "japan-eqs,no2,DAY,0.06,ppm", "japan-eqs,so2,DAY,0.04,ppm",
            "japan-eqs,so2,HOUR,0.1,ppm", "japan-eqs,co,DAY,10,ppm", "japan-eqs,co,EIGHT_HOURS,20,ppm"})
    void whatIsOnlyNamedSaysWhyAndIsNotJudged(String id, String pollutant, Criterion.Averaging averaging,
            BigDecimal limit, String unit) {
        Standard standard = Standards.of(id);
        Criterion named = standard.criteria().stream().filter(criterion -> criterion.measure() == Measure.NAMED
                && criterion.pollutant().equals(pollutant) && criterion.averaging() == averaging).findFirst()
                .orElseThrow();
        assertThat(named.limit()).isEqualTo(limit);
        assertThat(named.unit()).isEqualTo(unit);
        assertThat(named.note()).isNotBlank();
        Measured year = Air.byDay(Air.TOKYO, standard.yearOf(LocalDate.of(2024, 5, 1)), unit, day -> BigDecimal.ONE);
        assertThatThrownBy(() -> Judgement.of(standard, named, year)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named.note());
    }

    @Test
    void theNewOzoneStandardOfJapanHasNoDateAndSaysSo() {
        List<Criterion> fresh = Standards.of("japan-eqs").criteria().stream()
                .filter(criterion -> criterion.step().contains("(new)")).toList();
        assertThat(fresh).hasSize(2).allSatisfy(criterion -> {
            assertThat(criterion.mark()).isEqualTo(Mark.UNCERTAIN);
            assertThat(criterion.validFrom()).isNull();
        });
    }

    @Test
    void suspendedParticulateMatterIsNoPropertyOfOurs() {
        assertThat(Standards.of("japan-eqs").criteria()).filteredOn(criterion -> "spm".equals(criterion.pollutant()))
                .hasSize(2).allSatisfy(criterion -> {
                    assertThat(criterion.property()).isNull();
                    assertThat(criterion.note()).contains("PM10");
                });
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyStandardIsWhole(Standard standard) {
        assertThat(Standards.find(standard.id())).containsSame(standard);
        assertThat(standard.names()).containsOnlyKeys("en", "ja", "es", "ca").doesNotContainValue("");
        assertThat(standard.name("tlh")).isEqualTo(standard.name("en"));
        assertThat(standard.source()).isNotBlank();
        assertThat(standard.criteria()).isNotEmpty().allSatisfy(criterion -> {
            String property = criterion.property();
            assertThat(property == null || ObservedProperties.find(property).isPresent()).isTrue();
            assertThat(criterion.limit()).isPositive();
            assertThat(criterion.measure() == Measure.COUNT).isEqualTo(criterion.allowed() != null);
            assertThat(criterion.fromHour() == null).isEqualTo(criterion.toHour() == null);
        });
    }

    @ParameterizedTest
    @CsvSource({"who-2021,GUIDELINE,JANUARY", "eu-2008-50,LIMIT_VALUE,JANUARY", "eu-2024-2881,LIMIT_VALUE,JANUARY",
            "eu-2024-2881-thresholds,ATTENTION_CRITERION,JANUARY", "japan-eqs,ENVIRONMENTAL_STANDARD,APRIL",
            "japan-pm2_5-attention,ATTENTION_CRITERION,APRIL", "japan-ox-advisory,ATTENTION_CRITERION,APRIL"})
    void theKindsAreNeverMixed(String id, Kind kind, Month yearBegins) {
        assertThat(Standards.of(id).kind()).isEqualTo(kind);
        assertThat(Standards.of(id).yearBegins()).isEqualTo(yearBegins);
    }

    @Test
    void datesAreThoseOfTheSources() {
        assertThat(Standards.of("eu-2024-2881").validFrom()).isEqualTo("2030-01-01");
        assertThat(Standards.of("eu-2008-50").validTo()).isEqualTo("2030-01-01");
        assertThat(Standards.of("japan-eqs").validFrom()).isNull();
        assertThat(Standards.of("eu-2024-2881").criteria("o3").getLast().validFrom()).isEqualTo("2050-01-01");
    }

    @ParameterizedTest(name = "{0}: a day {1} h, a year {2} days")
    @CsvSource({"who-2021,18,274", "eu-2008-50,18,329", "eu-2024-2881,18,311", "japan-eqs,20,250"})
    void captureIsThatOfTheStandard(String id, int hours, int days) {
        Capture capture = Standards.of(id).capture();
        assertThat(capture.hoursADay().required(24)).isEqualTo(hours);
        assertThat(capture.daysAYear().required(365)).isEqualTo(days);
    }

    @Test
    void onlyTheGuidelineAsksForBalancedQuarters() {
        assertThat(Objects.requireNonNull(Standards.of("who-2021").capture().quarters()).required(90)).isEqualTo(68);
        assertThat(Standards.of("eu-2008-50").capture().quarters()).isNull();
        assertThat(Standards.of("eu-2008-50").capture().summerMonthDays()).isEqualTo(
                new CaptureRule.Share(new BigDecimal("0.90")));
        assertThat(Standards.of("eu-2008-50").capture().summerMonths()).isEqualTo(new CaptureRule.AtLeast(5));
    }

    @Test
    void aTableThatIsWrongIsRefusedByName() {
        assertThatThrownBy(() -> StandardTable.parse("x.csv", "# id: x\n# colour: red\n"))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("x.csv").hasMessageContaining("colour");
        assertThatThrownBy(() -> StandardTable.parse("x.csv", "# id: x\n# id: y\n"))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("repeated");
        assertThatThrownBy(() -> StandardTable.parse("x.csv", "# id: x\npollutant,limit\n"))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("columns");
        assertThatThrownBy(() -> StandardTable.parse("x.csv", "# id: x\n")).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("name.en");
        assertThatThrownBy(() -> Standards.of("x")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x");
    }
}
