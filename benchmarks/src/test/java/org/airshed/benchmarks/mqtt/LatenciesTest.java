package org.airshed.benchmarks.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void percentilesOfWidelySpreadDurationsAreRightWithinTwoPercent() {
        Random random = new Random(7);
        long[] all = new long[10_000];
        Latencies latencies = new Latencies();
        for (int index = 0; index < all.length; index++) {
            all[index] = (long) Math.exp(random.nextDouble() * 24);
            latencies.record(all[index]);
        }
        Arrays.sort(all);

        for (double percent : new double[]{1, 50, 90, 99, 100}) {
            double exact = all[(int) Math.ceil(percent / 100 * all.length) - 1];
            assertThat((double) latencies.percentile(percent).toNanos()).isBetween(exact, exact * 1.02 + 1);
        }
    }

    @Test
    void nothingCountedIsZero() {
        assertThat(new Latencies().percentile(99)).isEqualTo(Duration.ZERO);
    }
}
