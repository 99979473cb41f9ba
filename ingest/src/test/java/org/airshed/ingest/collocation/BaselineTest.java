package org.airshed.ingest.collocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.airshed.ingest.correction.Catalogue;
import org.airshed.ingest.rollup.Hours;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineTest {
    private static final BigDecimal FRESH = new BigDecimal(427);

    /** 1, 2 … n above {@code base}, the highest first. */
    private static Hours rising(int n, String base) {
        List<@Nullable BigDecimal> values = new ArrayList<>();
        for (int i = n; i > 0; i--) {
            values.add(new BigDecimal(base).add(BigDecimal.valueOf(i)));
        }
        return new Hours(0, values);
    }

    private static Baseline.Found found(Baseline baseline) {
        return (Baseline.Found) baseline;
    }

    @Test
    void theBaselineOfASensorIsTheFifthPercentileOfItsHours() {
        // Of 168 hours the 9th from the low end (8.4 rounded up): 390.25 + 9.
        Baseline.Found found = found(Baseline.ofFreshAir(rising(168, "390.25"), FRESH));
        assertThat(found.offset()).isEqualByComparingTo("27.8");
        assertThat(found.background()).isEqualByComparingTo("427");
        assertThat(found.hours()).isEqualTo(168);
        assertThat(found.metrics()).isEqualTo(Map.of("sensor_baseline", new BigDecimal("399.2")));
        assertThat(found.how())
                .isEqualTo("fresh air taken to have 427 ppm; the sensor's baseline, the 5th percentile of"
                        + " 168 hours, is 399.2 ppm");
    }

    @Test
    void aSensorThatReadsHighGetsANegativeOffset() {
        assertThat(found(Baseline.ofFreshAir(rising(168, "500"), FRESH)).offset()).isEqualByComparingTo("-82");
    }

    @Test
    void missingHoursDoNotCountAndThreeQuartersOfAWeekAreNeeded() {
        List<@Nullable BigDecimal> values = new ArrayList<>(rising(126, "400").values());
        for (int i = 0; i < 400; i++) {
            values.add(null);
        }
        assertThat(found(Baseline.ofFreshAir(new Hours(0, values), FRESH)).hours()).isEqualTo(126);
        values.set(0, null);
        assertThat(((Baseline.NotFound) Baseline.ofFreshAir(new Hours(0, values), FRESH)).reason())
                .isEqualTo("only 125 hours of the sensor; 126 are needed, three quarters of a week: choose a"
                        + " longer period");
    }

    @Test
    void whatLiesFartherOffThan200PpmIsNoMatterOfAnOffset() {
        // 5th percentile of 200 hours is the 10th value.
        assertThat(found(Baseline.ofFreshAir(rising(200, "617"), FRESH)).offset()).isEqualByComparingTo("-200");
        assertThat(((Baseline.NotFound) Baseline.ofFreshAir(rising(200, "617.1"), FRESH)).reason())
                .isEqualTo(
                        "the sensor lies 200.1 ppm off, more than 200: it wants calibrating, or it never met fresh air"
                                + " in this period");
    }

    @ParameterizedTest
    @ValueSource(strings = {"379.9", "500.1", "0", "-427"})
    void freshAirHas380To500Ppm(String background) {
        assertThatThrownBy(() -> Baseline.ofFreshAir(rising(168, "400"), new BigDecimal(background)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fresh air has 380 to 500 ppm of CO2, not " + background);
    }

    @Test
    void besideAReferenceTheOffsetIsTheMeanDifferenceOfTheHoursThatBothHave() {
        List<@Nullable BigDecimal> own = new ArrayList<>();
        List<@Nullable BigDecimal> reference = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            own.add(i == 7 ? null : BigDecimal.valueOf(400 + 10 * i));
            // In turn 20 and 24 above.
            reference.add(i == 8 ? null : BigDecimal.valueOf(400 + 10 * i + (i % 2 == 0 ? 20 : 24)));
        }
        // Hours 7 (24 above) and 8 (20 above) are out: 14 of each are left.
        Baseline.Found found = found(Baseline.ofReference(new Hours(0, own), new Hours(0, reference)));
        assertThat(found.hours()).isEqualTo(28);
        assertThat(found.offset()).isEqualByComparingTo("22");
        // The 2nd of 28 (1.4 rounded up) of the reference: 420, 434 …
        assertThat(found.background()).isEqualByComparingTo("434");
        assertThat(found.metrics()).isEqualTo(Map.of("rmse_after", new BigDecimal("2.0")));
        assertThat(((Baseline.NotFound) Baseline.ofReference(new Hours(0, own.subList(0, 25)),
                new Hours(0, reference))).reason())
                .isEqualTo("only 23 hours with both sensor and reference; 24 are needed, a day: choose a longer"
                        + " period");
    }

    // One figure in two places: the catalogue asks the same of a whole network.
    @Test
    void theBoundsAreThoseOfTheCatalogue() {
        Catalogue.named("co2-baseline offset=" + Baseline.FARTHEST_PPM + " background=" + Baseline.MOST_BACKGROUND_PPM);
        Catalogue.named("co2-baseline offset=-" + Baseline.FARTHEST_PPM + " background="
                + Baseline.LEAST_BACKGROUND_PPM);
        for (String beyond : List.of("offset=200.1 background=400", "offset=-200.1 background=400",
                "offset=0 background=379.9", "offset=0 background=500.1")) {
            assertThatThrownBy(() -> Catalogue.named("co2-baseline " + beyond)).as(beyond)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
