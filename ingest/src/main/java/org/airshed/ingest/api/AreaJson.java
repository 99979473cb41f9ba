package org.airshed.ingest.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.area.Area;
import org.airshed.ingest.area.AreaId;
import org.airshed.ingest.area.Walk;
import org.airshed.ingest.area.geojson.GeoJsonWriter;
import org.airshed.ingest.derivation.IndicatorUnits;
import org.airshed.ingest.index.Averaging;
import org.airshed.ingest.index.Band;
import org.airshed.ingest.index.IndexDefinition;
import org.airshed.ingest.index.IndexResult;
import org.airshed.ingest.index.Ventilation;
import org.airshed.ingest.indicator.CleanAirCard;
import org.airshed.ingest.indicator.CleanAirCardWords;
import org.airshed.ingest.query.AreaCard;
import org.airshed.ingest.query.AreaDirectory;
import org.airshed.ingest.query.AreaNow;
import org.airshed.ingest.query.Bands;
import org.airshed.ingest.query.IndicatorsPage;
import org.airshed.ingest.query.PublicStation;
import org.airshed.ingest.query.Rooms;
import org.airshed.ingest.registry.Environment;
import org.airshed.ingest.registry.PublicPlace;
import org.airshed.ingest.series.IndicatorValue;

/** Areas, their air, their card and their indicators as JSON. */
final class AreaJson {
    private AreaJson() {}

    static void area(JsonGenerator json, AreaDirectory.Listed listed) throws IOException {
        json.writeStartObject();
        fields(json, listed);
        json.writeEndObject();
    }

    /** What an area is, within its object. */
    static void fields(JsonGenerator json, AreaDirectory.Listed listed) throws IOException {
        Area area = listed.area();
        json.writeStringField("id", area.id().text());
        Json.texts(json, "names", area.names());
        json.writeStringField("kind", area.shape().kind());
        if (area.shape() instanceof Walk walk) {
            json.writeNumberField("minutes", walk.minutes());
            json.writeObjectFieldStart("centre");
            json.writeNumberField("latitude", walk.centre().latitude());
            json.writeNumberField("longitude", walk.centre().longitude());
            json.writeEndObject();
            Json.number(json, "radiusMetres", walk.radiusMetres());
        }
        json.writeNumberField("squareMetres", Math.round(area.shape().squareMetres()));
        json.writeArrayFieldStart("within");
        for (AreaId other : listed.within()) {
            json.writeString(other.text());
        }
        json.writeEndArray();
        json.writeObjectFieldStart("stations");
        for (Environment environment : Environment.values()) {
            json.writeNumberField(environment.text(), listed.members(environment).size());
        }
        json.writeEndObject();
    }

    static void shape(JsonGenerator json, AreaDirectory.Listed listed) throws IOException {
        json.writeFieldName("geometry");
        json.writeRawValue(GeoJsonWriter.geometry(listed.area().shape()).toString());
        json.writeArrayFieldStart("members");
        for (PublicStation member : listed.members()) {
            PublicPlace place = member.place();
            json.writeStartObject();
            json.writeStringField("station", member.id().text());
            Json.text(json, "environment", place == null ? null : place.environment().text());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** One environment's air, without the end of its object. */
    static void air(JsonGenerator json, AreaNow.Air air) throws IOException {
        IndexDefinition index = air.index();
        if (air.hourMillis() != null) {
            json.writeStringField("time", Text.time(air.hourMillis()));
        }
        json.writeStringField("kind", index.kind().text());
        json.writeObjectFieldStart("index");
        json.writeStringField("id", index.id().id());
        json.writeStringField("version", index.id().version());
        Json.texts(json, "names", index.names());
        json.writeEndObject();
        IndicatorValue value = air.value();
        if (value == null) {
            Json.text(json, "missing", air.missing());
        } else {
            Json.number(json, "value", value.value());
            Json.number(json, "lower", value.lower());
            Json.number(json, "upper", value.upper());
            category(json, index, value);
            ObservedProperty deciding = air.deciding();
            if (deciding != null) {
                json.writeStringField("deciding", deciding.id());
                Json.text(json, "averaging", Bands.averagingNow(index, deciding.id())
                        .map(Averaging::text).orElse(null));
            }
            json.writeNumberField("stations", value.stations());
            Json.number(json, "coverage", value.coverage());
        }
        json.writeArrayFieldStart("concentrations");
        for (IndicatorValue row : air.concentrations()) {
            concentration(json, row);
        }
        json.writeEndArray();
    }

    private static void category(JsonGenerator json, IndexDefinition index, IndicatorValue value) throws IOException {
        Band band = Bands.band(index, value).orElse(null);
        if (band != null) {
            json.writeFieldName("category");
            category(json, band);
        }
    }

    static void category(JsonGenerator json, Band band) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", band.key());
        json.writeNumberField("level", band.level());
        Json.texts(json, "names", band.names());
        json.writeStringField("colour", band.colour());
        json.writeEndObject();
    }

    private static void concentration(JsonGenerator json, IndicatorValue row) throws IOException {
        json.writeStartObject();
        json.writeStringField("property", row.property());
        Json.number(json, "value", row.value());
        Json.number(json, "lower", row.lower());
        Json.number(json, "upper", row.upper());
        Json.text(json, "unit", ObservedProperties.find(row.property()).map(ObservedProperty::unit).orElse(null));
        json.writeNumberField("stations", row.stations());
        Json.number(json, "coverage", row.coverage());
        Json.text(json, "corrected", row.category());
        Json.text(json, "missing", row.missing());
        json.writeEndObject();
    }

    static void room(JsonGenerator json, Rooms.Room room) throws IOException {
        json.writeStartObject();
        json.writeStringField("station", room.station().text());
        json.writeStringField("time", Text.time(room.hourMillis()));
        Json.number(json, "co2", room.co2());
        IndexResult.Value proxy = room.proxy();
        if (proxy != null) {
            json.writeFieldName("category");
            category(json, proxy.band());
            Ventilation ventilation = proxy.ventilation();
            if (ventilation != null) {
                json.writeBooleanField("about", ventilation.about());
            }
        }
        json.writeEndObject();
    }

    static void card(JsonGenerator json, AreaCard.Card card) throws IOException {
        json.writeStartObject();
        Json.texts(json, "question", CleanAirCardWords.question());
        json.writeStringField("answer", card.card().answer().key());
        json.writeArrayFieldStart("reasons");
        for (CleanAirCard.Reason reason : card.card().reasons()) {
            json.writeStartObject();
            json.writeStringField("key", reason.key());
            Json.texts(json, "names", CleanAirCardWords.of(reason));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("year");
        json.writeStringField("from", LocalDate.of(card.year(), 1, 1).toString());
        json.writeStringField("to", LocalDate.of(card.year() + 1, 1, 1).toString());
        json.writeBooleanField("over", card.over());
        json.writeEndObject();
        json.writeArrayFieldStart("parts");
        for (AreaCard.Part part : card.parts()) {
            part(json, part, card.year());
        }
        json.writeEndArray();
        json.writeStringField("status", "proposal");
        Json.texts(json, "note", CleanAirCardWords.disclaimer());
        json.writeStringField("definition", Api.CARD_DEFINITION);
        json.writeEndObject();
    }

    private static void part(JsonGenerator json, AreaCard.Part part, int year) throws IOException {
        IndicatorValue row = part.row();
        BigDecimal limit = part.limit();
        CleanAirCard.Outcome outcome = part.outcome();
        json.writeStartObject();
        json.writeStringField("key", part.key());
        json.writeStringField("index", part.index());
        json.writeStringField("property", part.property());
        if (row != null) {
            Json.number(json, "value", row.value());
            Json.number(json, "lower", row.lower());
            Json.number(json, "upper", row.upper());
        }
        Json.number(json, "limit", limit);
        json.writeStringField("unit", part.unit());
        Json.text(json, "outcome", outcome == null ? null : outcome.key());
        Json.text(json, "missing", row == null ? "nothing has been computed for this year" : row.missing());
        json.writeStringField("period", Integer.toString(year));
        if (row != null) {
            json.writeNumberField("stations", row.stations());
            Json.number(json, "coverage", row.coverage());
        }
        json.writeEndObject();
    }

    static void indicator(JsonGenerator json, IndicatorsPage.Item item, RowForm form) throws IOException {
        IndicatorValue value = item.value();
        json.writeStartObject();
        json.writeStringField("area", value.area());
        json.writeStringField("index", value.index());
        json.writeStringField("property", value.property());
        json.writeStringField("period", value.period().text());
        json.writeStringField("environment", value.environment());
        json.writeStringField("time", Text.time(form.timeMillis(value.period(), value.startMillis())));
        Json.number(json, "value", value.value());
        Json.number(json, "lower", value.lower());
        Json.number(json, "upper", value.upper());
        Json.text(json, "unit", IndicatorUnits.of(value.index(), value.property()).orElse(null));
        json.writeNumberField("stations", value.stations());
        Json.number(json, "coverage", value.coverage());
        Json.text(json, "category", Bands.category(value).orElse(null));
        Json.text(json, "deciding", Bands.deciding(value).orElse(null));
        Json.text(json, "missing", value.missing());
        json.writeNumberField("revision", item.revision());
        if (item.replacedBy() != null) {
            json.writeNumberField("replacedBy", item.replacedBy());
        }
        json.writeEndObject();
    }
}
