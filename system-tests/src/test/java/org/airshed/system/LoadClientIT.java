package org.airshed.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import org.airshed.benchmarks.mqtt.LoadClient;
import org.airshed.benchmarks.mqtt.LoadSettings;
import org.airshed.benchmarks.mqtt.Submissions;
import org.airshed.benchmarks.mqtt.SyntheticReadings;
import org.airshed.benchmarks.server.Mosquitto;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client that keeps the account is itself held against a broker that is not ours. */
class LoadClientIT {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void everySubmissionIsAcknowledgedOnceByMosquittoToo(int version) {
        SyntheticReadings readings = new SyntheticReadings("load", 1_700_000_000_000L, 10);
        BitSet[] acknowledged = {new BitSet(), new BitSet(), new BitSet()};
        Submissions submissions = new Submissions() {
            @Override
            public String topic(int connection) {
                return "airshed/1/" + readings.station(connection) + "/readings";
            }

            @Override
            public void payload(int connection, long number, ByteBuffer into) {
                readings.senml(connection, number, into);
            }

            @Override
            public void acknowledged(int connection, long number, int reason, long nanos) {
                assertThat(reason).isLessThan(0x80);
                assertThat(acknowledged[connection].get((int) number)).isFalse();
                acknowledged[connection].set((int) number);
            }
        };
        try (Mosquitto broker = Mosquitto.start(Needs.tool("mosquitto"), folder)) {
            LoadSettings settings = new LoadSettings(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), broker.port()),
                    version, "load-", 3, 20, 0, 2_000, Duration.ofMillis(50));
            try (LoadClient client = LoadClient.start(settings, submissions)) {
                client.awaitDone(Duration.ofSeconds(30));
                assertThat(client.acknowledged()).isEqualTo(6_000);
                assertThat(client.losses()).isZero();
            }
        }
        for (BitSet mine : acknowledged) {
            assertThat(mine.cardinality()).isEqualTo(2_000);
        }
    }
}
