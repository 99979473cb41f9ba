package org.airshed.benchmarks.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.airshed.benchmarks.process.ChildProcess;
import org.airshed.benchmarks.process.JavaCommand;
import org.airshed.benchmarks.process.Ports;

/** Airshed's ingest tier as a process: started, killed and started again on the same folder and ports. */
public final class AirshedIngest implements AutoCloseable {
    /** The main class of the product. */
    public static final String MAIN = "org.airshed.ingest.app.IngestMain";

    private static final Duration START = Duration.ofMinutes(1);

    private final JavaCommand java;
    private final String mainClass;
    private final Path data;
    private final List<String> options;
    private final int http = Ports.free();
    private final int mqtt = Ports.free();
    private ChildProcess process;

    private AirshedIngest(JavaCommand java, String mainClass, Path data, List<String> options) {
        this.java = java;
        this.mainClass = mainClass;
        this.data = data;
        this.options = List.copyOf(options);
        this.process = launch();
    }

    /** Starts it on the embedded store, or on what the options say, and waits until it is ready. */
    public static AirshedIngest start(JavaCommand java, Path data, String... options) {
        return startVariant(java, MAIN, data, options);
    }

    /** Starts another main class that takes the same arguments. */
    public static AirshedIngest startVariant(JavaCommand java, String mainClass, Path data, String... options) {
        AirshedIngest ingest = new AirshedIngest(java, mainClass, data, List.of(options));
        ingest.awaitReady();
        return ingest;
    }

    /** The options that make it write into an influxd. */
    public static String[] into(Influxd influxd, String bucket) {
        return new String[]{"--influx", influxd.address(), "--influx-org", Influxd.ORGANISATION, "--influx-bucket",
                bucket,
                "--influx-token-file", influxd.tokenFile().toString()};
    }

    private ChildProcess launch() {
        List<String> arguments = new ArrayList<>(
                List.of("ingest", "--data", data.toString(), "--http", Integer.toString(http),
                        "--mqtt", Integer.toString(mqtt)));
        arguments.addAll(options);
        return ChildProcess.start("ingest", java.without("edge-agent").run(mainClass, arguments), data,
                data.resolve("ingest.log"));
    }

    /** Waits until it says that it is ready to take readings. */
    public void awaitReady() {
        process.await("the ingest tier's readiness", START, () -> Http.healthy(api("/health/ready")));
    }

    /** SIGKILL. */
    public void kill() {
        process.kill();
    }

    /** Starts it again on the same folder and ports; does not wait. */
    public void restart() {
        process = launch();
    }

    /** SIGTERM, and waits for its orderly end. */
    public void stop() {
        int code = process.stop(Duration.ofMinutes(1));
        // 143 is what a JVM reports that ended on SIGTERM, after its shutdown hooks.
        if (code != 0 && code != 143) {
            throw new IllegalStateException("the ingest tier ended with exit code " + code + ":\n" + process.output());
        }
    }

    public ChildProcess process() {
        return process;
    }

    public Path data() {
        return data;
    }

    public int mqttPort() {
        return mqtt;
    }

    public int httpPort() {
        return http;
    }

    /** Where MQTT clients connect. */
    public InetSocketAddress mqtt() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), mqtt);
    }

    /** An address of its HTTP side. */
    public URI api(String path) {
        return URI.create("http://localhost:" + http + path);
    }

    @Override
    public void close() {
        process.close();
    }
}
