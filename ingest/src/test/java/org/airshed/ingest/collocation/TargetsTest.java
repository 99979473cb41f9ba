package org.airshed.ingest.collocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.ingest.correction.Averaging;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The US EPA's targets a second time, typed here; CO is published in ppm and stands in ppb. */
class TargetsTest {
    private static final BigDecimal STEP = new BigDecimal("0.001");

    @ParameterizedTest(name = "{0}")
    @CsvSource({"pm2_5,DAYS,0.35,5,0.70,7,30,5,30", "pm10,DAYS,0.35,10,0.70,14,30,5,30", "o3,HOURS,0.2,5,0.80,5,,5,30",
            "no2,HOURS,0.35,5,0.70,15,,5,30", "co,HOURS,0.2,50,0.80,150,,20,30", "so2,HOURS,0.35,5,0.70,15,,5,30"})
    void aTargetIsMetOnItsBoundAndMissedBeyond(String property, Averaging averaging, BigDecimal slope,
            BigDecimal intercept, BigDecimal r2, BigDecimal rmse, @Nullable BigDecimal nrmse, BigDecimal sd,
            BigDecimal cv) {
        Targets targets = Targets.of(ObservedProperties.of(property), averaging).orElseThrow();
        BigDecimal relative = nrmse == null ? BigDecimal.ZERO : nrmse;
        for (int side : new int[]{1, -1}) {
            BigDecimal sign = BigDecimal.valueOf(side);
            List<Targets.Verdict> on = targets.judge(
                    compared(BigDecimal.ONE.add(sign.multiply(slope)), sign.multiply(intercept), r2, rmse, relative),
                    precision(sd, cv));
            assertThat(on).hasSize(nrmse == null ? 6 : 7)
                    .allSatisfy(verdict -> assertThat(verdict.met()).as(verdict.name()).isEqualTo(Targets.Met.YES));
            List<Targets.Verdict> beyond = targets.judge(
                    compared(BigDecimal.ONE.add(sign.multiply(slope.add(STEP))), sign.multiply(intercept.add(STEP)),
                            r2.subtract(STEP), rmse.add(STEP), relative.add(STEP)),
                    precision(sd.add(STEP), cv.add(STEP)));
            assertThat(beyond)
                    .allSatisfy(verdict -> assertThat(verdict.met()).as(verdict.name()).isEqualTo(Targets.Met.NO));
        }
    }

    @Test
    void thereAreTargetsForNothingElse() {
        for (String other : List.of("pm1", "pm4", "co2", "no", "pm2_5_cf1", "temperature")) {
            assertThat(Targets.averaging(ObservedProperties.of(other))).as(other).isEmpty();
        }
    }

    private static Comparison.Compared compared(BigDecimal slope, BigDecimal intercept, BigDecimal r2, BigDecimal rmse,
            BigDecimal nrmse) {
        var span = new Comparison.Span(0, 1, 2);
        return new Comparison.Compared(20, slope.doubleValue(), intercept.doubleValue(), r2.doubleValue(),
                rmse.doubleValue(), nrmse.doubleValue(), 1, 1, new Regression.Line(0, 1), span, span, List.of());
    }

    private static Precision precision(BigDecimal sd, BigDecimal cv) {
        return new Precision(3, 20, sd.doubleValue(), cv.doubleValue(), 10);
    }
}
