package org.airshed.ingest.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.airshed.contract.property.ObservedProperty;

/**
 * What the channels of one sensor say about each other at one time. Two tests, both without memory:
 *
 * <ul> <li>{@code inconsistent}: PM1 &le; PM2.5 &le; PM4 &le; PM10, plus one rounding step (the coarser of the two
 * resolutions). Both of a pair are named, for nothing tells which of them is wrong. The CF=1 channels are a chain of
 * their own. <li>{@code sentinel}: exactly 0 in every channel at once, where at least one of them is never 0 in real
 * air (CO2, humidity, pressure, the count of the smallest particles): the sensor is not measuring yet. PM1, PM2.5 and
 * PM10 alone are often all 0 in clean air and are left alone. </ul>
 *
 * <p>Its masks go into {@link DatastreamCheck#reading(long, double, int)}. Threads: one at a time.
 */
public final class ChannelCheck {
    private static final List<List<String>> CHAINS = List.of(List.of("pm1", "pm2_5", "pm4", "pm10"),
            List.of("pm1_cf1", "pm2_5_cf1", "pm10_cf1"));
    // Ours: in air that people breathe these are never exactly 0.
    private static final Set<String> NEVER_ZERO = Set.of("co2", "relative_humidity", "pressure", "pn0_5", "pn_gt0_3");

    /** Channels of each pair, the finer before the coarser. */
    private final int[] finer;
    private final int[] coarser;
    private final double[] step;
    private final boolean[] neverZero;

    /** @param channels what the sensor observes, each once; the masks come in this order */
    public ChannelCheck(List<ObservedProperty> channels) {
        List<int[]> pairs = new ArrayList<>();
        for (List<String> chain : CHAINS) {
            int[] at = chain.stream().mapToInt(id -> indexOf(id, channels)).filter(index -> index >= 0).toArray();
            for (int i = 0; i < at.length; i++) {
                for (int j = i + 1; j < at.length; j++) {
                    pairs.add(new int[]{at[i], at[j]});
                }
            }
        }
        finer = pairs.stream().mapToInt(pair -> pair[0]).toArray();
        coarser = pairs.stream().mapToInt(pair -> pair[1]).toArray();
        step = pairs.stream().mapToDouble(
                pair -> Math.max(channels.get(pair[0]).resolution(), channels.get(pair[1]).resolution())).toArray();
        neverZero = new boolean[channels.size()];
        for (int i = 0; i < neverZero.length; i++) {
            neverZero[i] = NEVER_ZERO.contains(channels.get(i).id());
        }
    }

    private static int indexOf(String id, List<ObservedProperty> channels) {
        for (int i = 0; i < channels.size(); i++) {
            if (channels.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Finds the reasons against what the channels gave at one time.
     *
     * @param values one per channel
     * @param present whether the channel gave a value at this time
     * @param reasons is overwritten: a mask for each channel, 0 where nothing speaks against it or it is not present
     */
    public void reasons(double[] values, boolean[] present, int[] reasons) {
        Arrays.fill(reasons, 0);
        if (allZero(values, present)) {
            for (int i = 0; i < reasons.length; i++) {
                reasons[i] = present[i] ? Reason.SENTINEL.mask() : 0;
            }
            return;
        }
        for (int pair = 0; pair < finer.length; pair++) {
            int fine = finer[pair];
            int coarse = coarser[pair];
            if (present[fine] && present[coarse]
                    && Limits.differenceComparedTo(values[fine], values[coarse], step[pair]) > 0) {
                reasons[fine] |= Reason.INCONSISTENT.mask();
                reasons[coarse] |= Reason.INCONSISTENT.mask();
            }
        }
    }

    private boolean allZero(double[] values, boolean[] present) {
        int there = 0;
        boolean impossible = false;
        for (int i = 0; i < neverZero.length; i++) {
            if (present[i]) {
                if (values[i] != 0) {
                    return false;
                }
                there++;
                impossible |= neverZero[i];
            }
        }
        return there >= 2 && impossible;
    }
}
