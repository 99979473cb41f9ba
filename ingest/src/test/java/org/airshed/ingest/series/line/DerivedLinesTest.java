package org.airshed.ingest.series.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.series.FlaggedReading;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.Replaced;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.Span;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DerivedLinesTest {
    private static final long T = 1_772_366_400_000L;

    @Test
    void rollupsOfOneSensorLevelAndHourShareALine() {
        assertThat(RollupLines.lines(List.of(rollup("co2", Level.RAW, Span.HOUR, 612.5),
                rollup("no2", new Level("fit@1"), Span.HOUR, -0.0), rollup("pm1", Level.RAW, Span.HOUR, null),
                rollup("co2", Level.RAW, Span.MONTH, 1.0)), 7)).containsExactly(
                        "air_1h,level=raw,sensor=s,station=a-1 co2_mean=612.5,co2_min=1.0,co2_max=1.0E22,co2_n=55i,"
                                + "co2_coverage=0.5,co2_flag=3i,co2_why=6i,co2_lacks=0i,co2_revision=7i,"
                                + "pm1_min=1.0,pm1_max=1.0E22,pm1_n=55i,pm1_coverage=0.5,pm1_flag=3i,pm1_why=6i,"
                                + "pm1_lacks=1i,pm1_revision=7i 1772366400000",
                        "air_1h,level=fit@1,sensor=s,station=a-1 no2_mean=-0.0,no2_min=1.0,no2_max=1.0E22,no2_n=55i,"
                                + "no2_coverage=0.5,no2_flag=3i,no2_why=6i,no2_lacks=0i,no2_revision=7i 1772366400000",
                        "air_1mo,level=raw,sensor=s,station=a-1 co2_mean=1.0,co2_min=1.0,co2_max=1.0E22,co2_n=55i,"
                                + "co2_coverage=0.5,co2_flag=3i,co2_why=6i,co2_lacks=0i,co2_revision=7i 1772366400000");
    }

    @Test
    void whatIsReplacedStandsUnderTheRevisionItHad() {
        Rollup co2 = rollup("co2", Level.RAW, Span.DAY, 2.0);
        Rollup pm1 = rollup("pm1", Level.RAW, Span.DAY, 2.0);
        assertThat(RollupLines.replacedLines(List.of(new Replaced<>(co2, 3, 9), new Replaced<>(pm1, 4, 9))))
                .containsExactly(
                        "air_1d_rev,level=raw,revision=3,sensor=s,station=a-1 co2_mean=2.0,co2_min=1.0,co2_max=1.0E22,"
                                + "co2_n=55i,co2_coverage=0.5,co2_flag=3i,co2_why=6i,co2_lacks=0i,co2_replaced_by=9i "
                                + T,
                        "air_1d_rev,level=raw,revision=4,sensor=s,station=a-1 pm1_mean=2.0,pm1_min=1.0,pm1_max=1.0E22,"
                                + "pm1_n=55i,pm1_coverage=0.5,pm1_flag=3i,pm1_why=6i,pm1_lacks=0i,pm1_replaced_by=9i "
                                + T);
    }

    @Test
    void indicatorsSayWhatTheyLackAndWhy() {
        IndicatorValue value = new IndicatorValue("gracia", "eaqi", "pm2_5", Span.HOUR, "outdoor", T, 2.0, 1.5, null,
                3, 0.75, "fair", null);
        IndicatorValue missing = new IndicatorValue("gracia", "eaqi", "pm2_5", Span.HOUR, "outdoor", T, null, null,
                null, 1, 0.25, null, "\"3\" are needed");
        assertThat(IndicatorLines.lines(List.of(value, missing), 5)).containsExactly(
                "indicator,area=gracia,environment=outdoor,index=eaqi,period=1h,property=pm2_5 value=2.0,"
                        + "value_lower=1.5,stations=3i,coverage=0.75,category=\"fair\",missing=\"\",lacks=4i,"
                        + "revision=5i " + T,
                "indicator,area=gracia,environment=outdoor,index=eaqi,period=1h,property=pm2_5 stations=1i,"
                        + "coverage=0.25,category=\"\",missing=\"\\\"3\\\" are needed\",lacks=7i,revision=5i " + T);
        assertThat(IndicatorLines.replacedLines(List.of(new Replaced<>(value, 5, 6)))).containsExactly(
                "indicator_rev,area=gracia,environment=outdoor,index=eaqi,period=1h,property=pm2_5,revision=5 "
                        + "value=2.0,value_lower=1.5,stations=3i,coverage=0.75,category=\"fair\",missing=\"\","
                        + "lacks=4i,replaced_by=6i " + T);
    }

    @Test
    void aFlagNamesTheValueItWasGivenFor() {
        assertThat(FlagLines.lines(List.of(flagged("co2", T, 612.5, Flag.GOOD, 0),
                flagged("pm1", T, 3, Flag.FAIL, 5), flagged("co2", T + 1, 7, Flag.SUSPECT, -1)))).containsExactly(
                        "air,sensor=s,station=a-1 co2_flag=1i,co2_why=0i,co2_flagged=612.5,"
                                + "pm1_flag=4i,pm1_why=5i,pm1_flagged=3.0 1772366400000",
                        "air,sensor=s,station=a-1 co2_flag=3i,co2_why=-1i,co2_flagged=7.0 1772366400001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "a,b", "a=b", "it's", "a\"b", "a\\b", "a\nb"})
    void whatCouldNotStandInATagOrAQueryIsNoKey(String area) {
        assertThat(IndicatorValue.isKey(area)).isFalse();
        assertThatThrownBy(() -> new IndicatorValue(area, "eaqi", "pm2_5", Span.HOUR, "outdoor", T, 2.0, null, null, 3,
                1, null, null)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("area");
    }

    @Test
    void aMeanThatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> rollup("co2", Level.RAW, Span.HOUR, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("mean is NaN");
    }

    private static Rollup rollup(String property, Level level, Span span, @Nullable Double mean) {
        return new Rollup(new StationId("a-1"), new SensorName("s"), ObservedProperties.of(property), level, span, T,
                mean, 1.0, 1e22, 55, 0.5, Flag.SUSPECT, 6);
    }

    private static FlaggedReading flagged(String property, long time, double value, Flag flag, int reasons) {
        return new FlaggedReading(new StationId("a-1"), new SensorName("s"), ObservedProperties.of(property), time,
                value, flag, reasons);
    }
}
