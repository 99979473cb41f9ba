package org.airshed.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Small HTTP requests to servers on this machine. Threads: any. */
public final class Http {
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();

    private Http() {}

    /** What came back. */
    public record Answer(int status, String body) {
        /** The body of a 2xx; anything else is an error with the server's own words. */
        public String ok() {
            if (status / 100 != 2) {
                throw new IllegalStateException("the server answered " + status + ": " + body);
            }
            return body;
        }
    }

    /** GET with headers. */
    public static Answer get(URI address, Map<String, String> headers) {
        return send(HttpRequest.newBuilder(address).GET(), headers);
    }

    /** POST of a JSON text with headers. */
    public static Answer post(URI address, String json, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8))
                .header("Content-Type", "application/json");
        return send(request, headers);
    }

    private static Answer send(HttpRequest.Builder request, Map<String, String> headers) {
        headers.forEach(request::header);
        HttpRequest built = request.timeout(Duration.ofMinutes(2)).build();
        try {
            HttpResponse<String> response = CLIENT.send(built,
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), response.body());
        } catch (ConnectException e) {
            return new Answer(0, "nobody listens at " + built.uri());
        } catch (IOException e) {
            throw new UncheckedIOException(built.method() + " " + built.uri() + " failed: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + built.uri(), e);
        }
    }

    /** Whether a GET there answers 2xx now. */
    public static boolean healthy(URI address) {
        try {
            return get(address, Map.of()).status() / 100 == 2;
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
