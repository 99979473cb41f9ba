package org.airshed.ingest.api;

import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.change.Revisions;
import org.airshed.ingest.derivation.IndicatorDefinition;
import org.airshed.ingest.index.IndexDefinition;
import org.airshed.ingest.index.Indices;
import org.airshed.ingest.index.NotOffered;
import org.airshed.ingest.quality.Reason;
import org.airshed.ingest.query.ChangesPage;
import org.airshed.ingest.query.StationIndices;
import org.airshed.ingest.standard.Standard;
import org.airshed.ingest.standard.Standards;

/** {@code /stations/{id}/indices}, {@code /indices}, {@code /reasons}, {@code /changes} and {@code /revisions/{number}}. */
final class IndexQuestions {
    private static final int DEFINITIONS_MAX_AGE_SECONDS = 3_600;

    private final StationIndices stations;
    private final ChangesPage changes;
    private final Revisions revisions;

    IndexQuestions(StationIndices stations, ChangesPage changes, Revisions revisions) {
        this.stations = stations;
        this.changes = changes;
        this.revisions = revisions;
    }

    void mount(Endpoint at) {
        at.ask("/api/v1/stations/:id/indices", Set.of(), (context, parameters) -> ofStation(context));
        at.ask("/api/v1/indices", Set.of(), (context, parameters) -> definitions());
        at.ask("/api/v1/reasons", Set.of(), (context, parameters) -> Answer.json(
                Json.collection(List.of(Reason.values()), Json::reason, null), DEFINITIONS_MAX_AGE_SECONDS, null));
        at.ask("/api/v1/changes", Set.of("after", "limit"), (context, parameters) -> changes(parameters));
        at.ask("/api/v1/revisions/:number", Set.of(), (context, parameters) -> revision(context));
    }

    private Answer ofStation(RoutingContext context) throws IOException {
        String id = Optional.ofNullable(context.pathParam("id")).orElse("");
        Optional<StationIndices.Answer> answer = StationId.isValid(id)
                ? stations.of(new StationId(id))
                : Optional.empty();
        StationIndices.Answer found = answer.orElseThrow(() -> new ProblemException(Problem.noStation(id)));
        return Answer.json(Json.bytes(json -> IndexJson.ofStation(json, found)), Answer.REVALIDATE, null);
    }

    private static Answer definitions() {
        return Answer.json(Json.bytes(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            for (IndexDefinition index : Indices.all()) {
                IndexJson.definition(json, index);
            }
            for (Standard standard : Standards.all()) {
                IndexJson.standard(json, standard);
            }
            for (IndicatorDefinition own : IndicatorDefinition.all()) {
                IndexJson.own(json, own);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("notOffered");
            for (NotOffered index : Indices.notOffered()) {
                IndexJson.notOffered(json, index);
            }
            json.writeEndArray();
            json.writeEndObject();
        }), DEFINITIONS_MAX_AGE_SECONDS, null);
    }

    private Answer revision(RoutingContext context) throws IOException {
        String text = Optional.ofNullable(context.pathParam("number")).orElse("");
        long number = Parameters.whole(text).orElseThrow(() -> new ProblemException(Problem.of(400,
                "A revision is a whole number from 1 to " + Long.MAX_VALUE + ", not '" + Text.shown(text) + "'.")));
        Revisions.Revision found = revisions.find(number).orElseThrow(() -> new ProblemException(Problem.of(404,
                "There is no revision " + number + " here; what was computed names its own.")));
        return Answer.json(Json.bytes(json -> Json.revision(json, found)), Answer.REVALIDATE, null);
    }

    private Answer changes(Parameters parameters) throws IOException {
        long after = parameters.whole("after", 0);
        int limit = parameters.integer("limit", ReadingParameters.JSON_LIMIT, 1, ReadingParameters.MOST_JSON);
        ChangesPage.Page page = changes.read(after, limit);
        String next = page.full()
                ? new Address("/api/v1/changes").with("limit", limit).with("after", page.after()).toString()
                : null;
        return Answer.json(Json.bytes(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("items");
            for (var entry : page.items()) {
                Json.change(json, entry);
            }
            json.writeEndArray();
            if (next == null) {
                json.writeNumberField("after", page.after());
            } else {
                json.writeStringField("next", next);
            }
            json.writeEndObject();
        }), Answer.REVALIDATE, next);
    }
}
