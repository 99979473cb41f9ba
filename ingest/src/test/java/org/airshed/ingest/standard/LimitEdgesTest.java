package org.airshed.ingest.standard;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.LongFunction;
import org.airshed.ingest.rollup.DayRule;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.rollup.ReportingYear;
import org.airshed.ingest.standard.Criterion.Averaging;
import org.airshed.ingest.standard.Criterion.Measure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row at its edges, with the days on which the clock changes in it: below, on and above. */
class LimitEdgesTest {
    /** Smaller than an eighth of any limit: an 8-hour mean with one clean hour in it is below. */
    private static final BigDecimal LITTLE = new BigDecimal("0.001");

    static List<Published> rows() {
        return Published.rows();
    }

    static List<Published> counted() {
        return rows().stream().filter(row -> row.measure() == Measure.COUNT).toList();
    }

    static List<Published> valued() {
        return rows().stream().filter(row -> row.measure() != Measure.COUNT).toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void onTheLimitIsMet(Published row) {
        assertThat(judge(row, hour -> row.limit())).isInstanceOf(Outcome.Met.class);
    }

    @ParameterizedTest
    @MethodSource("valued")
    void belowIsMetAndAboveIsExceeded(Published row) {
        BigDecimal step = step(row);
        assertThat(judge(row, hour -> row.limit().subtract(step))).isInstanceOf(Outcome.Met.class);
        assertThat(judge(row, hour -> row.limit().add(step))).isInstanceOfSatisfying(Outcome.Exceeded.class,
                exceeded -> {
                    assertThat(exceeded.evidence().value()).isEqualByComparingTo(row.limit().add(step));
                    assertThat(exceeded.evidence().limit()).isEqualTo(row.limit());
                    assertThat(exceeded.evidence().unit()).isEqualTo(row.unit());
                });
    }

    @ParameterizedTest
    @MethodSource("counted")
    void asManyAsAllowedAreMetAndOneMoreIsExceeded(Published row) {
        int allowed = Integer.parseInt(row.allowed());
        assertThat(judge(row, over(row, allowed, allowed))).isInstanceOfSatisfying(Outcome.Met.class,
                met -> assertThat(met.evidence().exceedances()).satisfies(exceedances -> {
                    assertThat(exceedances).isNotNull();
                    assertThat(exceedances.found()).isEqualByComparingTo(row.allowed());
                    assertThat(exceedances.allowed()).isEqualTo(allowed);
                }));
        assertThat(judge(row, over(row, allowed, allowed + 1))).isInstanceOf(Outcome.Exceeded.class);
    }

    /** A year in which so many days or hours of the middle of summer are over, and so many in the last year. */
    private static LongFunction<@Nullable BigDecimal> over(Published row, int inEach, int inLast) {
        DayRule rule = rule(row);
        return hour -> {
            LocalDate day = rule.dayOf(hour);
            LocalDate first = LocalDate.of(day.getYear(), 6, 1);
            int number = day.getYear() == 2024 ? inLast : inEach;
            boolean high = row.averaging() == Averaging.HOUR
                    ? !day.isBefore(first) && day.isBefore(first.plusDays(number))
                            && Math.floorMod(hour, 24 * Hours.HOUR_MILLIS) == 3 * Hours.HOUR_MILLIS
                    : !day.isBefore(first) && day.isBefore(first.plusDays(number));
            return high ? row.limit().add(step(row)) : BigDecimal.ZERO;
        };
    }

    private static BigDecimal step(Published row) {
        return row.standard().equals("japan-eqs") && row.pollutant().equals("pm2_5") ? new BigDecimal("0.1") : LITTLE;
    }

    private static DayRule rule(Published row) {
        return row.standard().startsWith("japan") ? Air.TOKYO : Air.MADRID;
    }

    private static Outcome judge(Published row, LongFunction<@Nullable BigDecimal> air) {
        ReportingYear year = Standards.of(row.standard()).yearOf(LocalDate.of(2024, 7, 1));
        return Judgement.of(Standards.of(row.standard()), row.criterion(),
                Air.byHour(rule(row), year, row.years(), row.unit(), air));
    }
}
