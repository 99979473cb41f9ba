package org.airshed.ingest.series.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.airshed.ingest.series.SeriesUnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database that knows the bucket and has no mapping to it, as InfluxDB 2.0 and 2.1 do: played by a few lines of HTTP,
 * because the real 2.7 answers for an unmapped bucket too.
 */
@Timeout(60)
class MappingIT {
    @TempDir
    Path folder;

    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server = none();
    private boolean bucketIsThere = true;
    private boolean mayMap = true;
    private volatile boolean mapped;

    @SuppressWarnings("NullAway") // set before each test
    private static HttpServer none() {
        return null;
    }

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + path);
        assertThat(exchange.getRequestHeaders().getFirst("Authorization")).isEqualTo("Token secret");
        switch (path) {
            case "/query" -> respond(exchange, 200, mapped
                    ? "{\"results\":[{\"statement_id\":0}]}"
                    : "{\"results\":[{\"statement_id\":0,\"error\":\"database not found: air\"}]}");
            case "/api/v2/buckets" ->
                respond(exchange, 200,
                        bucketIsThere ? "{\"buckets\":[{\"id\":\"0123456789abcdef\"}]}" : "{\"buckets\":[]}");
            case "/api/v2/dbrps" -> {
                mapped = mayMap;
                respond(exchange, mayMap ? 201 : 403, "{\"code\":\"forbidden\"}");
            }
            default -> respond(exchange, 500, "{}");
        }
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Test
    void aMissingMappingIsMadeOnceAndTheQuestionAskedAgain() throws IOException {
        try (InfluxQueries queries = queries()) {
            assertThat(new InfluxReader(queries, InstantSource.system()).latest(null)).isEmpty();
            assertThat(requests).containsExactly("POST /query", "GET /api/v2/buckets", "POST /api/v2/dbrps",
                    "POST /query");
            assertThat(new InfluxReader(queries, InstantSource.system()).latest(null)).isEmpty();
            assertThat(requests).hasSize(5);
        }
    }

    @Test
    void aMappingThatMayNotBeMadeIsASentenceWithTheCommand() throws IOException {
        mayMap = false;
        try (InfluxQueries queries = queries()) {
            assertThatThrownBy(() -> new InfluxReader(queries, InstantSource.system()).latest(null))
                    .isInstanceOf(SeriesUnavailableException.class)
                    .hasMessageContaining("influx v1 dbrp create --org airshed --db air --rp autogen --default"
                            + " --bucket-id 0123456789abcdef");
        }
    }

    @Test
    void withoutTheBucketItIsTheBucketThatIsMissing() throws IOException {
        bucketIsThere = false;
        try (InfluxQueries queries = queries()) {
            assertThatThrownBy(() -> new InfluxReader(queries, InstantSource.system()).latest(null))
                    .hasMessageContaining("influx bucket create --org airshed --name air");
            assertThat(requests).doesNotContain("POST /api/v2/dbrps");
        }
    }

    private InfluxQueries queries() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "secret\n");
        return new InfluxQueries(
                InfluxSettings.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "airshed",
                        "air", token));
    }
}
