package org.airshed.ingest.api;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/** {@code /health/live}, {@code /health/ready}, {@code /metrics} and {@code /openapi.json}. */
final class OperationsQuestions {
    private final Operations operations;
    private final Buffer openApi;

    OperationsQuestions(Operations operations) {
        this.operations = operations;
        this.openApi = openApi();
    }

    void mount(Endpoint at) {
        at.ask("/health/live", Set.of(),
                (context, parameters) -> Answer.json(Json.bytes(json -> {
                    json.writeStartObject();
                    json.writeStringField("status", "live");
                    json.writeEndObject();
                }), Answer.NO_STORE, null));
        at.ask("/health/ready", Set.of(), (context, parameters) -> ready());
        at.ask("/metrics", Set.of(), (context, parameters) -> new Answer("text/plain; version=0.0.4; charset=utf-8",
                Buffer.buffer(operations.metrics()), Answer.NO_STORE, null));
        at.ask("/openapi.json", Set.of(),
                (context, parameters) -> new Answer("application/json", openApi, Answer.REVALIDATE, null));
    }

    private Answer ready() {
        List<Operations.Check> checks = operations.checks();
        List<String> failing = checks.stream().filter(check -> !check.ready())
                .map(check -> check.name() + ": " + check.reason()).toList();
        if (!failing.isEmpty()) {
            throw new ProblemException(new Problem(503, "Not ready. " + String.join(" ", failing), null, checks));
        }
        return Answer.json(Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("status", "ready");
            json.writeFieldName("checks");
            Json.checks(json, checks);
            json.writeEndObject();
        }), Answer.NO_STORE, null);
    }

    private static Buffer openApi() {
        try (InputStream in = OperationsQuestions.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IllegalStateException("openapi.json is missing from the jar");
            }
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException("openapi.json cannot be read from the jar", e);
        }
    }
}
