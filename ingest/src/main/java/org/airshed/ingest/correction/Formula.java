package org.airshed.ingest.correction;

import java.math.BigDecimal;
import java.math.MathContext;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;

/**
 * The arithmetic of a correction, in decimal; 34 significant digits where a division does not end. The numbers are
 * parameters: those of published corrections stand in {@code corrections.yaml}.
 */
public sealed interface Formula {
    MathContext DIGITS = MathContext.DECIMAL128;

    /** Needs the raw mean alone. */
    sealed interface Alone extends Formula {
        BigDecimal of(BigDecimal raw);
    }

    /** Needs a second mean of the same hour. */
    sealed interface With extends Formula {
        ObservedProperty companion();

        BigDecimal of(BigDecimal raw, BigDecimal companion);

        /** What the companion does to the trust in the result. */
        default Flag flag(BigDecimal companion) {
            return Flag.GOOD;
        }
    }

    /** {@code intercept + slope·raw}: a local fit, not cut off at zero because references go below it too. */
    record Line(BigDecimal intercept, BigDecimal slope) implements Alone {
        @Override
        public BigDecimal of(BigDecimal raw) {
            return slope.multiply(raw).add(intercept);
        }
    }

    /** {@code intercept + slope·raw + humidity·RH}: a local fit. */
    record Plane(BigDecimal intercept, BigDecimal slope, BigDecimal humidity) implements With {
        @Override
        public ObservedProperty companion() {
            return ObservedProperties.of("relative_humidity");
        }

        @Override
        public BigDecimal of(BigDecimal raw, BigDecimal companion) {
            return slope.multiply(raw).add(humidity.multiply(companion)).add(intercept);
        }
    }

    /** {@code raw + offset}. */
    record Offset(BigDecimal offset) implements Alone {
        @Override
        public BigDecimal of(BigDecimal raw) {
            return raw.add(offset);
        }
    }

    /** {@code max(0, plane)}, as imported regressions are published. */
    record Regression(Plane plane) implements With {
        @Override
        public ObservedProperty companion() {
            return plane.companion();
        }

        @Override
        public BigDecimal of(BigDecimal raw, BigDecimal companion) {
            return plane.of(raw, companion).max(BigDecimal.ZERO);
        }
    }

    /** {@code square·raw² + slope·raw + intercept}. */
    record Quadratic(BigDecimal square, BigDecimal slope, BigDecimal intercept) {
        BigDecimal of(BigDecimal raw) {
            return square.multiply(raw).add(slope).multiply(raw).add(intercept);
        }
    }

    /**
     * Below {@code blendFrom} the regression, from {@code blendTo} the quadratic, between them
     * {@code w·quadratic + (1−w)·regression} with {@code w = blendSlope·raw + blendIntercept}, as published: with the
     * published figures w is 0.008 at 570 and would be 1.0084 at 611, so the joints are small steps, not smooth.
     */
    record Blended(Plane low, Quadratic high, BigDecimal blendFrom, BigDecimal blendTo, BigDecimal blendSlope,
            BigDecimal blendIntercept) implements With {
        @Override
        public ObservedProperty companion() {
            return low.companion();
        }

        @Override
        public BigDecimal of(BigDecimal raw, BigDecimal companion) {
            BigDecimal result;
            if (raw.compareTo(blendFrom) < 0) {
                result = low.of(raw, companion);
            } else if (raw.compareTo(blendTo) >= 0) {
                result = high.of(raw);
            } else {
                BigDecimal weight = blendSlope.multiply(raw).add(blendIntercept);
                result = mix(weight, high.of(raw), low.of(raw, companion));
            }
            return result.max(BigDecimal.ZERO);
        }
    }

    /**
     * Two regressions with the same humidity term and a quadratic without one, joined by two stretches in which the one
     * passes into the next: {@code f = (raw − from)/(to − from)} of the way. Continuous at all four joints.
     */
    record FivePieces(Plane low, BigDecimal middleSlope, Quadratic high, BigDecimal lowEnd, BigDecimal middleFrom,
            BigDecimal middleEnd, BigDecimal highFrom) implements With {
        @Override
        public ObservedProperty companion() {
            return low.companion();
        }

        @Override
        public BigDecimal of(BigDecimal raw, BigDecimal companion) {
            Plane middle = new Plane(low.intercept(), middleSlope, low.humidity());
            BigDecimal result;
            if (raw.compareTo(lowEnd) < 0) {
                result = low.of(raw, companion);
            } else if (raw.compareTo(middleFrom) < 0) {
                result = mix(part(raw, lowEnd, middleFrom), middle.of(raw, companion), low.of(raw, companion));
            } else if (raw.compareTo(middleEnd) < 0) {
                result = middle.of(raw, companion);
            } else if (raw.compareTo(highFrom) < 0) {
                result = mix(part(raw, middleEnd, highFrom), high.of(raw), middle.of(raw, companion));
            } else {
                result = high.of(raw);
            }
            return result.max(BigDecimal.ZERO);
        }

        private static BigDecimal part(BigDecimal raw, BigDecimal from, BigDecimal to) {
            return raw.subtract(from).divide(to.subtract(from), DIGITS);
        }
    }

    /**
     * κ-Köhler growth of particles in humid air: {@code raw / C}, {@code C = 1 + (κ/density)/(1/a − 1)} with
     * {@code a = RH/100}, at most {@code cap} because C goes to infinity at saturation.
     *
     * @param density assumed for the dry particle, g/cm³
     * @param suspectAbove RH in % beyond which the result is suspect
     * @param failAbove RH in % beyond which it is wrong: fog
     */
    record Growth(BigDecimal kappa, BigDecimal density, BigDecimal cap, BigDecimal suspectAbove, BigDecimal failAbove)
            implements
                With {
        @Override
        public ObservedProperty companion() {
            return ObservedProperties.of("relative_humidity");
        }

        @Override
        public BigDecimal of(BigDecimal raw, BigDecimal companion) {
            return raw.divide(factor(companion), DIGITS);
        }

        /** The growth factor C at this RH in %. */
        BigDecimal factor(BigDecimal humidity) {
            BigDecimal activity = humidity.movePointLeft(2).min(cap);
            // 1/(1/a − 1) = a/(1 − a), which has an answer at a = 0 too.
            return kappa.divide(density, DIGITS).multiply(activity)
                    .divide(BigDecimal.ONE.subtract(activity), DIGITS).add(BigDecimal.ONE);
        }

        @Override
        public Flag flag(BigDecimal companion) {
            return companion.compareTo(failAbove) > 0
                    ? Flag.FAIL
                    : companion.compareTo(suspectAbove) > 0 ? Flag.SUSPECT : Flag.GOOD;
        }
    }

    /** {@code raw · standard / pressure}, both in hPa: a gas sensor counts molecules, not their share of the air. */
    record PressureRatio(BigDecimal standard) implements With {
        @Override
        public ObservedProperty companion() {
            return ObservedProperties.of("pressure");
        }

        @Override
        public BigDecimal of(BigDecimal raw, BigDecimal companion) {
            return raw.multiply(standard).divide(companion, DIGITS);
        }
    }

    private static BigDecimal mix(BigDecimal weight, BigDecimal full, BigDecimal none) {
        return weight.multiply(full).add(BigDecimal.ONE.subtract(weight).multiply(none));
    }
}
