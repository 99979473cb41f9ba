package org.airshed.ingest.rollup;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/** Percentiles by the name of their method, since they differ; each is one of the values, nothing is interpolated. */
public final class Percentile {
    private static final BigDecimal JAPAN_KEPT = new BigDecimal("0.98");

    private Percentile() {}

    /**
     * One of the values.
     *
     * @param rank its place from the low end, from 1
     * @param of how many values there are
     */
    public record Ranked(BigDecimal value, int rank, int of) {
        /** How many values stand above it: so many may lie over a limit that it keeps. */
        public int above() {
            return of - rank;
        }
    }

    /** The value of rank ceil(p N) from the low end; empty for no values. {@code p} is more than 0, at most 1. */
    public static Optional<Ranked> nearestRank(List<BigDecimal> values, BigDecimal p) {
        return ranked(values, part(p, values, RoundingMode.CEILING));
    }

    /**
     * Japan's yearly 98 % value: rank 0.98 N from the low end, rounded half up: the 343rd of 350, the 358th of 365.
     * Source: NIES; that a tie is rounded up is our own reading.
     */
    public static Optional<Ranked> japan98(List<BigDecimal> values) {
        return ranked(values, part(JAPAN_KEPT, values, RoundingMode.HALF_UP));
    }

    /**
     * Japan's 2 %-excluded value: the highest that is left when the top 0.02 N, rounded half up, are dropped: 7 of 365.
     * Source: NIES; that a tie is rounded up is our own reading.
     */
    public static Optional<Ranked> japan2Excluded(List<BigDecimal> values) {
        int dropped = part(BigDecimal.ONE.subtract(JAPAN_KEPT), values, RoundingMode.HALF_UP);
        return ranked(values, values.size() - dropped);
    }

    private static int part(BigDecimal share, List<BigDecimal> values, RoundingMode rounding) {
        return share.multiply(BigDecimal.valueOf(values.size())).setScale(0, rounding).intValueExact();
    }

    private static Optional<Ranked> ranked(List<BigDecimal> values, int rank) {
        return rank < 1
                ? Optional.empty()
                : Optional.of(new Ranked(values.stream().sorted().toList().get(rank - 1), rank, values.size()));
    }
}
