package org.airshed.ingest.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.derivation.IndicatorDefinition;
import org.airshed.ingest.derivation.Indicators;
import org.airshed.ingest.index.Band;
import org.airshed.ingest.index.Breakpoint;
import org.airshed.ingest.index.IndexDefinition;
import org.airshed.ingest.index.IndexResult;
import org.airshed.ingest.index.Input;
import org.airshed.ingest.index.NotOffered;
import org.airshed.ingest.index.Ventilation;
import org.airshed.ingest.query.StationIndices;
import org.airshed.ingest.rollup.Completeness;
import org.airshed.ingest.standard.Criterion;
import org.airshed.ingest.standard.Standard;
import org.jspecify.annotations.Nullable;

/** Indices, standards and indicators of our own, what they are and what they say about a station, as JSON. */
final class IndexJson {
    private IndexJson() {}

    static void definition(JsonGenerator json, IndexDefinition index) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", index.id().id());
        json.writeStringField("version", index.id().version());
        json.writeStringField("kind", index.kind().text());
        json.writeStringField("status", key(index.status()));
        Json.texts(json, "names", index.names());
        Json.text(json, "inForce", index.inForce());
        json.writeStringField("source", index.source());
        json.writeStringField("marks", index.marks());
        json.writeArrayFieldStart("inputs");
        for (Input input : index.inputs()) {
            input(json, input);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("bands");
        for (Band band : index.bands()) {
            band(json, band);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("breakpoints");
        for (Breakpoint row : index.breakpoints()) {
            breakpoint(json, row);
        }
        json.writeEndArray();
        strings(json, "notes", index.notes());
        json.writeEndObject();
    }

    private static void input(JsonGenerator json, Input input) throws IOException {
        json.writeStartObject();
        json.writeStringField("property", input.property().id());
        json.writeStringField("averaging", input.averaging().text());
        json.writeStringField("table", input.table().text());
        json.writeStringField("unit", input.unit());
        Json.number(json, "digits", input.digits());
        json.writeStringField("use", key(input.use()));
        json.writeStringField("mark", input.mark());
        json.writeEndObject();
    }

    private static void band(JsonGenerator json, Band band) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", band.key());
        json.writeNumberField("level", band.level());
        Json.number(json, "from", band.numberFrom());
        Json.number(json, "to", band.numberTo());
        Json.texts(json, "names", band.names());
        json.writeStringField("colour", band.colour());
        json.writeStringField("mark", band.mark());
        json.writeEndObject();
    }

    private static void breakpoint(JsonGenerator json, Breakpoint row) throws IOException {
        json.writeStartObject();
        json.writeStringField("property", row.property().id());
        json.writeStringField("averaging", row.averaging().text());
        json.writeStringField("unit", row.unit());
        Json.number(json, "from", row.from());
        Json.number(json, "to", row.to());
        json.writeBooleanField("toIncluded", row.toIncluded());
        json.writeNumberField("numberFrom", row.numberFrom());
        json.writeNumberField("numberTo", row.numberTo());
        json.writeStringField("mark", row.mark());
        json.writeEndObject();
    }

    static void standard(JsonGenerator json, Standard standard) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", standard.id());
        json.writeStringField("version", standard.version());
        json.writeStringField("kind", key(standard.kind()));
        Json.texts(json, "names", standard.names());
        Json.text(json, "validFrom", standard.validFrom() == null ? null : standard.validFrom().toString());
        Json.text(json, "validTo", standard.validTo() == null ? null : standard.validTo().toString());
        json.writeStringField("dateMark", key(standard.dateMark()));
        json.writeStringField("source", standard.source());
        json.writeStringField("note", standard.note());
        json.writeArrayFieldStart("criteria");
        for (Criterion criterion : standard.criteria()) {
            criterion(json, standard, criterion);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void criterion(JsonGenerator json, Standard standard, Criterion criterion) throws IOException {
        json.writeStartObject();
        if (Indicators.isYearly(criterion) && criterion.property() != null) {
            json.writeStringField("index", Indicators.of(standard, criterion));
        }
        json.writeStringField("pollutant", criterion.pollutant());
        Json.text(json, "property", criterion.property());
        json.writeStringField("averaging", key(criterion.averaging()));
        json.writeStringField("measure", key(criterion.measure()));
        json.writeStringField("step", criterion.step());
        Json.number(json, "limit", criterion.limit());
        json.writeStringField("unit", criterion.unit());
        json.writeStringField("comparison", key(criterion.comparison()));
        Json.number(json, "allowed", criterion.allowed());
        json.writeNumberField("years", criterion.years());
        Json.text(json, "validFrom", criterion.validFrom() == null ? null : criterion.validFrom().toString());
        json.writeStringField("mark", key(criterion.mark()));
        Json.text(json, "note", criterion.note().isEmpty() ? null : criterion.note());
        json.writeEndObject();
    }

    static void own(JsonGenerator json, IndicatorDefinition own) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", own.id());
        json.writeStringField("kind", "indicator");
        json.writeStringField("status", "proposal");
        Json.texts(json, "names", own.names());
        json.writeStringField("unit", own.unit());
        json.writeStringField("definition", own.definition());
        json.writeEndObject();
    }

    static void notOffered(JsonGenerator json, NotOffered index) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", index.id());
        json.writeStringField("reason", index.reason());
        json.writeEndObject();
    }

    static void ofStation(JsonGenerator json, StationIndices.Answer answer) throws IOException {
        json.writeStartObject();
        json.writeStringField("station", answer.station().text());
        json.writeStringField("time", Text.time(answer.hourMillis()));
        json.writeArrayFieldStart("items");
        for (StationIndices.Item item : answer.items()) {
            item(json, item);
        }
        json.writeEndArray();
        Json.text(json, "missing", answer.missing());
        json.writeEndObject();
    }

    private static void item(JsonGenerator json, StationIndices.Item item) throws IOException {
        IndexDefinition index = item.index();
        json.writeStartObject();
        json.writeStringField("index", index.id().id());
        json.writeStringField("version", index.id().version());
        json.writeStringField("kind", index.kind().text());
        Json.texts(json, "names", index.names());
        switch (item.result()) {
            case IndexResult.Value value -> {
                Json.number(json, "value", value.number());
                json.writeFieldName("category");
                AreaJson.category(json, value.band());
                json.writeStringField("deciding", value.deciding().id());
                ObservedProperty measuredAs = item.measuredAs();
                Json.text(json, "measuredAs", measuredAs == null ? null : measuredAs.id());
                json.writeStringField("averaging", value.averaging().text());
                Json.number(json, "concentration", value.concentration());
                json.writeStringField("unit", value.unit());
                Json.text(json, "corrected", item.correction());
                Ventilation ventilation = value.ventilation();
                if (ventilation != null) {
                    json.writeBooleanField("about", ventilation.about());
                }
                completeness(json, value.completeness());
            }
            case IndexResult.NotEnoughData lacking -> {
                json.writeStringField("deciding", lacking.property().id());
                json.writeStringField("averaging", lacking.averaging().text());
                completeness(json, lacking.completeness());
            }
            case IndexResult.NoIndex _ -> {}
        }
        Json.text(json, "missing", item.missing());
        if (!item.leftOut().isEmpty()) {
            json.writeArrayFieldStart("leftOut");
            for (Map.Entry<ObservedProperty, String> out : item.leftOut().entrySet()) {
                json.writeStartObject();
                json.writeStringField("property", out.getKey().id());
                json.writeStringField("reason", out.getValue());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void completeness(JsonGenerator json, @Nullable Completeness completeness) throws IOException {
        if (completeness != null) {
            json.writeObjectFieldStart("completeness");
            json.writeNumberField("valid", completeness.valid());
            json.writeNumberField("expected", completeness.expected());
            json.writeNumberField("required", completeness.required());
            json.writeStringField("unit", key(completeness.unit()));
            json.writeEndObject();
        }
    }

    private static void strings(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static String key(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
