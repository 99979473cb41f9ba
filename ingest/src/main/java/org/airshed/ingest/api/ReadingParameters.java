package org.airshed.ingest.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.series.ReadingQuery;
import org.airshed.ingest.series.StoredReading;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of {@code /readings}, checked.
 *
 * @param csv whether the answer is CSV
 */
record ReadingParameters(ReadingQuery query, boolean csv) {
    static final Set<String> NAMES = Set.of("station", "sensor", "property", "level", "from", "to", "limit", "format",
            "after");
    static final int JSON_LIMIT = 1_000;
    static final int MOST_JSON = 10_000;

    private static final Duration USUAL_PERIOD = Duration.ofHours(24);
    private static final String AFTER_FORM = "what a 'next' link holds: time,station,sensor,property";

    static ReadingParameters of(Parameters parameters, Instant now) {
        boolean csv = parameters.text("format", Set.of("json", "csv")::contains, "json or csv").orElse("json")
                .equals("csv");
        long to = parameters.timeMillis("to", now.toEpochMilli());
        long from = parameters.timeMillis("from", to - USUAL_PERIOD.toMillis());
        if (from >= to) {
            throw new ProblemException(Problem.parameter("from", "The period is empty: 'from' (" + Text.time(from)
                    + ") must be before 'to' (" + Text.time(to) + ")."));
        }
        Level level = new Level(
                parameters.text("level", Level::isValid, "raw, or a correction's id@version").orElse("raw"));
        int limit = csv
                ? parameters.integer("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE)
                : parameters.integer("limit", JSON_LIMIT, 1, MOST_JSON);
        StationId station = parameters.text("station", StationId::isValid, "a station id such as garden-1")
                .map(StationId::new).orElse(null);
        SensorName sensor = parameters.text("sensor", SensorName::isValid, "a sensor name such as scd41-62")
                .map(SensorName::new).orElse(null);
        return new ReadingParameters(
                new ReadingQuery(station, sensor, property(parameters), level, from, to, limit,
                        after(parameters, level)),
                csv);
    }

    private static @Nullable ObservedProperty property(Parameters parameters) {
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
        StringBuilder address = new StringBuilder("/api/v1/readings?");
        if (query.station() != null) {
            address.append("station=").append(query.station()).append('&');
        }
        if (query.sensor() != null) {
            address.append("sensor=").append(query.sensor()).append('&');
        }
        if (query.property() != null) {
            address.append("property=").append(query.property().id()).append('&');
        }
        return address.append("level=").append(query.level()).append("&from=").append(Text.time(query.fromMillis()))
                .append("&to=").append(Text.time(query.toMillis())).append("&limit=").append(query.limit())
                .append("&after=").append(Text.time(last.timeMillis())).append(',').append(last.station()).append(',')
                .append(last.sensor()).append(',').append(last.property().id()).toString();
    }
}
