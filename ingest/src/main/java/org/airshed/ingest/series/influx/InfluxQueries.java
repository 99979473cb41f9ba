package org.airshed.ingest.series.influx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.airshed.ingest.series.SeriesUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * InfluxQL over {@code /query}, which InfluxDB 1.x, 2.x and 3.x share. The client library's own query call collects a
 * whole answer as text; here it is read as it comes.
 *
 * <p>Threads: any.
 */
final class InfluxQueries implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final InfluxSettings settings;
    private final Sentences sentences;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10)).build();
    private volatile @Nullable Token token;

    InfluxQueries(InfluxSettings settings) {
        this.settings = settings;
        this.sentences = new Sentences(settings);
    }

    /** Takes the body of a good answer. */
    interface Body<T> {
        T read(InputStream json) throws IOException;
    }

    /** An answer's own complaint; the body reader throws it when it meets one. */
    static final class StatementException extends IOException {
        private static final long serialVersionUID = 1;

        StatementException(String message) {
            super(message);
        }
    }

    /**
     * Asks; a mapping that is missing is made, once.
     *
     * @throws SeriesUnavailableException with a sentence that says how to mend it
     */
    <T> T ask(String influxQl, Body<T> body) throws IOException {
        try {
            return askOnce(influxQl, body);
        } catch (StatementException e) {
            if (!String.valueOf(e.getMessage()).startsWith("database not found")) {
                throw new SeriesUnavailableException(sentences.odd(200, String.valueOf(e.getMessage())), e);
            }
            makeMapping(String.valueOf(e.getMessage()));
        }
        try {
            return askOnce(influxQl, body);
        } catch (StatementException e) {
            throw new SeriesUnavailableException(sentences.odd(200, String.valueOf(e.getMessage())), e);
        }
    }

    private <T> T askOnce(String influxQl, Body<T> body) throws IOException {
        String form = "db=" + encode(settings.bucket()) + "&epoch=ms&q=" + encode(influxQl);
        HttpResponse<InputStream> response = send(request("/query")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
        try (InputStream answer = response.body()) {
            if (response.statusCode() != 200) {
                throw failure(response.statusCode(), answer);
            }
            return body.read(answer);
        }
    }

    private IOException failure(int status, InputStream answer) throws IOException {
        String message = message(new String(answer.readNBytes(4096), StandardCharsets.UTF_8));
        if (message.startsWith("database not found")) {
            return new StatementException(message);
        }
        return new SeriesUnavailableException(switch (status) {
            case 401, 403 -> {
                token = null; // read again next time
                yield sentences.refusesToken(status);
            }
            case 404 -> sentences.notFound(message);
            case 429, 503 -> sentences.busy(status, message);
            default -> sentences.odd(status, message);
        }, null);
    }

    private static String message(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            String text = json.path("message").asText(json.path("error").asText(""));
            return text.isEmpty() ? body.strip() : text;
        } catch (IOException _) {
            return body.strip();
        }
    }

    private void makeMapping(String complaint) throws IOException {
        JsonNode buckets = json(
                request("/api/v2/buckets?name=" + encode(settings.bucket()) + "&org=" + encode(settings.org()))
                        .GET());
        String bucketId = buckets == null ? "" : buckets.path("buckets").path(0).path("id").asText("");
        if (bucketId.isEmpty()) {
            throw new SeriesUnavailableException(sentences.noBucket(), null);
        }
        ObjectNode mapping = JSON.createObjectNode().put("bucketID", bucketId).put("database", settings.bucket())
                .put("retention_policy", "autogen").put("default", true).put("org", settings.org());
        JsonNode made = json(request("/api/v2/dbrps").header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(mapping.toString())));
        if (made == null) {
            throw new SeriesUnavailableException(sentences.noMapping(bucketId, complaint), null);
        }
    }

    /** Null for any answer but a good one. */
    private @Nullable JsonNode json(HttpRequest.Builder request) throws IOException {
        HttpResponse<InputStream> response = send(request);
        try (InputStream answer = response.body()) {
            return response.statusCode() / 100 == 2 ? JSON.readTree(answer) : null;
        }
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for InfluxDB");
        } catch (IOException e) {
            throw new SeriesUnavailableException(
                    sentences.unreachable(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()), e);
        }
    }

    private HttpRequest.Builder request(String path) throws IOException {
        return HttpRequest.newBuilder(URI.create(settings.address() + path)).timeout(TIMEOUT)
                .header("Authorization", "Token " + token().text());
    }

    private Token token() throws IOException {
        Token known = token;
        if (known == null) {
            try {
                known = Token.read(settings.tokenFile());
            } catch (IOException e) {
                throw new SeriesUnavailableException(sentences.noToken(String.valueOf(e.getMessage())), e);
            }
            token = known;
        }
        return known;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
