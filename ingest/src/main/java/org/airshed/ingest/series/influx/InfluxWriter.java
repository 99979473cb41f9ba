package org.airshed.ingest.series.influx;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.WriteApiBlocking;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.exceptions.InfluxException;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One write of ready lines, and what the answer means.
 *
 * <p>Through the client library's blocking call: one request, no retry and no buffer of its own. Its other, asynchronous
 * interface drops what it cannot hold and cannot be asked for the fate of a reading.
 *
 * <p>Threads: one at a time.
 */
final class InfluxWriter implements AutoCloseable {
    private static final Duration CREDENTIALS = Duration.ofSeconds(10);

    private final InfluxSettings settings;
    private final Sentences sentences;
    private @Nullable InfluxDBClient client;
    private @Nullable WriteApiBlocking api;

    InfluxWriter(InfluxSettings settings) {
        this.settings = settings;
        this.sentences = new Sentences(settings);
    }

    /** What became of a request. */
    sealed interface Answer {
        /** All lines are stored. */
        record Stored() implements Answer {}

        /** At least one line never will be; the others may be stored or not. In the server's words. */
        record Refused(String reason) implements Answer {}

        /** Too much for one request. */
        record TooLarge(String reason) implements Answer {}

        /** Nothing is certain. */
        record Later(Duration atLeast, String reason) implements Answer {}
    }

    Answer write(String lines) {
        try {
            api().writeRecord(settings.bucket(), settings.org(), WritePrecision.MS, lines);
            return new Answer.Stored();
        } catch (InfluxException e) {
            return answer(e);
        } catch (IOException e) {
            return new Answer.Later(CREDENTIALS,
                    sentences.noToken(e.getMessage() == null ? e.toString() : e.getMessage()));
        }
    }

    private Answer answer(InfluxException e) {
        String message = message(e);
        return switch (e.status()) {
            case 400, 422 -> new Answer.Refused(message);
            case 413 -> new Answer.TooLarge(message);
            case 401, 403 -> {
                close(); // the next attempt reads the token file again
                yield new Answer.Later(CREDENTIALS, sentences.refusesToken(e.status()));
            }
            case 404 -> new Answer.Later(CREDENTIALS, sentences.notFound(message));
            case 0 -> new Answer.Later(Duration.ZERO, sentences.unreachable(message));
            case 429, 503 -> new Answer.Later(retryAfter(e), sentences.busy(e.status(), message));
            default -> new Answer.Later(Duration.ZERO, sentences.odd(e.status(), message));
        };
    }

    private static String message(InfluxException e) {
        // The library puts the status line before the server's words.
        String text = e.getMessage() == null ? e.toString() : e.getMessage();
        String prefix = "HTTP status code: " + e.status() + "; Message: ";
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    private static Duration retryAfter(InfluxException e) {
        for (Map.Entry<String, String> header : e.headers().entrySet()) {
            if (header.getKey().toLowerCase(Locale.ROOT).equals("retry-after")) {
                try {
                    return Duration.ofSeconds(Math.clamp(Long.parseLong(header.getValue().strip()), 0, 300));
                } catch (NumberFormatException _) {
                    return Duration.ZERO; // a date; our own back-off will do
                }
            }
        }
        return Duration.ZERO;
    }

    private WriteApiBlocking api() throws IOException {
        WriteApiBlocking open = api;
        if (open == null) {
            Token now = Token.read(settings.tokenFile());
            InfluxDBClient created = InfluxDBClientFactory.create(InfluxDBClientOptions.builder()
                    .connectionString(
                            settings.address() + "/?connectTimeout=10000&readTimeout=60000&writeTimeout=60000")
                    .authenticateToken(now.text().toCharArray()).org(settings.org()).bucket(settings.bucket()).build());
            if (settings.compresses()) {
                created.enableGzip();
            }
            open = created.getWriteApiBlocking();
            client = created;
            api = open;
        }
        return open;
    }

    @Override
    public void close() {
        InfluxDBClient open = client;
        client = null;
        api = null;
        if (open != null) {
            open.close();
        }
    }
}
