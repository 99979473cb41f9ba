package org.airshed.benchmarks.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.airshed.benchmarks.mqtt.SyntheticReadings;
import org.airshed.benchmarks.process.ChildProcess;
import org.airshed.benchmarks.server.Influxd;
import org.airshed.benchmarks.server.Mosquitto;
import org.airshed.benchmarks.server.Telegraf;

/** Mosquitto and Telegraf, tuned for speed: line protocol in, nothing on disk before a PUBACK. */
final class PeerContender implements Contender {
    private final Mosquitto broker;
    private final Telegraf telegraf;
    private final String bucket;

    private PeerContender(Mosquitto broker, Telegraf telegraf, String bucket) {
        this.broker = broker;
        this.telegraf = telegraf;
        this.bucket = bucket;
    }

    static PeerContender start(Path mosquitto, Path telegraf, Path folder, Influxd influxd, String bucket) {
        Mosquitto broker = Mosquitto.start(mosquitto, folder);
        return new PeerContender(broker,
                Telegraf.start(telegraf, folder, broker, influxd, bucket, "airshed/1/+/readings"),
                bucket);
    }

    @Override
    public String name() {
        return "Mosquitto + Telegraf";
    }

    @Override
    public InetSocketAddress mqtt() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), broker.port());
    }

    @Override
    public String bucket() {
        return bucket;
    }

    @Override
    public Map<String, ChildProcess> processes() {
        return Map.of("mosquitto", broker.process(), "telegraf", telegraf.process());
    }

    @Override
    public void payload(SyntheticReadings readings, int connection, long submission, ByteBuffer into) {
        readings.lines(connection, submission, into);
    }

    @Override
    public void close() {
        telegraf.close();
        broker.close();
    }
}
