package org.airshed.ingest.derivation;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.area.Area;
import org.airshed.ingest.area.Position;
import org.airshed.ingest.registry.Environment;
import org.airshed.ingest.rollup.CaptureRule;
import org.airshed.ingest.rollup.Completeness;
import org.airshed.ingest.rollup.DayRule;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.rollup.Statistic;
import org.airshed.ingest.rollup.Summary;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.Span;

/** What one day of an area comes to: means, what they are beside daily values of standards, how much of it was heard. */
final class AreaDays {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final NetworkSettings settings;
    private final WorkingStations working;
    private final AreaIndices indices;

    AreaDays(NetworkSettings settings, WorkingStations working) {
        this.settings = settings;
        this.working = working;
        this.indices = new AreaIndices(settings);
    }

    /**
     * The rows of a day.
     *
     * @param series the area's hours, at least those of the day and of the eight hours around it
     * @param admitted those of them that indices and standards are made of
     */
    List<IndicatorValue> of(Area area, Environment environment, LocalDate day, AreaSeries series, AreaSeries admitted,
            Places places) throws IOException {
        DayRule days = settings.days();
        long begin = days.firstHourMillis(day);
        long end = days.firstHourMillis(day.plusDays(1));
        List<IndicatorValue> rows = new ArrayList<>();
        for (ObservedProperty property : series.properties()) {
            if (!series.hasRows(property, begin, end)) {
                continue;
            }
            Optional<Summary> median = days.summary(day, series.medians(property), CaptureRule.THREE_QUARTERS);
            Optional<Summary> lower = days.summary(day, series.lowers(property), CaptureRule.THREE_QUARTERS);
            Optional<Summary> upper = days.summary(day, series.uppers(property), CaptureRule.THREE_QUARTERS);
            Row row = new Row(area.id().text(), environment.text(), Span.DAY, begin,
                    series.stations(property, begin, end));
            boolean ends = series.hasEnds(property, begin, end);
            String category = series.corrected(property, begin, end);
            rows.add(switch (mean(median, CaptureRule.THREE_QUARTERS, days.hoursIn(day))) {
                case Statistic.Value value -> row.value(Indicators.CONCENTRATION, property.id(), value.value(),
                        ends ? lower.map(Summary::meanOrNull).orElse(null) : null,
                        ends ? upper.map(Summary::meanOrNull).orElse(null) : null,
                        value.completeness().coverage(), category);
                case Statistic.NotEnoughData missing -> row.missing(Indicators.CONCENTRATION, property.id(),
                        missing.completeness().coverage(), missing.reason());
            });
        }
        rows.addAll(indices.day(area.id(), environment, day, admitted));
        if (environment == Environment.OUTDOOR) {
            rows.addAll(new AreaStandards(settings).day(area.id(), day, admitted.measured(begin, end)));
            coverage(area, day, begin, end, places).ifPresent(rows::add);
        }
        ObservedProperty heard = ObservedProperties.of(environment == Environment.OUTDOOR ? "pm2_5" : "co2");
        capture(area, environment, begin, end, heard, series).ifPresent(rows::add);
        return rows;
    }

    /** The mean, or how many hours it lacks, where it has none at all too. */
    static Statistic mean(Optional<Summary> summary, CaptureRule rule, int expected) {
        return summary.map(Summary::mean).orElseGet(() -> Statistic.NotEnoughData
                .of(new Completeness(0, expected, rule.required(expected), Completeness.Unit.HOURS)));
    }

    /** Part of the enrolled stations' hours that were good enough to speak for the area. */
    private static Optional<IndicatorValue> capture(Area area, Environment environment, long begin, long end,
            ObservedProperty property, AreaSeries series) {
        Hours shares = series.shares(property).between(begin, end);
        if (shares.present() == 0) {
            return Optional.empty();
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal share : shares.values()) {
            sum = share == null ? sum : sum.add(share);
        }
        BigDecimal percent = sum.multiply(HUNDRED).divide(BigDecimal.valueOf(shares.size()), MathContext.DECIMAL128);
        return Optional.of(new Row(area.id().text(), environment.text(), Span.DAY, begin,
                series.stations(property, begin, end)).value(Indicators.DATA_CAPTURE, property.id(), percent, null,
                        null, shares.present() / (double) shares.size(), null));
    }

    /** Part of the area near a station that worked for three quarters of the day, by its public place. */
    private Optional<IndicatorValue> coverage(Area area, LocalDate day, long begin, long end, Places places)
            throws IOException {
        List<Position> near = new ArrayList<>();
        List<StationId> members = places.members(area, Environment.OUTDOOR, begin);
        if (members.isEmpty()) {
            return Optional.empty();
        }
        int hours = settings.days().hoursIn(day);
        for (StationId member : members) {
            if (working.hours(member, begin, end) >= CaptureRule.THREE_QUARTERS.required(hours)) {
                places.publicPosition(member, begin).ifPresent(near::add);
            }
        }
        double part = working.near(area.shape(), near, settings.walkMinutes());
        return Optional.of(new Row(area.id().text(), Environment.OUTDOOR.text(), Span.DAY, begin, near.size())
                .value(Indicators.SPATIAL_COVERAGE, "pm2_5", BigDecimal.valueOf(part * 100), null, null,
                        near.size() / (double) members.size(), null));
    }
}
