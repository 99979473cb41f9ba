package org.airshed.ingest.derivation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.area.AreaId;
import org.airshed.ingest.index.Assessment;
import org.airshed.ingest.index.Index;
import org.airshed.ingest.index.IndexResult;
import org.airshed.ingest.index.Indices;
import org.airshed.ingest.registry.Environment;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.Span;
import org.jspecify.annotations.Nullable;

/**
 * Indices of an area, made of its concentrations: never of the indices of its stations. An interval is that of the
 * index of the lower and of the upper ends.
 */
final class AreaIndices {
    /** The longest look back of an index that is shown hour by hour: running 24 hours. */
    static final int BACK = 23;

    /** Eight-hour windows of one day reach so far into the one before and the one after. */
    static final int AROUND = 8;

    private final NetworkSettings settings;

    AreaIndices(NetworkSettings settings) {
        this.settings = settings;
    }

    /** The ids that are reckoned outdoors, or indoors. */
    private List<String> ids(Environment environment) {
        return environment == Environment.OUTDOOR ? settings.indices() : List.of(settings.ventilation());
    }

    /**
     * What an index or a standard may be made of: an hour of a gas cell only where it is corrected. Nobody has compared
     * the others with anything, so for an average they are not there.
     */
    AreaSeries admitted(AreaSeries series) {
        return settings.indexRawGases() ? series : series.onlyCorrected(NetworkSettings::isGasCell, BACK);
    }

    /**
     * Index rows of these hours: one a pollutant, and the overall one.
     *
     * @param series as {@link #admitted}
     */
    List<IndicatorValue> hours(AreaId area, Environment environment, NavigableSet<Long> hours, AreaSeries series) {
        List<IndicatorValue> rows = new ArrayList<>();
        for (String id : ids(environment)) {
            Index index = Indices.current(id).orElseThrow();
            for (long hour : hours) {
                long end = hour + Hours.HOUR_MILLIS;
                // What was measured in this very hour: what else the series holds must not make a difference.
                AreaSeries of = series.measured(hour, end);
                rows.addAll(rows(area, environment, index, Span.HOUR, hour, index.now(of.medians(), end),
                        index.now(of.lowers(), end), index.now(of.uppers(), end), of,
                        hour - BACK * Hours.HOUR_MILLIS, end, series.leftOut(hour, end)));
            }
        }
        return rows;
    }

    /**
     * Index rows of one day, for those indices that have a rule for days.
     *
     * @param series as {@link #admitted}
     */
    List<IndicatorValue> day(AreaId area, Environment environment, LocalDate day, AreaSeries series) {
        List<IndicatorValue> rows = new ArrayList<>();
        for (String id : ids(environment)) {
            Index index = Indices.current(id).orElseThrow();
            if (index.definition().inputs().stream().noneMatch(AreaIndices::isDaily)) {
                continue;
            }
            long begin = settings.days().firstHourMillis(day);
            long end = settings.days().firstHourMillis(day.plusDays(1));
            AreaSeries of = series.measured(begin, end);
            rows.addAll(rows(area, environment, index, Span.DAY, begin, index.day(of.medians(), day, settings.zone()),
                    index.day(of.lowers(), day, settings.zone()), index.day(of.uppers(), day, settings.zone()), of,
                    begin - AROUND * Hours.HOUR_MILLIS, end + AROUND * Hours.HOUR_MILLIS,
                    series.leftOut(begin, end)));
        }
        return rows;
    }

    private static boolean isDaily(org.airshed.ingest.index.Input input) {
        return input.use() == org.airshed.ingest.index.Input.Use.DAY
                || input.use() == org.airshed.ingest.index.Input.Use.BOTH;
    }

    private static List<IndicatorValue> rows(AreaId area, Environment environment, Index index, Span span, long start,
            Assessment median, Assessment lower, Assessment upper, AreaSeries series, long from, long to,
            List<ObservedProperty> leftOut) {
        List<IndicatorValue> rows = new ArrayList<>();
        String id = index.definition().id().id();
        Row none = new Row(area.text(), environment.text(), span, start, 0);
        for (ObservedProperty property : leftOut) {
            if (index.definition().pollutants().contains(property)) {
                rows.add(none.missing(id, property.id(), 0, Indicators.NOT_CALIBRATED));
            }
        }
        if (median.parts().isEmpty()) {
            if (!rows.isEmpty()) {
                rows.add(none.missing(id, Indicators.ALL, 0, Indicators.NOT_CALIBRATED));
            }
            return rows;
        }
        boolean ends = true;
        for (Map.Entry<ObservedProperty, IndexResult> part : median.parts().entrySet()) {
            ObservedProperty property = part.getKey();
            boolean own = series.hasEnds(property, from, to);
            ends &= own || !(part.getValue() instanceof IndexResult.Value);
            rows.add(row(area, environment, id, property.id(), span, start, part.getValue(),
                    own ? lower.parts().get(property) : null, own ? upper.parts().get(property) : null,
                    series.stations(property, from, to)));
        }
        ObservedProperty deciding = median.overall() instanceof IndexResult.Value value
                ? value.deciding()
                : median.parts().keySet().iterator().next();
        rows.add(row(area, environment, id, Indicators.ALL, span, start, median.overall(),
                ends ? lower.overall() : null, ends ? upper.overall() : null, series.stations(deciding, from, to)));
        return rows;
    }

    private static IndicatorValue row(AreaId area, Environment environment, String id, String property, Span span,
            long start, IndexResult result, @Nullable IndexResult lower, @Nullable IndexResult upper, int stations) {
        return switch (result) {
            case IndexResult.Value value -> new IndicatorValue(area.text(), id, property, span, environment.text(),
                    start, value.number().doubleValue(), number(lower), number(upper), stations,
                    value.completeness() == null ? 1 : value.completeness().coverage(),
                    property.equals(Indicators.ALL)
                            ? value.band().key() + ":" + value.deciding().id()
                            : value.band().key(),
                    null);
            case IndexResult.NotEnoughData missing ->
                new IndicatorValue(area.text(), id, property, span, environment.text(), start, null, null, null,
                        stations, missing.completeness().coverage(), null, missing.reason());
            case IndexResult.NoIndex none -> new IndicatorValue(area.text(), id, property, span, environment.text(),
                    start, null, null, null, stations, 0, null, none.sentence());
        };
    }

    private static @Nullable Double number(@Nullable IndexResult result) {
        if (result instanceof IndexResult.Value value) {
            BigDecimal number = value.number();
            return number.doubleValue();
        }
        return null;
    }
}
