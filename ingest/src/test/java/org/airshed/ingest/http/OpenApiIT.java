package org.airshed.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.airshed.contract.id.StationId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The OpenAPI document tells the truth: what it lists is there, answers as it says, and nothing else is there. */
class OpenApiIT {
    private static ServedTown served;
    private static JsonNode document;

    @BeforeAll
    static void serve() throws Exception {
        served = new ServedTown(InstantSource.fixed(Instant.parse("2026-11-22T17:00:00Z")));
        document = ServedTown.json(served.get("/openapi.json"));
    }

    @AfterAll
    static void close() {
        served.close();
    }

    @Test
    void everyPathAnswersAsDocumented() throws Exception {
        assertThat(document.get("openapi").textValue()).startsWith("3.1");
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            if (!path.getKey().equals("/api/v1/events")) {
                check(path.getKey(), "", path.getValue().get("get"));
            }
        }
    }

    @Test
    void everyParameterIsTakenWithItsExampleOrItsBounds() throws Exception {
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            for (JsonNode parameter : path.getValue().path("parameters")) {
                if (parameter.get("in").textValue().equals("path") || path.getKey().equals("/api/v1/events")) {
                    continue;
                }
                JsonNode schema = parameter.get("schema");
                JsonNode value = parameter.has("example") ? parameter.get("example") : schema.get("minimum");
                String sent = value.asText().equals("garden-1") ? "gracia-roof" : value.asText();
                check(path.getKey(), "?" + parameter.get("name").textValue() + "="
                        + URLEncoder.encode(sent, StandardCharsets.UTF_8), path.getValue().get("get"));
            }
        }
    }

    // The error lists what an address takes; the document must list the same.
    @Test
    void noParameterIsTakenThatIsNotInTheDocument() throws Exception {
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            Set<String> documented = new TreeSet<>();
            path.getValue().path("parameters").forEach(parameter -> {
                if (parameter.get("in").textValue().equals("query")) {
                    documented.add(parameter.get("name").textValue());
                }
            });
            String detail = ServedTown.json(served.get(ServedTown.withId(path.getKey()) + "?no-such=1"))
                    .get("detail").textValue();
            String expected = documented.isEmpty()
                    ? "this address takes none."
                    : "allowed are " + String.join(", ", documented) + ".";
            assertThat(detail).as(path.getKey()).endsWith(expected);
        }
    }

    @Test
    void problemsHaveTheDocumentedShape() throws Exception {
        JsonNode schema = document.at("/components/schemas/Problem");
        conforms(ServedTown.json(served.get("/api/v1/readings?limit=x")), schema, "problem");
        conforms(ServedTown.json(served.get("/api/v1/stations/nobody")), schema, "problem");
    }

    private static void check(String path, String query, JsonNode operation) throws Exception {
        String address = ServedTown.withId(path) + query;
        HttpResponse<String> answer = served.client().send(served.request(address).build(), BodyHandlers.ofString());
        JsonNode content = operation.at("/responses/200/content");
        assertThat(answer.statusCode()).as(address + " " + answer.body()).isEqualTo(200);
        String type = answer.headers().firstValue("content-type").orElseThrow().replaceAll(";.*", "");
        assertThat(content.has(type)).as(address + " answers " + type).isTrue();
        if (type.equals("application/json")) {
            conforms(ServedTown.json(answer), content.get(type).get("schema"), address);
        }
        operation.at("/responses/200/headers").fieldNames().forEachRemaining(header -> {
            if (!header.equals("Link")) {
                assertThat(answer.headers().firstValue(header)).as(address + " " + header).isPresent();
            }
        });
    }

    private static List<JsonNode> matching(JsonNode value, JsonNode schemas, String where) throws IOException {
        List<JsonNode> matching = new ArrayList<>();
        for (JsonNode schema : schemas) {
            try {
                conforms(value, schema, where);
                matching.add(schema);
            } catch (AssertionError differs) {
                // not this one
            }
        }
        return matching;
    }

    // Every field that can be there must have been there once, or the document could promise what nobody sends.
    @Test
    void everyDocumentedFieldOfANeighbourhoodIsSentSomewhere() throws Exception {
        served.neighbourhoods.year(FakeNeighbourhoods.POBLENOU, 2025, "who-2021:year-mean:aqg", "pm2_5", 12.0,
                "exceeded");
        String all = "";
        for (String address : List.of("/api/v1/areas/poblenou", "/api/v1/areas/gracia-block",
                "/api/v1/stations/gracia-roof/indices", "/api/v1/stations/poblenou-school/indices",
                "/api/v1/areas/poblenou/indicators?environment=outdoor&limit=3")) {
            HttpResponse<String> answer = served.get(address);
            assertThat(answer.statusCode()).as(address).isEqualTo(200);
            all += answer.body();
        }
        for (String schema : List.of("AreaInFull", "Air", "Concentration", "Room", "Card", "CardPart", "Category",
                "StationIndex")) {
            Set<String> fields = new TreeSet<>();
            document.at("/components/schemas/" + schema + "/properties").fieldNames().forEachRemaining(fields::add);
            fields.removeAll(List.of("measuredAs", "leftOut")); // StationIndicesIT has them
            for (String field : fields) {
                assertThat(all).as(schema).contains("\"" + field + "\":");
            }
        }
    }

    @Test
    void everyMethodAndEveryRefusalIsDocumented() throws Exception {
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            String address = ServedTown.withId(path.getKey());
            JsonNode get = path.getValue().at("/get/responses");
            if (!path.getKey().equals("/api/v1/events")) {
                Optional<String> tag = served.get(address).headers().firstValue("etag");
                assertThat(get.has("304")).as(address).isEqualTo(tag.isPresent());
                if (tag.isPresent()) {
                    assertThat(served.get(address, "If-None-Match", tag.get()).statusCode()).as(address).isEqualTo(304);
                }
            }
            HttpResponse<String> head = served.send("HEAD", address);
            documented(path.getValue().at("/head/responses"), head.statusCode(), address);
            assertThat(head.body()).isEmpty();
            HttpResponse<String> options = served.send("OPTIONS", address);
            documented(path.getValue().at("/options/responses"), options.statusCode(), address);
            assertThat(options.headers().firstValue("allow")).hasValue("GET, HEAD, OPTIONS");
            documented(get, served.send("POST", address).statusCode(), address);
            documented(get, status(RawHttp.get(served.server.port(), address, "evil.example.org")), address);
            documented(get, status(RawHttp.send(served.server.port(), "GET " + address + " HTTP/1.1\r\n"
                    + "Host: localhost\r\nContent-Length: 99999999\r\nConnection: close\r\n\r\n")), address);
            assertThat(get.has("500")).as(address).isTrue();
        }
        document.findValuesAsText("$ref").forEach(
                ref -> assertThat(document.at(ref.substring(1)).isMissingNode()).as(ref).isFalse());
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring("HTTP/1.1 ".length()).substring(0, 3));
    }

    private static void documented(JsonNode responses, int status, String where) {
        assertThat(responses.has(Integer.toString(status))).as(where + " answers " + status).isTrue();
    }

    @Test
    void everyAddressOfTheServerIsInTheDocument() throws Exception {
        for (String path : List.of("/api/v1/areas", "/api/v1/areas/{id}", "/api/v1/areas/{id}/indicators",
                "/api/v1/stations/{id}/indices", "/api/v1/indices", "/api/v1/reasons", "/api/v1/changes",
                "/api/v1/revisions/{number}")) {
            assertThat(document.get("paths").has(path)).as(path).isTrue();
        }
    }

    @Test
    void rollupsHaveTheDocumentedShape() throws Exception {
        JsonNode operation = document.get("paths").get("/api/v1/readings").get("get");
        check("/api/v1/readings", "?rollup=1h&limit=2000", operation);
        check("/api/v1/readings", "?limit=10", operation);
        served.neighbourhoods.replace(new StationId("gracia-roof"),
                Instant.parse("2026-11-22T16:00:00Z").toEpochMilli(), 7.5, 2);
        check("/api/v1/readings", "?rollup=1h&replaced=true", operation);
        assertThat(served.json("/api/v1/readings?rollup=1h&replaced=true").get("items")).isNotEmpty();
        check("/api/v1/readings", "?limit=10&label=begin&explain=ca", operation);
        check("/api/v1/readings", "?rollup=1h&limit=2000&label=end&explain=ja", operation);
        JsonNode indicators = document.get("paths").get("/api/v1/areas/{id}/indicators").get("get");
        check("/api/v1/areas/{id}/indicators", "?label=end&replaced=true", indicators);
        check("/api/v1/areas/{id}/indicators", "?limit=3&label=end", indicators);
    }

    /** The part of JSON Schema that the document uses. */
    private static void conforms(JsonNode value, JsonNode schema, String where) throws IOException {
        if (schema.has("$ref")) {
            conforms(value, document.at(schema.get("$ref").textValue().substring(1)), where);
            return;
        }
        if (schema.has("oneOf")) {
            assertThat(matching(value, schema.get("oneOf"), where)).as(where + " is exactly one of the documented")
                    .hasSize(1);
            return;
        }
        schema.path("required")
                .forEach(name -> assertThat(value.has(name.textValue())).as(where + " has " + name).isTrue());
        if (schema.has("const")) {
            assertThat(value).as(where).isEqualTo(schema.get("const"));
        }
        if (schema.has("enum")) {
            assertThat(schema.get("enum")).as(where).contains(value);
        }
        if (schema.has("pattern")) {
            assertThat(value.textValue()).as(where).matches(schema.get("pattern").textValue());
        }
        switch (schema.path("type").asText("")) {
            case "object" -> {
                for (Map.Entry<String, JsonNode> field : value.properties()) {
                    JsonNode its = schema.path("properties").path(field.getKey());
                    if (its.isMissingNode()) {
                        assertThat(schema.path("additionalProperties").isBoolean())
                                .as(where + "." + field.getKey() + " is documented").isFalse();
                    } else {
                        conforms(field.getValue(), its, where + "." + field.getKey());
                    }
                }
            }
            case "array" -> {
                assertThat(value.isArray()).as(where).isTrue();
                for (JsonNode item : value) {
                    conforms(item, schema.get("items"), where + "[]");
                }
            }
            case "string" -> assertThat(value.isTextual()).as(where).isTrue();
            case "number" -> assertThat(value.isNumber()).as(where).isTrue();
            case "integer" -> assertThat(value.isIntegralNumber()).as(where).isTrue();
            case "boolean" -> assertThat(value.isBoolean()).as(where).isTrue();
            default -> {}
        }
    }
}
