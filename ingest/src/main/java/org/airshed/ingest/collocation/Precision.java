package org.airshed.ingest.collocation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How far several units of one kind, side by side, differ among themselves. Only intervals in which all of them report
 * count.
 *
 * <p>Source: USEPA sensortoolkit: SD = sqrt(Σ_j Σ_i (x_ij − x̄_i)² / (N·M − 1)), CV = SD / x̄ · 100.
 *
 * @param units M
 * @param intervals N
 * @param sd in the property's unit
 * @param cvPercent null where the mean is not above zero
 */
public record Precision(int units, int intervals, double sd, @Nullable Double cvPercent, double mean) {
    /**
     * Of these units.
     *
     * @param units each unit's means by beginning of their interval
     * @return empty for fewer than two units or no interval in common
     */
    public static Optional<Precision> of(List<SortedMap<Long, Double>> units) {
        if (units.size() < 2) {
            return Optional.empty();
        }
        List<double[]> rows = new ArrayList<>();
        for (Long interval : units.getFirst().keySet()) {
            double[] row = new double[units.size()];
            boolean whole = true;
            for (int i = 0; i < row.length && whole; i++) {
                Double value = units.get(i).get(interval);
                whole = value != null;
                row[i] = value == null ? 0 : value;
            }
            if (whole) {
                rows.add(row);
            }
        }
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        double squares = 0;
        double sum = 0;
        for (double[] row : rows) {
            double mean = Regression.mean(row);
            sum += mean;
            for (double value : row) {
                squares += (value - mean) * (value - mean);
            }
        }
        double sd = Math.sqrt(squares / (rows.size() * units.size() - 1));
        double mean = sum / rows.size();
        return Optional.of(new Precision(units.size(), rows.size(), sd, mean > 0 ? 100 * sd / mean : null, mean));
    }
}
