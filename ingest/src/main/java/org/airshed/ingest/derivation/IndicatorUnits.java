package org.airshed.ingest.derivation;

import java.util.Optional;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.index.Indices;
import org.airshed.ingest.standard.Criterion;
import org.airshed.ingest.standard.Standard;
import org.airshed.ingest.standard.Standards;

/**
 * The unit of a stored indicator, which follows from its name:
 *
 * <ul> <li>a concentration: the property's unit. <li>An index or a ventilation proxy: {@value #NUMBER}. <li>A day or year
 * beside a standard: the unit of the standard's row; where the row counts, {@value #DAYS} or {@value #HOURS}. <li>A share:
 * {@value #PERCENT}. <li>Days over a value: {@value #DAYS}. </ul>
 *
 * <p>Units are in SenML spelling.
 */
public final class IndicatorUnits {
    /** A number without a unit. */
    public static final String NUMBER = "/";
    public static final String PERCENT = "%";
    public static final String DAYS = "d";
    public static final String HOURS = "h";

    private IndicatorUnits() {}

    /**
     * The unit.
     *
     * @param index as it is stored
     * @param property as it is stored
     * @return empty for a name that nothing here makes
     */
    public static Optional<String> of(String index, String property) {
        if (index.startsWith(Indicators.DAYS_OVER)) {
            return Optional.of(DAYS);
        }
        return switch (index) {
            case Indicators.CONCENTRATION -> ObservedProperties.find(property).map(ObservedProperty::unit);
            case Indicators.CLEAN_AIR_DAYS, Indicators.SPATIAL_COVERAGE, Indicators.DATA_CAPTURE,
                    Indicators.SCHOOL_HOURS ->
                Optional.of(PERCENT);
            default -> Indices.current(index).isPresent() ? Optional.of(NUMBER) : ofStandard(index, property);
        };
    }

    private static Optional<String> ofStandard(String index, String property) {
        int colon = index.indexOf(':');
        Optional<Standard> standard = Standards.find(colon < 0 ? index : index.substring(0, colon));
        if (standard.isEmpty()) {
            return Optional.empty();
        }
        if (colon < 0) {
            return ObservedProperties.find(property).flatMap(of -> AreaStandards.daily(standard.get(), of))
                    .map(Criterion::unit);
        }
        return standard.get().criteria(property).stream()
                .filter(criterion -> Indicators.of(standard.get(), criterion).equals(index)).findFirst()
                .map(IndicatorUnits::unit);
    }

    private static String unit(Criterion criterion) {
        if (criterion.measure() != Criterion.Measure.COUNT) {
            return criterion.unit();
        }
        return criterion.averaging() == Criterion.Averaging.HOUR ? HOURS : DAYS;
    }
}
