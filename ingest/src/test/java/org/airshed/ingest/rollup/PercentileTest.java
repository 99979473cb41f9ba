package org.airshed.ingest.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.airshed.ingest.rollup.Percentile.Ranked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentileTest {
    @ParameterizedTest(name = "{0} values: rank {1}, the top {2} dropped")
    @CsvSource({"365,358,7", "350,343,7", "366,359,7", "250,245,5", "300,294,6", "330,323,7", "340,333,7", "260,255,5",
            "1,1,0", "24,24,0",
            // ties, half up by our own reading: 24.5 and 0.5, 73.5 and 1.5
            "25,25,1", "75,74,2"})
    void japansYearlyValuesAreRanks(int n, int rank, int dropped) {
        assertThat(Percentile.japan98(shuffled(n))).hasValue(new Ranked(BigDecimal.valueOf(rank), rank, n));
        assertThat(Percentile.japan2Excluded(shuffled(n)))
                .hasValue(new Ranked(BigDecimal.valueOf(n - dropped), n - dropped, n));
    }

    @ParameterizedTest(name = "{0} values: rank {1}")
    @CsvSource({"365,362", "366,363", "100,99", "101,100", "99,99", "1,1", "200,198", "274,272"})
    void theNearestRankIsRoundedUp(int n, int rank) {
        Ranked p99 = Percentile.nearestRank(shuffled(n), new BigDecimal("0.99")).orElseThrow();
        assertThat(p99).isEqualTo(new Ranked(BigDecimal.valueOf(rank), rank, n));
        assertThat(p99.above()).isEqualTo(n - rank);
    }

    @Test
    void nothingHasNoPercentile() {
        assertThat(Percentile.japan98(List.of())).isEmpty();
        assertThat(Percentile.japan2Excluded(List.of())).isEmpty();
        assertThat(Percentile.nearestRank(List.of(), new BigDecimal("0.99"))).isEmpty();
    }

    /** 1 to n in some order. */
    private static List<BigDecimal> shuffled(int n) {
        List<BigDecimal> values = IntStream.rangeClosed(1, n).mapToObj(BigDecimal::valueOf)
                .collect(Collectors.toList());
        Collections.shuffle(values, new Random(n));
        return values;
    }
}
