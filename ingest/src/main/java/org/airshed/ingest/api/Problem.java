package org.airshed.ingest.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request got no answer, in words its sender can act on.
 *
 * <p>Source: RFC 9457. The type is {@code about:blank}: status and title say the kind, the detail says the mend.
 *
 * @param detail a sentence that names what is wrong and what is allowed
 * @param parameter the query parameter at fault, extension member {@code parameter}
 * @param checks what keeps the server from being ready, extension member {@code checks}
 */
public record Problem(int status, String detail, @Nullable String parameter, List<Operations.Check> checks) {
    /** The media type of every error. */
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        checks = List.copyOf(checks);
    }

    /** A problem that is no single parameter's. */
    public static Problem of(int status, String detail) {
        return new Problem(status, detail, null, List.of());
    }

    static Problem parameter(String name, String detail) {
        return new Problem(400, detail, name, List.of());
    }

    static Problem noStation(String id) {
        return of(404, "There is no station '" + Text.shown(id) + "' here; /api/v1/stations lists them.");
    }

    static Problem noArea(String id) {
        return of(404, "There is no area '" + Text.shown(id) + "' here; /api/v1/areas lists them.");
    }

    /** Ends the response with this problem, where it has not begun yet. */
    public void send(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            // A broken stream must not look whole.
            response.reset();
            return;
        }
        byte[] body = json(context.request().path());
        response.setStatusCode(status).putHeader("Content-Type", MEDIA_TYPE).putHeader("Cache-Control", "no-store")
                .putHeader("Content-Length", Integer.toString(body.length));
        if (status == 503) {
            response.putHeader("Retry-After", "5");
        }
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(io.vertx.core.buffer.Buffer.buffer(body));
        }
    }

    /** @param instance path of the request; null where the request had none that could be read */
    public byte[] json(@Nullable String instance) {
        return Json.bytes(json -> write(json, instance));
    }

    private void write(JsonGenerator json, @Nullable String instance) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "about:blank");
        json.writeStringField("title", title(status));
        json.writeNumberField("status", status);
        json.writeStringField("detail", detail);
        if (instance != null) {
            json.writeStringField("instance", Text.shown(instance));
        }
        if (parameter != null) {
            json.writeStringField("parameter", parameter);
        }
        if (!checks.isEmpty()) {
            json.writeFieldName("checks");
            Json.checks(json, checks);
        }
        json.writeEndObject();
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 421 -> "Misdirected Request";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            default -> "Status " + status;
        };
    }
}
