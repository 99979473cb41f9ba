package org.airshed.ingest.series.influx;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A real influxd on a free port of loopback, with its files in a folder of the test's. */
public final class Influxd implements AutoCloseable {
    public static final String ORG = "airshed";
    public static final String TOKEN = "test-token";

    private static final Duration READY = Duration.ofSeconds(60);

    private final Path folder;
    private final Path program;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable Process process;

    private Influxd(Path folder, Path program, int port) {
        this.folder = folder;
        this.program = program;
        this.port = port;
    }

    /** Starts one and sets it up; skips the test with a sentence where there is none on this machine. */
    public static Influxd start(Path folder) throws IOException, InterruptedException {
        Optional<Path> program = find();
        Assumptions.assumeTrue(program.isPresent(),
                "influxd is not here: run scripts/install-test-tools.sh, put it on the PATH"
                        + " or name it with -Dairshed.influxd=FILE");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Influxd influxd = new Influxd(folder, program.orElseThrow(), port);
        influxd.run();
        influxd.call("POST", "/api/v2/setup", "{\"username\":\"test\",\"password\":\"test-password\",\"org\":\"" + ORG
                + "\",\"bucket\":\"unused\",\"token\":\"" + TOKEN + "\"}");
        return influxd;
    }

    private static Optional<Path> find() {
        String named = System.getProperty("airshed.influxd");
        if (named != null && !named.isEmpty()) {
            return Optional.of(Path.of(named)).filter(Files::isExecutable);
        }
        for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
            Path path = Path.of(folder, "influxd");
            if (Files.isExecutable(path)) {
                return Optional.of(path);
            }
        }
        String tools = System.getenv("AIRSHED_TOOLS");
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base = tools != null
                ? Path.of(tools)
                : (cache != null ? Path.of(cache) : Path.of(System.getProperty("user.home"), ".cache"))
                        .resolve("airshed/tools");
        return Optional.of(base.resolve("influxd-v2.7.12/bin/influxd")).filter(Files::isExecutable);
    }

    /** Starts the process on the files that are there and waits until it is ready. */
    void run() throws IOException, InterruptedException {
        process = new ProcessBuilder(program.toString(), "--bolt-path", folder.resolve("bolt").toString(),
                "--sqlite-path",
                folder.resolve("sqlite").toString(), "--engine-path", folder.resolve("engine").toString(),
                "--http-bind-address", "127.0.0.1:" + port, "--reporting-disabled", "--log-level", "error")
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        long end = System.nanoTime() + READY.toNanos();
        while (!isReady()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IOException("influxd did not start: " + Files.readString(folder.resolve("log")));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return call("GET", "/health", null).contains("\"pass\"");
        } catch (IOException e) {
            return false; // it does not listen yet
        }
    }

    /** As the kernel would: no time to write anything. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Its address. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** @param retentionSeconds 0: for ever */
    public void makeBucket(String name, int retentionSeconds) throws IOException, InterruptedException {
        String orgs = call("GET", "/api/v2/orgs?org=" + ORG, null);
        String id = orgs.replaceAll("(?s).*?\"id\": ?\"([0-9a-f]{16})\".*", "$1");
        call("POST", "/api/v2/buckets", "{\"orgID\":\"" + id + "\",\"name\":\"" + name + "\",\"retentionRules\":["
                + (retentionSeconds == 0 ? "" : "{\"type\":\"expire\",\"everySeconds\":" + retentionSeconds + "}")
                + "]}");
    }

    /** Writes lines past the store under test. */
    void write(String bucket, String lines) throws IOException, InterruptedException {
        call("POST", "/api/v2/write?precision=ms&org=" + ORG + "&bucket=" + bucket, lines);
    }

    private String call(String method, String path, @Nullable String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url().resolve(path)).header("Authorization", "Token " + TOKEN)
                .timeout(Duration.ofSeconds(30)).method(method, body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(
                    method + " " + path + " was answered " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    @Override
    public void close() {
        http.close();
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
