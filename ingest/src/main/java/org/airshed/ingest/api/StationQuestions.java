package org.airshed.ingest.api;

import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.ingest.query.LatestValues;
import org.airshed.ingest.query.PublicStation;
import org.airshed.ingest.query.StationDirectory;

/** {@code /stations}, {@code /stations/{id}}, {@code /stations/{id}/latest}, {@code /latest} and {@code /properties}. */
final class StationQuestions {
    private static final int MOST_STATIONS = 1_000;
    /** A minute, as the reference for open data wants it; the page asks past its cache. */
    private static final int LATEST_MAX_AGE_SECONDS = 60;
    private static final int PROPERTIES_MAX_AGE_SECONDS = 3_600;
    private static final String ID_FORM = "a station id: 3 to 40 characters of a-z, 0-9 and single hyphens between them";

    private final StationDirectory directory;
    private final LatestValues latest;

    StationQuestions(StationDirectory directory, LatestValues latest) {
        this.directory = directory;
        this.latest = latest;
    }

    void mount(Endpoint at) {
        at.ask("/api/v1/stations", Set.of("limit", "after"), (context, parameters) -> stations(parameters));
        at.ask("/api/v1/stations/:id", Set.of(), (context, parameters) -> station(id(context)));
        at.ask("/api/v1/stations/:id/latest", Set.of(), (context, parameters) -> latest(id(context)));
        at.ask("/api/v1/latest", Set.of(), (context, parameters) -> readings(latest.ofAll()));
        at.ask("/api/v1/properties", Set.of(), (context, parameters) -> Answer.json(
                Json.collection(ObservedProperties.all(), Json::property, null), PROPERTIES_MAX_AGE_SECONDS, null));
    }

    private static String id(RoutingContext context) {
        String id = context.pathParam("id");
        return id == null ? "" : id;
    }

    private Answer stations(Parameters parameters) {
        int limit = parameters.integer("limit", MOST_STATIONS, 1, MOST_STATIONS);
        Optional<StationId> after = parameters.text("after", StationId::isValid, ID_FORM).map(StationId::new);
        List<PublicStation> rest = directory.stations().stream()
                .filter(station -> after.isEmpty() || station.id().compareTo(after.get()) > 0).limit(limit + 1L)
                .toList();
        boolean more = rest.size() > limit;
        List<PublicStation> items = more ? rest.subList(0, limit) : rest;
        String next = more ? "/api/v1/stations?limit=" + limit + "&after=" + items.getLast().id() : null;
        return Answer.json(Json.collection(items, Json::station, next), Answer.REVALIDATE, next);
    }

    private Answer station(String id) {
        PublicStation station = find(id).flatMap(directory::station)
                .orElseThrow(() -> new ProblemException(Problem.noStation(id)));
        return Answer.json(Json.bytes(json -> Json.station(json, station)), Answer.REVALIDATE, null);
    }

    private Answer latest(String id) throws IOException {
        Optional<StationId> station = find(id);
        Optional<List<LatestValues.Latest>> readings = station.isEmpty() ? Optional.empty() : latest.of(station.get());
        return readings(readings.orElseThrow(() -> new ProblemException(Problem.noStation(id))));
    }

    private static Answer readings(List<LatestValues.Latest> readings) {
        return Answer.json(Json.collection(readings, Json::latest, null), LATEST_MAX_AGE_SECONDS, null);
    }

    private static Optional<StationId> find(String id) {
        return StationId.isValid(id) ? Optional.of(new StationId(id)) : Optional.empty();
    }
}
