package org.airshed.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.airshed.benchmarks.process.ChildProcess;

/** A real Telegraf that carries line protocol from a broker to an influxd, set up for speed and QoS 1. */
public final class Telegraf implements AutoCloseable {
    private final ChildProcess process;

    private Telegraf(ChildProcess process) {
        this.process = process;
    }

    /** Starts it and waits until it has subscribed. */
    public static Telegraf start(Path binary, Path folder, Mosquitto broker, Influxd influxd, String bucket,
            String topics) {
        Path settings = folder.resolve("telegraf.conf");
        try {
            Files.createDirectories(folder);
            Files.writeString(settings, """
                    [agent]
                      interval = "10s"
                      flush_interval = "1s"
                      metric_batch_size = 5000
                      metric_buffer_limit = 1000000
                      omit_hostname = true
                    [[inputs.mqtt_consumer]]
                      servers = ["tcp://127.0.0.1:%d"]
                      topics = ["%s"]
                      topic_tag = ""
                      qos = 1
                      client_id = "telegraf"
                      persistent_session = true
                      max_undelivered_messages = 50000
                      data_format = "influx"
                    [[outputs.influxdb_v2]]
                      urls = ["%s"]
                      token = "%s"
                      organization = "%s"
                      bucket = "%s"
                      content_encoding = "gzip"
                    """.formatted(broker.port(), topics, influxd.address(), Influxd.TOKEN, Influxd.ORGANISATION,
                    bucket));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + settings, e);
        }
        ChildProcess process = ChildProcess.start("telegraf",
                List.of(binary.toString(), "--config", settings.toString()), folder,
                folder.resolve("telegraf.log"));
        process.awaitOutput("Connected [tcp://127.0.0.1:" + broker.port(), Duration.ofSeconds(20));
        return new Telegraf(process);
    }

    public ChildProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
