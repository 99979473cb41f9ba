package org.airshed.ingest.api;

import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.airshed.ingest.area.AreaId;
import org.airshed.ingest.query.AreaCard;
import org.airshed.ingest.query.AreaDirectory;
import org.airshed.ingest.query.AreaNow;
import org.airshed.ingest.query.Rooms;
import org.airshed.ingest.registry.Environment;

/** {@code /areas} and {@code /areas/{id}}. */
final class AreaQuestions {
    private static final int MOST_AREAS = 1_000;
    private static final String ID_FORM = "an area id: 3 to 40 characters of a-z, 0-9 and single hyphens between them";

    private final AreaDirectory areas;
    private final AreaNow now;
    private final Rooms rooms;
    private final AreaCard cards;

    AreaQuestions(AreaDirectory areas, AreaNow now, Rooms rooms, AreaCard cards) {
        this.areas = areas;
        this.now = now;
        this.rooms = rooms;
        this.cards = cards;
    }

    void mount(Endpoint at) {
        at.ask("/api/v1/areas", Set.of("limit", "after"), (context, parameters) -> areas(parameters));
        at.ask("/api/v1/areas/:id", Set.of(), (context, parameters) -> area(known(context)));
    }

    private AreaDirectory.Listed known(RoutingContext context) {
        AreaId id = id(context);
        return areas.area(id).orElseThrow(() -> new ProblemException(Problem.noArea(id.text())));
    }

    /** The area that a path names, there or not. */
    static AreaId id(RoutingContext context) {
        String id = Optional.ofNullable(context.pathParam("id")).orElse("");
        if (!AreaId.isValid(id)) {
            throw new ProblemException(Problem.noArea(id));
        }
        return new AreaId(id);
    }

    private Answer areas(Parameters parameters) {
        int limit = parameters.integer("limit", MOST_AREAS, 1, MOST_AREAS);
        Optional<AreaId> after = parameters.text("after", AreaId::isValid, ID_FORM).map(AreaId::new);
        List<AreaDirectory.Listed> rest = areas.areas().stream()
                .filter(listed -> after.isEmpty() || listed.area().id().compareTo(after.get()) > 0).limit(limit + 1L)
                .toList();
        boolean more = rest.size() > limit;
        List<AreaDirectory.Listed> items = more ? rest.subList(0, limit) : rest;
        String next = more
                ? new Address("/api/v1/areas").with("limit", limit).with("after", items.getLast().area().id())
                        .toString()
                : null;
        return Answer.json(Json.collection(items, AreaJson::area, next), Answer.REVALIDATE, next);
    }

    private Answer area(AreaDirectory.Listed listed) throws IOException {
        Map<Environment, AreaNow.Air> airs = new EnumMap<>(Environment.class);
        for (Environment environment : Environment.values()) {
            if (!listed.members(environment).isEmpty()) {
                airs.put(environment, now.of(listed.area().id(), environment));
            }
        }
        List<Rooms.Room> its = rooms.of(listed.members(Environment.INDOOR));
        AreaCard.Card card = cards.of(listed.area().id());
        return Answer.json(Json.bytes(json -> {
            json.writeStartObject();
            AreaJson.fields(json, listed);
            AreaJson.shape(json, listed);
            json.writeObjectFieldStart("now");
            for (Map.Entry<Environment, AreaNow.Air> of : airs.entrySet()) {
                json.writeObjectFieldStart(of.getKey().text());
                AreaJson.air(json, of.getValue());
                if (of.getKey() == Environment.INDOOR) {
                    json.writeArrayFieldStart("rooms");
                    for (Rooms.Room room : its) {
                        AreaJson.room(json, room);
                    }
                    json.writeEndArray();
                }
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeFieldName("card");
            AreaJson.card(json, card);
            json.writeEndObject();
        }), Answer.REVALIDATE, null);
    }
}
