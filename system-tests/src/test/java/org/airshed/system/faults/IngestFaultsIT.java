package org.airshed.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.airshed.benchmarks.mqtt.LoadClient;
import org.airshed.benchmarks.mqtt.LoadSettings;
import org.airshed.benchmarks.mqtt.SyntheticReadings;
import org.airshed.benchmarks.process.JavaCommand;
import org.airshed.benchmarks.process.Waiting;
import org.airshed.benchmarks.server.AirshedIngest;
import org.airshed.benchmarks.server.Influxd;
import org.airshed.system.Drained;
import org.airshed.system.Needs;
import org.airshed.system.Promises;
import org.airshed.system.ledger.Ledger;
import org.airshed.system.ledger.StoredReadings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 200,000 readings flow in while the ingest tier or its database is killed at random moments, sometimes again while it is
 * still starting. What got a PUBACK must be stored, with its value, once; what was never sent must not be.
 */
class IngestFaultsIT {
    private static final int CONNECTIONS = 10;
    private static final int PER_SUBMISSION = 10;
    private static final int READINGS = 200_000;
    private static final Duration FLOW = Duration.ofMinutes(5);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void killedIngestLosesAltersAndInventsNothingInTheEmbeddedStore() {
        Kills kills = Kills.share("ingest on the embedded store", 2);
        try (AirshedIngest ingest = AirshedIngest.start(JavaCommand.standard(), folder.resolve("data"))) {
            Promises promises = flow(ingest, 5, kills, () -> {
                ingest.kill();
                ingest.restart();
                killAgainWhileStarting(ingest, kills);
            });
            Drained.await(ingest);
            restart(ingest);
            Ledger.Verdict verdict = promises.ledger().compare(Drained.without(StoredReadings.throughApi(ingest)));
            assertThat(verdict.clean()).as(verdict.toString()).isTrue();
            assertThat(verdict.promised()).isEqualTo(READINGS);
        }
    }

    @Test
    void killedIngestLosesAltersAndInventsNothingInInfluxDb() {
        Kills kills = Kills.share("ingest on InfluxDB", 1);
        try (Influxd influxd = Influxd.start(Needs.tool("influxd"), folder.resolve("influxd"));
                AirshedIngest ingest = AirshedIngest.start(JavaCommand.standard(), folder.resolve("data"),
                        AirshedIngest.into(influxd, Influxd.BUCKET))) {
            Promises promises = flow(ingest, 4, kills, () -> {
                ingest.kill();
                ingest.restart();
                killAgainWhileStarting(ingest, kills);
            });
            Drained.await(ingest);
            assertClean(promises, influxd);
        }
    }

    @Test
    void killedInfluxdLosesAltersAndInventsNothing() {
        Kills kills = Kills.share("influxd", 1);
        try (Influxd influxd = Influxd.start(Needs.tool("influxd"), folder.resolve("influxd"));
                AirshedIngest ingest = AirshedIngest.start(JavaCommand.standard(), folder.resolve("data"),
                        AirshedIngest.into(influxd, Influxd.BUCKET))) {
            Promises promises = flow(ingest, 5, kills, () -> {
                influxd.kill();
                Waiting.pause(Duration.ofMillis(kills.random().nextInt(1_500)));
                influxd.restart();
            });
            influxd.awaitReady();
            Drained.await(ingest);
            assertClean(promises, influxd);
        }
    }

    /** The same harness, the same ledger: a position that moves before the database has answered does not get past them. */
    @Test
    void movingThePositionBeforeTheStoreHasAnsweredIsCaught() {
        Kills kills = Kills.share("ingest whose position runs ahead of the store, planted", 1);
        try (Influxd influxd = Influxd.start(Needs.tool("influxd"), folder.resolve("influxd"));
                AirshedIngest ingest = AirshedIngest.startVariant(JavaCommand.standard(), HastyIngest.class.getName(),
                        folder.resolve("data"), AirshedIngest.into(influxd, Influxd.BUCKET))) {
            Promises promises = flow(ingest, 5, kills, () -> {
                // While the database is away nothing is answered, and a delivery round (a second at most) comes for sure.
                influxd.kill();
                Waiting.pause(Duration.ofMillis(2_500));
                ingest.kill();
                influxd.restart();
                influxd.awaitReady();
                ingest.restart();
            });
            Drained.await(ingest, last -> influxd.count(Influxd.BUCKET, SyntheticReadings.PROPERTY, last) > 0);
            Ledger.Verdict verdict = verdict(promises, influxd);
            assertThat(verdict.missing()).as(verdict.toString()).isNotEmpty();
        }
    }

    private static void assertClean(Promises promises, Influxd influxd) {
        Ledger.Verdict verdict = verdict(promises, influxd);
        assertThat(verdict.clean()).as(verdict.toString()).isTrue();
        assertThat(verdict.promised()).isEqualTo(READINGS);
    }

    private static Ledger.Verdict verdict(Promises promises, Influxd influxd) {
        return promises.ledger().compare(StoredReadings.fromInflux(influxd, Influxd.BUCKET, promises.stations(),
                SyntheticReadings.SENSOR, SyntheticReadings.PROPERTY));
    }

    /** Publishes all readings, kills on the way, and returns when everything is acknowledged. */
    private static Promises flow(AirshedIngest ingest, int version, Kills kills, Runnable kill) {
        SyntheticReadings readings = new SyntheticReadings("load", 1_767_225_600_000L, PER_SUBMISSION);
        Promises promises = new Promises(readings, CONNECTIONS);
        long submissions = READINGS / PER_SUBMISSION / CONNECTIONS;
        LoadSettings settings = new LoadSettings(ingest.mqtt(), version, "load-", CONNECTIONS, 20, 0, submissions,
                Duration.ofMillis(50));
        try (LoadClient client = LoadClient.start(settings, promises)) {
            kills.during(client::acknowledged, submissions * CONNECTIONS, FLOW, kill);
            client.awaitDone(FLOW);
        }
        assertThat(promises.refused()).isZero();
        return promises;
    }

    private static void killAgainWhileStarting(AirshedIngest ingest, Kills kills) {
        if (kills.random().nextInt(4) == 0) {
            Waiting.pause(Duration.ofMillis(kills.random().nextInt(1_500)));
            ingest.kill();
            ingest.restart();
        }
    }

    private static void restart(AirshedIngest ingest) {
        ingest.awaitReady();
        ingest.stop();
        ingest.restart();
        ingest.awaitReady();
    }
}
