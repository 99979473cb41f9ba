package org.airshed.ingest.index;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.UnaryOperator;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.index.IndexResult.Reason;

/**
 * Indices whose number is the band: the European one (round half up to whole ug/m3), its older versions (not rounded)
 * and the British one (rounded, no fraction).
 *
 * <p>Source: EAQI as recovered from the EEA's own sub-indices; DAQI rounding [M].
 */
final class BandRules extends Rules {
    /** Running 8-hour means that end within the day; 18 of 24, the British habit of 75 % [M]. */
    private static final Means.Windows OZONE = new Means.Windows(-7, 24, 18, UnaryOperator.identity());
    private static final BigDecimal MOST = new BigDecimal("0.99");

    private final boolean fraction;

    /**
     * @param fraction whether the place inside a band tells which pollutant is worse (EEA), or the band alone
     */
    BandRules(IndexDefinition definition, boolean fraction) {
        super(definition);
        this.fraction = fraction;
    }

    @Override
    IndexResult place(Concentration given, Input input, BigDecimal concentration) {
        Integer digits = input.digits();
        BigDecimal cut = digits == null ? concentration : Rounding.halfUp(concentration, digits);
        if (cut.signum() < 0) {
            return none(given, Reason.BELOW_SCALE, definition().id().text() + " has no band below zero");
        }
        List<Breakpoint> rows = definition().table(input.property(), input.table());
        Breakpoint row = rows.stream().filter(candidate -> candidate.reaches(cut)).findFirst().orElseThrow();
        BigDecimal band = new BigDecimal(row.numberFrom());
        BigDecimal position = fraction ? band.add(inside(row, cut, digits != null)) : band;
        return value(given, band, position, cut, input.unit(), null);
    }

    @Override
    Means.Windows windows(ObservedProperty property) {
        return OZONE;
    }

    /** {@code min(0.99, max(0, (c - lo) / (hi - lo)))}; where whole numbers count the EEA begins the first band at 1. */
    private static BigDecimal inside(Breakpoint row, BigDecimal concentration, boolean whole) {
        BigDecimal lo = whole && row.numberFrom() == 1 ? BigDecimal.ONE : row.from();
        BigDecimal hi = row.scaleTo() != null ? row.scaleTo() : row.to();
        if (lo == null || hi == null) {
            throw new IllegalStateException("a band of " + row.property() + " has no end to scale by");
        }
        return concentration.subtract(lo).divide(hi.subtract(lo), MathContext.DECIMAL128).max(BigDecimal.ZERO)
                .min(MOST);
    }
}
