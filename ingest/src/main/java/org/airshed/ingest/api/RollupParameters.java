package org.airshed.ingest.api;

import java.time.Instant;
import java.util.Optional;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.query.PeriodEnds;
import org.airshed.ingest.query.RollupsPage;
import org.airshed.ingest.series.Replaced;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.RollupQuery;
import org.airshed.ingest.series.Span;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of {@code /readings} with {@code rollup}, checked.
 *
 * @param replaced whether what was replaced is asked for
 * @param replacedAfter where its page before ended; null for the first, and where current rollups are asked for
 * @param csv whether the answer is CSV
 */
record RollupParameters(RollupQuery query, boolean replaced, @Nullable Replaced<Rollup> replacedAfter, boolean csv,
        RowForm form) {
    static final String SPANS = "1h, 8h, 1d, 1mo or 1y";

    private static final String AFTER_FORM = "what a 'next' link holds: time,station,sensor,property,level, and with"
            + " replaced=true the revision";

    /** Whether rollups are asked for. */
    static boolean asked(Parameters parameters) {
        return parameters.text("rollup").isPresent();
    }

    static RollupParameters of(Parameters parameters, PeriodEnds ends, Instant now) {
        boolean csv = ReadingParameters.csv(parameters);
        Span span = parameters.text("rollup", text -> Span.find(text).isPresent(), SPANS).flatMap(Span::find)
                .orElseThrow();
        boolean replaced = parameters.flag("replaced");
        Period period = Period.of(parameters, now, Period.usual(span));
        int limit = ReadingParameters.limit(parameters, csv);
        Replaced<Rollup> after = after(parameters, span, replaced);
        return new RollupParameters(
                new RollupQuery(ReadingParameters.station(parameters), ReadingParameters.sensor(parameters),
                        ReadingParameters.property(parameters), ReadingParameters.level(parameters).orElse(null), span,
                        period.fromMillis(), period.toMillis(), limit, replaced || after == null ? null : after.row()),
                replaced, replaced ? after : null, csv, RowForm.ofPeriods(parameters, ends));
    }

    private static @Nullable Replaced<Rollup> after(Parameters parameters, Span span, boolean replaced) {
        Optional<String> text = parameters.text("after");
        if (text.isEmpty()) {
            return null;
        }
        String[] parts = text.get().split(",", -1);
        if (parts.length == (replaced ? 6 : 5)) {
            Optional<Instant> time = Parameters.instant(parts[0]);
            Optional<ObservedProperty> property = ObservedProperties.find(parts[3]);
            Optional<Long> revision = replaced ? Parameters.whole(parts[5]) : Optional.of(0L);
            if (time.isPresent() && StationId.isValid(parts[1]) && SensorName.isValid(parts[2])
                    && property.isPresent() && Level.isValid(parts[4]) && revision.isPresent()) {
                return new Replaced<>(new Rollup(new StationId(parts[1]), new SensorName(parts[2]), property.get(),
                        new Level(parts[4]), span, time.get().toEpochMilli(), null, null, null, 0, 0,
                        Flag.NOT_EVALUATED, 0), revision.get(), 0);
            }
        }
        throw Parameters.refused("after", text.get(), AFTER_FORM);
    }

    /** Address of the page after {@code last}, as {@link ReadingParameters#next}: by its beginning, whatever its label. */
    String next(RollupsPage.Item item) {
        Rollup last = item.rollup();
        ObservedProperty property = query.property();
        Address address = new Address("/api/v1/readings").with("station", query.station())
                .with("sensor", query.sensor()).with("property", property == null ? null : property.id())
                .with("level", query.level()).with("rollup", query.span().text())
                .with("from", Text.time(query.fromMillis())).with("to", Text.time(query.toMillis()))
                .with("limit", query.limit()).with("replaced", replaced ? "true" : null);
        return form.addTo(address)
                .with("after", String.join(",", Text.time(last.startMillis()), last.station().text(),
                        last.sensor().text(), last.property().id(), last.level().text())
                        + (replaced ? "," + item.revision() : ""))
                .toString();
    }
}
