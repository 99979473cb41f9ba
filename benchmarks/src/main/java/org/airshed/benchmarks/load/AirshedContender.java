package org.airshed.benchmarks.load;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.airshed.benchmarks.mqtt.SyntheticReadings;
import org.airshed.benchmarks.process.ChildProcess;
import org.airshed.benchmarks.process.JavaCommand;
import org.airshed.benchmarks.server.AirshedIngest;
import org.airshed.benchmarks.server.Influxd;

/** Airshed's ingest tier as it ships: SenML in, on disk before each PUBACK, delivery into the influxd. */
final class AirshedContender implements Contender {
    private final AirshedIngest ingest;
    private final String bucket;

    private AirshedContender(AirshedIngest ingest, String bucket) {
        this.ingest = ingest;
        this.bucket = bucket;
    }

    static AirshedContender start(JavaCommand java, Path folder, Influxd influxd, String bucket) {
        return new AirshedContender(AirshedIngest.start(java, folder, AirshedIngest.into(influxd, bucket)), bucket);
    }

    @Override
    public String name() {
        return "Airshed";
    }

    @Override
    public InetSocketAddress mqtt() {
        return ingest.mqtt();
    }

    @Override
    public String bucket() {
        return bucket;
    }

    @Override
    public Map<String, ChildProcess> processes() {
        return Map.of("airshed", ingest.process());
    }

    @Override
    public void payload(SyntheticReadings readings, int connection, long submission, ByteBuffer into) {
        readings.senml(connection, submission, into);
    }

    /** SIGTERM, so that a recording of the JVM is written. */
    void stop() {
        ingest.stop();
    }

    @Override
    public void close() {
        ingest.close();
    }
}
