package org.airshed.ingest.index;

import java.math.BigDecimal;
import java.util.List;
import org.airshed.ingest.index.IndexResult.Reason;
import org.jspecify.annotations.Nullable;

/**
 * CO2 of a room, absolute or over outdoors, as a proxy of its ventilation.
 *
 * <p>Source: the tables; the uncertainty is what SCD40 and MH-Z19B data sheets state, ±(50 ppm + 5 %).
 */
final class Co2Rules extends Rules {
    private static final BigDecimal UNCERTAIN_PPM = new BigDecimal(50);
    private static final BigDecimal UNCERTAIN_PART = new BigDecimal("0.05");

    private final @Nullable OutdoorCo2 outdoor;

    /**
     * @param outdoor measured; null = the scheme's default where it needs one. A scheme of absolute values ignores it
     */
    Co2Rules(IndexDefinition definition, @Nullable OutdoorCo2 outdoor) {
        super(definition);
        BigDecimal usual = definition.outdoorCo2Default();
        this.outdoor = usual == null ? null : outdoor != null ? outdoor : new OutdoorCo2(usual, true);
    }

    @Override
    IndexResult place(Concentration given, Input input, BigDecimal concentration) {
        if (concentration.signum() <= 0) {
            return none(given, Reason.BELOW_SCALE,
                    concentration.toPlainString() + " ppm of CO2 is what a sensor says while it starts, not a value");
        }
        List<Breakpoint> rows = definition().table(input.property(), input.table());
        BigDecimal uncertainty = UNCERTAIN_PPM.add(concentration.multiply(UNCERTAIN_PART));
        BigDecimal lower = concentration.subtract(uncertainty);
        BigDecimal upper = concentration.add(uncertainty);
        int best = level(rows, lower);
        int worst = level(rows, upper);
        List<Band> possible = definition().bands().stream()
                .filter(band -> band.level() >= best && band.level() <= worst).toList();
        BigDecimal level = new BigDecimal(level(rows, concentration));
        return value(given, level, level, concentration, input.unit(),
                new Ventilation(lower, upper, best != worst, possible, outdoor));
    }

    private int level(List<Breakpoint> rows, BigDecimal ppm) {
        BigDecimal compared = outdoor == null ? ppm : ppm.subtract(outdoor.ppm());
        return rows.stream().filter(row -> row.reaches(compared)).findFirst().orElseThrow().numberFrom();
    }
}
