package org.airshed.ingest.api;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.query.PeriodEnds;
import org.airshed.ingest.series.ReadingQuery;
import org.airshed.ingest.series.StoredReading;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of {@code /readings} without {@code rollup}, checked.
 *
 * <p>A filter that is absent filters nothing, and the period is no exception: without {@code from} it begins with the
 * first reading there is, however old an imported recording may be, and without {@code to} it ends now. What bounds an
 * answer is its page.
 *
 * @param fromTheFirst whether {@code from} was absent
 * @param csv whether the answer is CSV
 */
record ReadingParameters(ReadingQuery query, boolean fromTheFirst, boolean csv, RowForm form) {
    static final Set<String> NAMES = Set.of("station", "sensor", "property", "level", "rollup", "from", "to", "limit",
            "format", "label", "explain", "after", "replaced");
    static final int JSON_LIMIT = 1_000;
    static final int MOST_JSON = 10_000;

    private static final String AFTER_FORM = "what a 'next' link holds: time,station,sensor,property";

    static ReadingParameters of(Parameters parameters, PeriodEnds ends, Instant now) {
        if (parameters.flag("replaced")) {
            throw Parameters.refused("replaced", "true", "false: a reading is never computed again; with rollup, what"
                    + " hours, days, months and years came to before can be asked for");
        }
        boolean csv = csv(parameters);
        boolean fromTheFirst = parameters.text("from").isEmpty();
        Period period = fromTheFirst ? Period.fromTheFirst(parameters, now) : Period.of(parameters, now, Period.USUAL);
        Level level = level(parameters).orElse(Level.RAW);
        return new ReadingParameters(
                new ReadingQuery(station(parameters), sensor(parameters), property(parameters), level,
                        period.fromMillis(), period.toMillis(), limit(parameters, csv), after(parameters, level)),
                fromTheFirst, csv, RowForm.ofReadings(parameters, ends));
    }

    static boolean csv(Parameters parameters) {
        return parameters.text("format", Set.of("json", "csv")::contains, "json or csv").orElse("json").equals("csv");
    }

    static int limit(Parameters parameters, boolean csv) {
        return csv
                ? parameters.integer("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE)
                : parameters.integer("limit", JSON_LIMIT, 1, MOST_JSON);
    }

    static Optional<Level> level(Parameters parameters) {
        return parameters.text("level", Level::isValid, "raw, or a correction's id@version").map(Level::new);
    }

    static @Nullable StationId station(Parameters parameters) {
        return parameters.text("station", StationId::isValid, "a station id such as garden-1").map(StationId::new)
                .orElse(null);
    }

    static @Nullable SensorName sensor(Parameters parameters) {
        return parameters.text("sensor", SensorName::isValid, "a sensor name such as scd41-62").map(SensorName::new)
                .orElse(null);
    }

    static @Nullable ObservedProperty property(Parameters parameters) {
        return parameters.text("property", id -> ObservedProperties.find(id).isPresent(),
                "the id of an observed property, as /api/v1/properties lists them").map(ObservedProperties::of)
                .orElse(null);
    }

    private static @Nullable StoredReading after(Parameters parameters, Level level) {
        Optional<String> text = parameters.text("after");
        if (text.isEmpty()) {
            return null;
        }
        String[] parts = text.get().split(",", -1);
        if (parts.length == 4) {
            Optional<Instant> time = Parameters.instant(parts[0]);
            Optional<ObservedProperty> property = ObservedProperties.find(parts[3]);
            if (time.isPresent() && StationId.isValid(parts[1]) && SensorName.isValid(parts[2])
                    && property.isPresent()) {
                return new StoredReading(new StationId(parts[1]), new SensorName(parts[2]), property.get(), level,
                        time.get().toEpochMilli(), 0, Flag.NOT_EVALUATED, 0);
            }
        }
        throw Parameters.refused("after", text.get(), AFTER_FORM);
    }

    /** Address of the page after {@code last}: every choice of this one written out, so that a moving clock changes nothing. */
    String next(StoredReading last) {
        ObservedProperty property = query.property();
        Address address = new Address("/api/v1/readings").with("station", query.station())
                .with("sensor", query.sensor()).with("property", property == null ? null : property.id())
                .with("level", query.level()).with("from", fromTheFirst ? null : Text.time(query.fromMillis()))
                .with("to", Text.time(query.toMillis())).with("limit", query.limit());
        return form.addTo(address)
                .with("after", String.join(",", Text.time(last.timeMillis()), last.station().text(),
                        last.sensor().text(), last.property().id()))
                .toString();
    }
}
