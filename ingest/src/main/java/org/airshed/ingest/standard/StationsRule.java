package org.airshed.ingest.standard;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.airshed.ingest.rollup.Summary;

/**
 * How the stations of a region speak together. Prefectures differ.
 *
 * <p>Each rule comes down to one value that decides.
 */
public enum StationsRule {
    /** The one in the middle, or the mean of the two there (Chiba, Kanagawa in the morning). */
    MEDIAN(1) {
        @Override
        BigDecimal decide(List<BigDecimal> sorted) {
            int size = sorted.size();
            return Summary.mean(sorted.subList((size - 1) / 2, size / 2 + 1), MathContext.DECIMAL128);
        }
    },
    /** The highest (all prefectures at noon; Kagoshima in the morning). */
    ANY(1) {
        @Override
        BigDecimal decide(List<BigDecimal> sorted) {
            return sorted.getLast();
        }
    },
    /** The second highest (Kitakyushu, Kyoto; Shizuoka's "each of the top two" is the same). */
    AT_LEAST_TWO(2) {
        @Override
        BigDecimal decide(List<BigDecimal> sorted) {
            return sorted.get(sorted.size() - 2);
        }
    },
    /** The mean of the two highest (Ehime). */
    TOP_TWO_MEAN(2) {
        @Override
        BigDecimal decide(List<BigDecimal> sorted) {
            return Summary.mean(sorted.subList(sorted.size() - 2, sorted.size()), MathContext.DECIMAL128);
        }
    };

    private final int needed;

    StationsRule(int needed) {
        this.needed = needed;
    }

    /** How many stations must speak. */
    public int needed() {
        return needed;
    }

    /** The value that decides; empty where too few stations speak. */
    public Optional<BigDecimal> of(Collection<BigDecimal> values) {
        return values.size() < needed ? Optional.empty() : Optional.of(decide(values.stream().sorted().toList()));
    }

    abstract BigDecimal decide(List<BigDecimal> sorted);
}
