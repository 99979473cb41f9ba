package org.airshed.ingest.derivation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.airshed.ingest.index.Indices;
import org.airshed.ingest.standard.Criterion;
import org.airshed.ingest.standard.Standard;
import org.airshed.ingest.standard.Standards;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndicatorUnitsTest {
    @ParameterizedTest(name = "{0} of {1} in {2}")
    @CsvSource({"concentration,pm2_5,ug/m3", "concentration,no2,ppb", "concentration,temperature,Cel", "eaqi,all,/",
            "us-epa-aqi,o3,/", "co2-japan-school,co2,/", "who-2021,pm2_5,ug/m3", "who-2021,co,mg/m3",
            "who-2021:year-mean:aqg,pm2_5,ug/m3", "who-2021:day-p99:aqg,co,mg/m3", "who-2021:hour-count:aqg,no2,h",
            "eu-2008-50:day-count:limit-value,pm10,d", "eu-2008-50:daily-maximum-8h-count:target-value,o3,d",
            "clean-air-days,pm2_5,%", "spatial-coverage,pm2_5,%", "data-capture,co2,%",
            "school-hours-under-limit,co2,%", "days-over:who-2021,pm2_5,d"})
    void aUnitFollowsFromTheName(String index, String property, String unit) {
        assertThat(IndicatorUnits.of(index, property)).hasValue(unit);
    }

    @ParameterizedTest
    @CsvSource({"smell,pm2_5", "concentration,smell", "who-2021,temperature", "who-2021:no-such:row,pm2_5", ":,pm2_5"})
    void aNameThatNobodyMakesHasNone(String index, String property) {
        assertThat(IndicatorUnits.of(index, property)).isEqualTo(Optional.empty());
    }

    @Test
    void everythingThatIsStoredHasOne() {
        Indices.all().forEach(index -> assertThat(IndicatorUnits.of(index.id().id(), Indicators.ALL)).isPresent());
        for (Standard standard : Standards.all()) {
            for (Criterion criterion : standard.criteria()) {
                String property = criterion.property();
                if (property != null && Indicators.isYearly(criterion)) {
                    assertThat(IndicatorUnits.of(Indicators.of(standard, criterion), property))
                            .as(standard.id() + " " + criterion.step()).isPresent();
                }
            }
        }
    }

    @Test
    void ourOwnIndicatorsAreListedWithTheUnitTheyHave() {
        for (IndicatorDefinition own : IndicatorDefinition.all()) {
            String id = own.id().replace("*", "who-2021");
            assertThat(IndicatorUnits.of(id, "pm2_5"))
                    .hasValue(own.unit().equals("property") ? "ug/m3" : own.unit());
            assertThat(own.names()).containsOnlyKeys("en", "ja", "es", "ca");
        }
    }
}
