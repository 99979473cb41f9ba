package org.airshed.ingest.api;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Predicate;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.live.LiveReadings;

/** Changes as text of an event stream: {@code readings}, {@code presence} and {@code backfilled}, each a collection. */
final class EventText {
    private EventText() {}

    /**
     * The events of one round; empty where nothing is visible.
     *
     * @param id stands on the last event, so that a connection lost in between gets all of them again
     */
    static Buffer of(LiveReadings.Changes changes, Predicate<StationId> visible, String id) {
        Buffer text = Buffer.buffer();
        event(text, "readings", changes.readings().stream().filter(r -> visible.test(r.station())).toList(),
                Json::liveReading);
        event(text, "presence", changes.presences().stream().filter(p -> visible.test(p.station())).toList(),
                (json, presence) -> {
                    json.writeStartObject();
                    json.writeStringField("station", presence.station().text());
                    json.writeStringField("presence", presence.online() ? "online" : "offline");
                    json.writeStringField("presenceSince", Text.time(presence.timeMillis()));
                    json.writeEndObject();
                });
        event(text, "backfilled", changes.backfilled().stream().filter(visible).sorted().toList(),
                (json, station) -> json.writeString(station.text()));
        if (text.length() > 0) {
            // An id with an empty data field moves the reader's position and is no event of its own.
            text.appendString("id: ").appendString(id).appendString("\n\n");
        }
        return text;
    }

    private static <T> void event(Buffer text, String name, List<T> items, Json.Item<T> form) {
        if (!items.isEmpty()) {
            text.appendString("event: ").appendString(name).appendString("\ndata: ")
                    .appendBytes(Json.collection(items, form, null)).appendString("\n\n");
        }
    }
}
