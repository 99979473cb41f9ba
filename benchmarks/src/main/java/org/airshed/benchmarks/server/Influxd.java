package org.airshed.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.airshed.benchmarks.process.ChildProcess;
import org.airshed.benchmarks.process.Ports;

/** A real InfluxDB 2.7 in a folder of its own, set up with one organisation, one bucket and a token. */
public final class Influxd implements AutoCloseable {
    public static final String ORGANISATION = "airshed";
    public static final String BUCKET = "airshed";
    /** For this throw-away server only. */
    public static final String TOKEN = "token-of-a-throw-away-test-server";

    private final Path binary;
    private final Path folder;
    private final int port;
    private ChildProcess process;

    private Influxd(Path binary, Path folder, int port) {
        this.binary = binary;
        this.folder = folder;
        this.port = port;
        this.process = launch();
    }

    /** Starts an empty one and sets it up. */
    public static Influxd start(Path binary, Path folder) {
        Influxd influxd = new Influxd(binary, folder, Ports.free());
        influxd.awaitReady();
        Http.post(influxd.url("/api/v2/setup"), """
                {"username":"airshed","password":"throw-away","org":"%s","bucket":"%s","token":"%s"}"""
                .formatted(ORGANISATION, BUCKET, TOKEN), Map.of()).ok();
        return influxd;
    }

    private ChildProcess launch() {
        return ChildProcess.start("influxd",
                List.of(binary.toString(), "--bolt-path", folder.resolve("bolt").toString(), "--sqlite-path",
                        folder.resolve("sqlite").toString(), "--engine-path", folder.resolve("engine").toString(),
                        "--http-bind-address", "127.0.0.1:" + port, "--reporting-disabled", "--log-level", "warn"),
                folder, folder.resolve("influxd.log"));
    }

    /** Waits until it says that it is well. */
    public void awaitReady() {
        process.await("influxd's health", Duration.ofMinutes(1), () -> Http.healthy(url("/health")));
    }

    /** SIGKILL. */
    public void kill() {
        process.kill();
    }

    /** Starts it again on the same folder and port; does not wait. */
    public void restart() {
        process = launch();
    }

    public ChildProcess process() {
        return process;
    }

    /** Its address without a path. */
    public String address() {
        return "http://127.0.0.1:" + port;
    }

    /** Writes the token into a file, for those who read it from one. */
    public Path tokenFile() {
        try {
            return Files.writeString(folder.resolve("token"), TOKEN + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the token file", e);
        }
    }

    /** Makes one more bucket. */
    public void createBucket(String name) {
        String organisations = Http.get(url("/api/v2/orgs?org=" + ORGANISATION), authorisation()).ok();
        // {"orgs":[{"links":{…},"id":"0123456789abcdef",…
        String id = organisations.replaceAll("(?s).*?\"id\":\\s*\"([0-9a-f]{16})\".*", "$1");
        Http.post(url("/api/v2/buckets"), "{\"orgID\":\"" + id + "\",\"name\":\"" + name + "\"}", authorisation()).ok();
    }

    /** Answer of an InfluxQL query as CSV with times in milliseconds: name,tags,time,field… */
    public String query(String bucket, String influxQl) {
        URI address = url("/query?epoch=ms&db=" + encode(bucket) + "&q=" + encode(influxQl));
        return Http.get(address, Map.of("Authorization", "Token " + TOKEN, "Accept", "application/csv")).ok();
    }

    /** How many points of {@code air} hold that field, of stations with that prefix, over all times a reading can have. */
    public long count(String bucket, String field, String stationPrefix) {
        String csv = query(bucket,
                "SELECT count(\"" + field + "\") FROM \"air\" WHERE \"station\" =~ /^" + stationPrefix
                        + "-/ AND time >= '1990-01-01T00:00:00Z' AND time < '2100-01-01T00:00:00Z'");
        List<String> lines = csv.lines().toList();
        if (lines.size() < 2) {
            return 0;
        }
        String last = lines.get(1);
        return Long.parseLong(last.substring(last.lastIndexOf(',') + 1));
    }

    private URI url(String path) {
        return URI.create(address() + path);
    }

    private static Map<String, String> authorisation() {
        return Map.of("Authorization", "Token " + TOKEN);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.close();
    }
}
