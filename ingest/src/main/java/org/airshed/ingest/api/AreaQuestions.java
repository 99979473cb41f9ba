package org.airshed.ingest.api;

import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.airshed.ingest.area.AreaId;
import org.airshed.ingest.query.AreaCard;
import org.airshed.ingest.query.AreaDirectory;
import org.airshed.ingest.query.AreaNow;
import org.airshed.ingest.query.IndicatorsPage;
import org.airshed.ingest.query.Rooms;
import org.airshed.ingest.registry.Environment;

/** {@code /areas}, {@code /areas/{id}} and {@code /areas/{id}/indicators}. */
final class AreaQuestions {
    private static final int MOST_AREAS = 1_000;
    private static final String ID_FORM = "an area id: 3 to 40 characters of a-z, 0-9 and single hyphens between them";

    private final AreaDirectory areas;
    private final AreaNow now;
    private final Rooms rooms;
    private final AreaCard cards;
    private final IndicatorsPage indicators;
    private final InstantSource clock;

    AreaQuestions(AreaDirectory areas, AreaNow now, Rooms rooms, AreaCard cards, IndicatorsPage indicators,
            InstantSource clock) {
        this.areas = areas;
        this.now = now;
        this.rooms = rooms;
        this.cards = cards;
        this.indicators = indicators;
        this.clock = clock;
    }

    void mount(Endpoint at) {
        at.ask("/api/v1/areas", Set.of("limit", "after"), (context, parameters) -> areas(parameters));
        at.ask("/api/v1/areas/:id", Set.of(), (context, parameters) -> area(known(context)));
        at.ask("/api/v1/areas/:id/indicators", IndicatorParameters.NAMES,
                (context, parameters) -> indicators(known(context), parameters));
    }

    private AreaDirectory.Listed known(RoutingContext context) {
        String id = context.pathParam("id");
        return Optional.ofNullable(id).filter(AreaId::isValid).map(AreaId::new).flatMap(areas::area)
                .orElseThrow(() -> new ProblemException(Problem.noArea(id == null ? "" : id)));
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

    private Answer indicators(AreaDirectory.Listed listed, Parameters parameters) throws IOException {
        IndicatorParameters asked = IndicatorParameters.of(listed.area().id(), parameters, clock.instant());
        IndicatorsPage.Page page = asked.replaced()
                ? indicators.replaced(asked.query(), asked.replacedAfter())
                : indicators.current(asked.query());
        IndicatorsPage.Item more = page.more();
        String next = more == null ? null : asked.next(more);
        return Answer.json(Json.collection(page.items(), AreaJson::indicator, next), Answer.REVALIDATE, next);
    }
}
