package org.airshed.ingest.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.change.ChangeLog;
import org.airshed.ingest.change.Revisions;
import org.airshed.ingest.live.LiveReadings;
import org.airshed.ingest.quality.Reason;
import org.airshed.ingest.query.LatestValues;
import org.airshed.ingest.query.PublicStation;
import org.airshed.ingest.query.RollupsPage;
import org.airshed.ingest.registry.PublicPlace;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.StoredReading;
import org.jspecify.annotations.Nullable;

/** The shapes of design section "HTTP answers", written as a stream. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** Something that writes one JSON value. */
    interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    /** Something that writes one item of a collection. */
    interface Item<T> {
        void write(JsonGenerator json, T item) throws IOException;
    }

    static byte[] bytes(Body body) {
        var out = new ByteArrayOutputStream(1_024);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            body.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    /** {@code {"items":[…],"next":…}}, {@code next} absent on the last page. */
    static <T> byte[] collection(List<T> items, Item<T> form, @Nullable String next) {
        return collection(null, items, form, next);
    }

    /**
     * The same of rows that stand for periods.
     *
     * @param label which end of its period each row names; null where that is not said
     */
    static <T> byte[] collection(@Nullable TimeLabel label, List<T> items, Item<T> form, @Nullable String next) {
        return bytes(json -> {
            json.writeStartObject();
            text(json, "label", label == null ? null : label.text());
            json.writeArrayFieldStart("items");
            for (T item : items) {
                form.write(json, item);
            }
            json.writeEndArray();
            if (next != null) {
                json.writeStringField("next", next);
            }
            json.writeEndObject();
        });
    }

    /** A field; left out where there is no number. */
    static void number(JsonGenerator json, String name, @Nullable Number value) throws IOException {
        if (value != null) {
            json.writeFieldName(name);
            json.writeNumber(Text.number(value.doubleValue()));
        }
    }

    /** A field; left out where there is no text. */
    static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    /** Texts by language, in the order of languages. */
    static void texts(JsonGenerator json, String name, Map<String, String> texts) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> text : new TreeMap<>(texts).entrySet()) {
            json.writeStringField(text.getKey(), text.getValue());
        }
        json.writeEndObject();
    }

    static void latest(JsonGenerator json, LatestValues.Latest latest) throws IOException {
        json.writeStartObject();
        readingFields(json, latest.reading(), null);
        LiveReadings.Judgement judged = latest.judged();
        if (judged != null) {
            json.writeObjectFieldStart("judged");
            json.writeStringField("time", Text.time(judged.timeMillis()));
            json.writeNumberField("flag", judged.flag().code());
            reasons(json, judged.reasons(), null);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    static void reading(JsonGenerator json, StoredReading reading, @Nullable RowForm form) throws IOException {
        json.writeStartObject();
        readingFields(json, reading, form);
        json.writeEndObject();
    }

    private static void readingFields(JsonGenerator json, StoredReading reading, @Nullable RowForm form)
            throws IOException {
        json.writeStringField("station", reading.station().text());
        json.writeStringField("sensor", reading.sensor().text());
        json.writeStringField("property", reading.property().id());
        json.writeStringField("level", reading.level().text());
        json.writeStringField("time", Text.time(reading.timeMillis()));
        json.writeFieldName("value");
        json.writeNumber(Text.number(reading.value()));
        json.writeStringField("unit", reading.property().unit());
        json.writeNumberField("flag", reading.flag().code());
        reasons(json, reading.reasons(), form);
    }

    private static void reasons(JsonGenerator json, int mask, @Nullable RowForm form) throws IOException {
        strings(json, "reasons", Reasons.of(mask));
        if (form != null && form.explains()) {
            strings(json, "explanation", form.explanation(mask));
        }
    }

    private static void strings(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    static void rollup(JsonGenerator json, RollupsPage.Item item, RowForm form) throws IOException {
        Rollup rollup = item.rollup();
        json.writeStartObject();
        json.writeStringField("station", rollup.station().text());
        json.writeStringField("sensor", rollup.sensor().text());
        json.writeStringField("property", rollup.property().id());
        json.writeStringField("level", rollup.level().text());
        json.writeStringField("time", Text.time(form.timeMillis(rollup.span(), rollup.startMillis())));
        number(json, "value", rollup.mean());
        number(json, "min", rollup.min());
        number(json, "max", rollup.max());
        json.writeNumberField("count", rollup.count());
        number(json, "coverage", rollup.coverage());
        json.writeStringField("unit", rollup.property().unit());
        json.writeNumberField("flag", rollup.flag().code());
        reasons(json, rollup.reasons(), form);
        json.writeNumberField("revision", item.revision());
        number(json, "replacedBy", item.replacedBy());
        json.writeEndObject();
    }

    static void revision(JsonGenerator json, Revisions.Revision revision) throws IOException {
        json.writeStartObject();
        json.writeNumberField("number", revision.number());
        json.writeStringField("time", Text.time(revision.at().toEpochMilli()));
        json.writeStringField("ruleSet", revision.ruleSet());
        json.writeEndObject();
    }

    static void reason(JsonGenerator json, Reason reason) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", reason.key());
        json.writeNumberField("bit", reason.bit());
        json.writeBooleanField("statistical", reason.statistical());
        json.writeObjectFieldStart("sentences");
        for (String language : Reasons.LANGUAGES) {
            json.writeStringField(language, reason.sentence(language));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    static void change(JsonGenerator json, ChangeLog.Entry entry) throws IOException {
        ChangeLog.Change change = entry.change();
        json.writeStartObject();
        json.writeNumberField("number", entry.number());
        json.writeStringField("kind", change.kind() == ChangeLog.Kind.STATION ? "station" : "area");
        json.writeStringField("id", change.subject());
        json.writeStringField("time", Text.time(change.hourMillis()));
        json.writeNumberField("revision", change.revision());
        json.writeEndObject();
    }

    /** A reading that has just been stored: raw, and no quality control has looked at it. */
    static void liveReading(JsonGenerator json, Reading reading) throws IOException {
        reading(json, new StoredReading(reading.station(), reading.sensor(), reading.property(),
                org.airshed.contract.id.Level.RAW, reading.phenomenonTimeMillis(), reading.value(), Flag.NOT_EVALUATED,
                0), null);
    }

    static void station(JsonGenerator json, PublicStation station) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", station.id().text());
        if (station.name() != null) {
            json.writeStringField("name", station.name());
        }
        PublicPlace place = station.place();
        if (place != null) {
            json.writeObjectFieldStart("place");
            json.writeNumberField("latitude", place.latitude());
            json.writeNumberField("longitude", place.longitude());
            json.writeBooleanField("blurred", place.blurred());
            if (place.blurred()) {
                json.writeNumberField("withinMetres", PublicPlace.BLURRED_WITHIN_METRES);
            }
            json.writeStringField("environment", place.environment().text());
            json.writeEndObject();
        }
        json.writeStringField("presence", presence(station.presence()));
        if (station.presenceSince() != null) {
            json.writeStringField("presenceSince", Text.time(station.presenceSince().toEpochMilli()));
        }
        json.writeEndObject();
    }

    static String presence(PublicStation.Presence presence) {
        return switch (presence) {
            case ONLINE -> "online";
            case OFFLINE -> "offline";
            case UNKNOWN -> "unknown";
        };
    }

    static void property(JsonGenerator json, ObservedProperty property) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", property.id());
        json.writeStringField("unit", property.unit());
        json.writeNumberField("resolution", property.resolution());
        texts(json, "names", property.names());
        json.writeStringField("definition", property.definition());
        if (property.eeaCode() != null) {
            json.writeNumberField("eeaCode", property.eeaCode());
        }
        json.writeBooleanField("health", property.health());
        json.writeEndObject();
    }

    static void checks(JsonGenerator json, List<Operations.Check> checks) throws IOException {
        json.writeStartArray();
        for (Operations.Check check : checks) {
            json.writeStartObject();
            json.writeStringField("name", check.name());
            json.writeBooleanField("ready", check.ready());
            json.writeStringField("reason", check.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
