package org.airshed.ingest.standard;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.airshed.ingest.rollup.CaptureRule;
import org.airshed.ingest.rollup.Completeness;
import org.airshed.ingest.rollup.DayRule;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.rollup.Statistic;
import org.airshed.ingest.rollup.Summary;

/** Whether a day calls for care, for a region and its stations. */
public final class Attention {
    private Attention() {}

    /**
     * One criterion on one day.
     *
     * @param stations the hours of each station of the region, in the criterion's unit
     * @param rule how they speak together; the criterion's own where a prefecture has no other
     * @param comparison the criterion's own, save where a prefecture says "at or above"
     * @return exceeded: the criterion is passed and people are told; met: it is not
     */
    public static Outcome of(Standard standard, Criterion criterion, List<Hours> stations, DayRule days, LocalDate day,
            StationsRule rule, Comparison comparison) {
        if (criterion.measure() != Criterion.Measure.MEAN || criterion.averaging() == Criterion.Averaging.YEAR
                || criterion.averaging() == Criterion.Averaging.PEAK_SEASON) {
            throw new IllegalArgumentException(standard.id() + " " + criterion.step() + " is not judged by days");
        }
        CaptureRule capture = criterion.averaging() == Criterion.Averaging.HOURS
                ? standard.capture().hoursAWindow()
                : standard.capture().hoursADay();
        List<BigDecimal> values = new ArrayList<>();
        for (Hours station : stations) {
            Hours counted = Counted.ofDay(criterion, days.hoursOf(day, station));
            Optional<Statistic> mean = Summary.of(counted.values(), capture, Completeness.Unit.HOURS)
                    .map(Summary::mean);
            if (mean.isPresent() && mean.get() instanceof Statistic.Value value) {
                values.add(criterion.rounded(value.value()));
            }
        }
        var completeness = new Completeness(values.size(), stations.size(), rule.needed(), Completeness.Unit.STATIONS);
        Optional<BigDecimal> deciding = rule.of(values);
        if (deciding.isEmpty()) {
            return new Outcome.NotEnoughData(completeness, Statistic.NotEnoughData.of(completeness).reason());
        }
        var evidence = new Outcome.Evidence(deciding.get(), criterion.limit(), criterion.unit(), null, completeness);
        return comparison.over(deciding.get(), criterion.limit())
                ? new Outcome.Exceeded(evidence)
                : new Outcome.Met(evidence);
    }

    /**
     * The highest level that one value reaches, of those for its property and averaging time; empty below the lowest.
     *
     * @param value in the unit of the levels
     */
    public static Optional<Criterion> level(Standard standard, String property, Criterion.Averaging averaging,
            BigDecimal value) {
        return standard.criteria(property).stream().filter(
                criterion -> criterion.measure() == Criterion.Measure.LEVEL && criterion.averaging() == averaging)
                .filter(criterion -> criterion.over(value)).reduce((lower, higher) -> higher);
    }
}
