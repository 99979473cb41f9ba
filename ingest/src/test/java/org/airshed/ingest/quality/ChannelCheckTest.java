package org.airshed.ingest.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChannelCheckTest {
    private static final int WRONG = Reason.INCONSISTENT.mask();
    private static final int NO_VALUE = Reason.SENTINEL.mask();

    @Test
    void finerDustDoesNotExceedCoarserByMoreThanOneStep() {
        List<String> channels = List.of("pm1", "pm2_5", "pm10");
        assertThat(reasons(channels, 5.0, 8.0, 9.0)).containsExactly(0, 0, 0);
        // 8.1 - 8.0 is below the step of 0.1 in doubles, 9.3 - 9.2 above it: both are one step
        assertThat(reasons(channels, 5.0, 8.1, 8.0)).containsExactly(0, 0, 0);
        assertThat(reasons(channels, 5.0, 9.3, 9.2)).containsExactly(0, 0, 0);
        assertThat(reasons(channels, 5.0, 8.11, 8.0)).containsExactly(0, WRONG, WRONG);
        assertThat(reasons(channels, 9.0, 8.0, 10.0)).containsExactly(WRONG, WRONG, 0);
        assertThat(reasons(channels, 9.0, null, 8.0)).containsExactly(WRONG, 0, WRONG);
        assertThat(reasons(channels, null, 8.0, null)).containsExactly(0, 0, 0);
    }

    @Test
    void atmosphericAndFactoryChannelsAreChainsOfTheirOwn() {
        List<String> channels = List.of("pm10", "pm2_5", "pm2_5_cf1", "pm10_cf1");
        assertThat(reasons(channels, 9.0, 8.0, 12.0, 14.0)).containsExactly(0, 0, 0, 0);
        assertThat(reasons(channels, 8.0, 9.0, 12.0, 14.0)).containsExactly(WRONG, WRONG, 0, 0);
        assertThat(reasons(channels, 9.0, 8.0, 15.0, 14.0)).containsExactly(0, 0, WRONG, WRONG);
    }

    @Test
    void zeroInEveryChannelIsNoValueOnlyWhereOneOfThemIsNeverZero() {
        assertThat(reasons(List.of("pm1", "pm2_5", "pm10"), 0.0, 0.0, 0.0)).containsExactly(0, 0, 0);
        List<String> counting = List.of("pm2_5", "pn_gt0_3", "pn_gt10");
        assertThat(reasons(counting, 0.0, 0.0, 0.0)).containsExactly(NO_VALUE, NO_VALUE, NO_VALUE);
        assertThat(reasons(counting, 0.0, 0.0, null)).containsExactly(NO_VALUE, NO_VALUE, 0);
        assertThat(reasons(counting, 0.0, 3.5, 0.0)).containsExactly(0, 0, 0);
        assertThat(reasons(counting, null, 0.0, null)).containsExactly(0, 0, 0);
        assertThat(reasons(List.of("temperature", "relative_humidity"), 0.0, 0.0)).containsExactly(NO_VALUE,
                NO_VALUE);
        assertThat(reasons(List.of("temperature", "relative_humidity"), 0.0, 40.0)).containsExactly(0, 0);
    }

    private static int[] reasons(List<String> channels, @Nullable Double... values) {
        List<ObservedProperty> properties = channels.stream().map(ObservedProperties::of).toList();
        double[] given = new double[values.length];
        boolean[] present = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            Double value = values[i];
            present[i] = value != null;
            given[i] = value == null ? 77 : value;
        }
        int[] reasons = new int[values.length];
        Arrays.fill(reasons, -1);
        new ChannelCheck(properties).reasons(given, present, reasons);
        return reasons;
    }
}
