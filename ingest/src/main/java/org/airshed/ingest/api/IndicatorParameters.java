package org.airshed.ingest.api;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.ingest.area.AreaId;
import org.airshed.ingest.derivation.Indicators;
import org.airshed.ingest.query.IndicatorsPage;
import org.airshed.ingest.query.PeriodEnds;
import org.airshed.ingest.registry.Environment;
import org.airshed.ingest.series.IndicatorQuery;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.Replaced;
import org.airshed.ingest.series.Span;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of {@code /areas/{id}/indicators}, checked.
 *
 * @param replaced whether what was replaced is asked for
 * @param replacedAfter where its page before ended; null for the first, and where current values are asked for
 * @param csv whether the answer is CSV
 */
record IndicatorParameters(IndicatorQuery query, boolean replaced, @Nullable Replaced<IndicatorValue> replacedAfter,
        boolean csv, RowForm form) {
    static final Set<String> NAMES = Set.of("index", "property", "period", "environment", "from", "to", "limit",
            "format", "label", "after", "replaced");

    private static final String PERIODS = "1h, 1d, 1mo or 1y";
    private static final String AFTER_FORM = "what a 'next' link holds: time,index,property,period,environment, and"
            + " with replaced=true the revision";

    static IndicatorParameters of(AreaId area, Parameters parameters, PeriodEnds ends, Instant now) {
        boolean csv = ReadingParameters.csv(parameters);
        boolean replaced = parameters.flag("replaced");
        Span span = parameters.text("period", text -> period(text).isPresent(), PERIODS)
                .flatMap(IndicatorParameters::period).orElse(null);
        Period period = Period.of(parameters, now, Period.usual(span));
        int limit = ReadingParameters.limit(parameters, csv);
        Replaced<IndicatorValue> after = after(area, parameters, replaced);
        return new IndicatorParameters(new IndicatorQuery(area.text(),
                parameters.text("index", IndicatorValue::isKey, "an id that /api/v1/indices lists").orElse(null),
                parameters.text("property", IndicatorParameters::isProperty,
                        "all, or the id of an observed property, as /api/v1/properties lists them").orElse(null),
                span,
                parameters.text("environment", text -> Environment.of(text).isPresent(), "outdoor or indoor")
                        .orElse(null),
                period.fromMillis(), period.toMillis(), limit, replaced || after == null ? null : after.row()),
                replaced, replaced ? after : null, csv, RowForm.ofIndicators(parameters, ends));
    }

    private static boolean isProperty(String text) {
        return text.equals(Indicators.ALL) || ObservedProperties.find(text).isPresent();
    }

    private static Optional<Span> period(String text) {
        return Span.find(text).filter(span -> span != Span.EIGHT_HOURS);
    }

    private static @Nullable Replaced<IndicatorValue> after(AreaId area, Parameters parameters, boolean replaced) {
        Optional<String> text = parameters.text("after");
        if (text.isEmpty()) {
            return null;
        }
        String[] parts = text.get().split(",", -1);
        if (parts.length == (replaced ? 6 : 5)) {
            Optional<Instant> time = Parameters.instant(parts[0]);
            Optional<Span> span = Span.find(parts[3]);
            Optional<Long> revision = replaced ? Parameters.whole(parts[5]) : Optional.of(0L);
            if (time.isPresent() && IndicatorValue.isKey(parts[1]) && IndicatorValue.isKey(parts[2])
                    && span.isPresent() && IndicatorValue.isKey(parts[4]) && revision.isPresent()) {
                return new Replaced<>(new IndicatorValue(area.text(), parts[1], parts[2], span.get(), parts[4],
                        time.get().toEpochMilli(), null, null, null, 0, 0, null, null), revision.get(), 0);
            }
        }
        throw Parameters.refused("after", text.get(), AFTER_FORM);
    }

    /** Address of the page after {@code last}, as {@link ReadingParameters#next}: by its beginning, whatever its label. */
    String next(IndicatorsPage.Item last) {
        IndicatorValue value = last.value();
        Span span = query.period();
        Address address = new Address("/api/v1/areas/" + query.area() + "/indicators").with("index", query.index())
                .with("property", query.property()).with("period", span == null ? null : span.text())
                .with("environment", query.environment()).with("from", Text.time(query.fromMillis()))
                .with("to", Text.time(query.toMillis())).with("limit", query.limit())
                .with("replaced", replaced ? "true" : null);
        return form.addTo(address)
                .with("after", String.join(",", Text.time(value.startMillis()), value.index(), value.property(),
                        value.period().text(), value.environment()) + (replaced ? "," + last.revision() : ""))
                .toString();
    }
}
