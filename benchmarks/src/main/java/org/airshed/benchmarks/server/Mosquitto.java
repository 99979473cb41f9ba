package org.airshed.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.airshed.benchmarks.process.ChildProcess;
import org.airshed.benchmarks.process.Ports;

/** A real Mosquitto on loopback that trusts everybody and bounds nothing. */
public final class Mosquitto implements AutoCloseable {
    private final int port;
    private final ChildProcess process;

    private Mosquitto(int port, ChildProcess process) {
        this.port = port;
        this.process = process;
    }

    /** Starts it and waits until it takes connections. */
    public static Mosquitto start(Path binary, Path folder) {
        int port = Ports.free();
        Path settings = folder.resolve("mosquitto.conf");
        try {
            Files.createDirectories(folder);
            Files.writeString(settings, """
                    listener %d 127.0.0.1
                    allow_anonymous true
                    max_inflight_messages 0
                    max_queued_messages 0
                    persistence false
                    """.formatted(port));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + settings, e);
        }
        ChildProcess process = ChildProcess.start("mosquitto", List.of(binary.toString(), "-c", settings.toString()),
                folder,
                folder.resolve("mosquitto.log"));
        process.await("mosquitto's listener", Duration.ofSeconds(20), () -> Ports.answers(port));
        return new Mosquitto(port, process);
    }

    public int port() {
        return port;
    }

    public ChildProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
