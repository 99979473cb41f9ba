package org.airshed.ingest.derivation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.area.AreaId;
import org.airshed.ingest.index.GasUnits;
import org.airshed.ingest.registry.Environment;
import org.airshed.ingest.rollup.CaptureRule;
import org.airshed.ingest.rollup.DayRule;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.rollup.ReportingYear;
import org.airshed.ingest.rollup.Statistic;
import org.airshed.ingest.rollup.Summary;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.Span;
import org.airshed.ingest.standard.Criterion;
import org.airshed.ingest.standard.Judgement;
import org.airshed.ingest.standard.Measured;
import org.airshed.ingest.standard.Outcome;
import org.airshed.ingest.standard.Standard;
import org.airshed.ingest.standard.Standards;
import org.jspecify.annotations.Nullable;

/**
 * An outdoor area beside guidelines, limit values and environmental standards. A network's own estimate from low-cost
 * sensors: it is never a statement of compliance, and where the interval leaves it open, it says so.
 */
final class AreaStandards {
    /** Categories of what was compared. */
    static final String MET = "met";
    static final String EXCEEDED = "exceeded";
    static final String UNCERTAIN = "uncertain";

    private final NetworkSettings settings;
    private final DayRule days;

    AreaStandards(NetworkSettings settings) {
        this.settings = settings;
        this.days = settings.days();
    }

    /** Each standard's strictest daily value, beside the day's mean. */
    List<IndicatorValue> day(AreaId area, LocalDate day, AreaSeries series) {
        List<IndicatorValue> rows = new ArrayList<>();
        long begin = days.firstHourMillis(day);
        Row none = new Row(area.text(), Environment.OUTDOOR.text(), Span.DAY, begin, 0);
        List<ObservedProperty> leftOut = series.leftOut(begin, days.firstHourMillis(day.plusDays(1)));
        for (Standard standard : standards()) {
            for (ObservedProperty property : series.properties()) {
                daily(standard, property).map(criterion -> day(area, day, standard, criterion, property, series))
                        .ifPresent(rows::add);
            }
            for (ObservedProperty property : leftOut) {
                daily(standard, property)
                        .map(_ -> none.missing(standard.id(), property.id(), 0, Indicators.NOT_CALIBRATED))
                        .ifPresent(rows::add);
            }
        }
        return rows;
    }

    private List<Standard> standards() {
        return settings.standards().stream().map(Standards::of).toList();
    }

    /** The strictest value for a day's mean. */
    static Optional<Criterion> daily(Standard standard, ObservedProperty property) {
        return standard.criteria(property.id()).stream()
                .filter(criterion -> criterion.averaging() == Criterion.Averaging.DAY
                        && (criterion.measure() == Criterion.Measure.P99
                                || criterion.measure() == Criterion.Measure.JAPAN_98
                                || criterion.measure() == Criterion.Measure.COUNT))
                .min(Comparator.comparing(Criterion::limit));
    }

    private IndicatorValue day(AreaId area, LocalDate day, Standard standard, Criterion criterion,
            ObservedProperty property, AreaSeries series) {
        long begin = days.firstHourMillis(day);
        Row row = new Row(area.text(), Environment.OUTDOOR.text(), Span.DAY, begin,
                series.stations(property, begin, days.firstHourMillis(day.plusDays(1))));
        Optional<Summary> median = summary(standard, criterion, day, property, series.medians(property));
        return switch (AreaDays.mean(median, standard.capture().hoursADay(), days.hoursIn(day))) {
            case Statistic.NotEnoughData missing -> row.missing(standard.id(), property.id(),
                    missing.completeness().coverage(), missing.reason());
            case Statistic.Value value -> {
                BigDecimal lower = end(standard, criterion, day, property, series.lowers(property), series);
                BigDecimal upper = end(standard, criterion, day, property, series.uppers(property), series);
                yield row.value(standard.id(), property.id(), criterion.rounded(value.value()), lower, upper,
                        value.completeness().coverage(), category(criterion, lower, upper));
            }
        };
    }

    /** Where nobody knows how far off the value may be, it neither meets nor exceeds anything for certain. */
    private static String category(Criterion criterion, @Nullable BigDecimal lower, @Nullable BigDecimal upper) {
        if (lower == null || upper == null) {
            return UNCERTAIN;
        }
        return criterion.over(lower) ? EXCEEDED : criterion.over(upper) ? UNCERTAIN : MET;
    }

    /** The mean of the ends; null where an hour of the day has a value and no interval. */
    private @Nullable BigDecimal end(Standard standard, Criterion criterion, LocalDate day, ObservedProperty property,
            Hours ends, AreaSeries series) {
        if (!series.hasEnds(property, days.firstHourMillis(day), days.firstHourMillis(day.plusDays(1)))) {
            return null;
        }
        return summary(standard, criterion, day, property, ends).map(Summary::meanOrNull).map(criterion::rounded)
                .orElse(null);
    }

    private Optional<Summary> summary(Standard standard, Criterion criterion, LocalDate day, ObservedProperty property,
            Hours hours) {
        return days.summary(day, in(criterion.unit(), property, days.hoursOf(day, hours)),
                standard.capture().hoursADay());
    }

    /**
     * Every row of the standards that is judged by years, for the year that holds a day.
     *
     * @param series the area's hours, as far back as a row looks
     */
    List<IndicatorValue> year(AreaId area, Standard standard, ReportingYear year, AreaSeries series) {
        List<IndicatorValue> rows = new ArrayList<>();
        long begin = days.firstHourMillis(year.firstDay());
        long end = days.firstHourMillis(year.endDay());
        for (Criterion criterion : standard.criteria()) {
            ObservedProperty property = Optional.ofNullable(criterion.property()).flatMap(ObservedProperties::find)
                    .orElse(null);
            if (property == null || !Indicators.isYearly(criterion)) {
                continue;
            }
            if (!series.properties().contains(property)) {
                if (series.leftOut(begin, end).contains(property)) {
                    rows.add(new Row(area.text(), Environment.OUTDOOR.text(), Span.YEAR, begin, 0).missing(
                            Indicators.of(standard, criterion), property.id(), 0, Indicators.NOT_CALIBRATED));
                }
                continue;
            }
            Hours hours = in(criterion.unit(), property, series.medians(property));
            BigDecimal u95 = u95(criterion.unit(), property, series);
            Outcome outcome = Judgement.of(standard, criterion,
                    new Measured(hours, criterion.unit(), days, year, u95));
            rows.add(row(new Row(area.text(), Environment.OUTDOOR.text(), Span.YEAR, begin,
                    series.stations(property, begin, end)), Indicators.of(standard, criterion), property, outcome,
                    u95 != null));
        }
        return rows;
    }

    private static IndicatorValue row(Row row, String index, ObservedProperty property, Outcome outcome,
            boolean certain) {
        return switch (outcome) {
            case Outcome.Met(Outcome.Evidence evidence) ->
                value(row, index, property, evidence, null, certain ? MET : UNCERTAIN);
            case Outcome.Exceeded(Outcome.Evidence evidence) ->
                value(row, index, property, evidence, null, certain ? EXCEEDED : UNCERTAIN);
            case Outcome.Uncertain(Outcome.Evidence evidence, BigDecimal u95) ->
                value(row, index, property, evidence, u95, UNCERTAIN);
            case Outcome.NotEnoughData missing ->
                row.missing(index, property.id(), missing.completeness().coverage(), missing.reason());
        };
    }

    private static IndicatorValue value(Row row, String index, ObservedProperty property, Outcome.Evidence evidence,
            @Nullable BigDecimal u95, String category) {
        BigDecimal value = evidence.value();
        boolean counted = value == null;
        if (value == null) {
            value = evidence.exceedances() == null ? BigDecimal.ZERO : evidence.exceedances().found();
        }
        return row.value(index, property.id(), value, counted || u95 == null ? null : value.subtract(u95),
                counted || u95 == null ? null : value.add(u95), evidence.completeness().coverage(), category);
    }

    /**
     * Half of the mean width of the hourly intervals: as if they all erred to the same side, which chips of a kind do.
     * Null where fewer than three quarters of the hours with a value have one.
     */
    private static @Nullable BigDecimal u95(String unit, ObservedProperty property, AreaSeries series) {
        Hours lowers = in(unit, property, series.lowers(property));
        Hours uppers = in(unit, property, series.uppers(property));
        BigDecimal sum = BigDecimal.ZERO;
        int count = 0;
        for (int i = 0; i < lowers.size(); i++) {
            BigDecimal lower = lowers.values().get(i);
            BigDecimal upper = uppers.values().get(i);
            if (lower != null && upper != null) {
                sum = sum.add(upper).subtract(lower);
                count++;
            }
        }
        int heard = series.medians(property).present();
        return heard == 0 || count < CaptureRule.THREE_QUARTERS.required(heard)
                ? null
                : sum.divide(BigDecimal.valueOf(2L * count), MathContext.DECIMAL32);
    }

    /** The hours in the unit of a standard: gases as mass at 20 °C, as European law and the WHO have them. */
    private static Hours in(String unit, ObservedProperty property, Hours hours) {
        if (unit.equals(property.unit())) {
            return hours;
        }
        List<@Nullable BigDecimal> values = new ArrayList<>(hours.size());
        for (BigDecimal value : hours.values()) {
            values.add(value == null ? null : switch (unit) {
                case "ppm" -> value.scaleByPowerOfTen(-3);
                case "ug/m3" -> GasUnits.microgramsPerCubicMetre(value, property, GasUnits.Reference.CELSIUS_20);
                case "mg/m3" -> GasUnits.microgramsPerCubicMetre(value, property, GasUnits.Reference.CELSIUS_20)
                        .scaleByPowerOfTen(-3);
                default -> throw new IllegalArgumentException(property + " does not convert into " + unit);
            });
        }
        return new Hours(hours.firstHourMillis(), values);
    }
}
