package org.airshed.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.airshed.benchmarks.mqtt.SyntheticReadings;
import org.airshed.benchmarks.process.ChildProcess;
import org.airshed.benchmarks.process.JavaCommand;
import org.airshed.benchmarks.process.Waiting;
import org.airshed.benchmarks.server.AirshedIngest;
import org.airshed.system.Drained;
import org.airshed.system.ledger.Key;
import org.airshed.system.ledger.Ledger;
import org.airshed.system.ledger.StoredReadings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The agent is killed at random moments, and now and then the ingest tier under it. What its spool had committed must be
 * stored, with its value, once; what it never sampled must not be.
 */
class AgentFaultsIT {
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration DRAIN = Duration.ofMinutes(3);
    private static final int LAST_ENTRIES = 500;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void killedAgentLosesAltersAndInventsNothing() throws IOException {
        Kills kills = Kills.share("agent", 2);
        try (AirshedIngest ingest = AirshedIngest.start(JavaCommand.standard(), folder.resolve("data"))) {
            Ledger.Verdict verdict = killed(kills, ingest, LedgerAgent.class, true);
            assertThat(verdict.clean()).as(verdict.toString()).isTrue();
            assertThat(verdict.promised()).isGreaterThan(LAST_ENTRIES * LedgerAgent.READINGS.perSubmission());
        }
    }

    /** The same harness, the same ledger: an uplink that releases before the PUBACK does not get past them. */
    @Test
    void releasingBeforeThePubackIsCaught() throws IOException {
        Kills kills = Kills.share("agent that releases before the PUBACK, planted", 2);
        try (AirshedIngest ingest = AirshedIngest.start(JavaCommand.standard(), folder.resolve("data"))) {
            Ledger.Verdict verdict = killed(kills, ingest, HastyAgent.class, false);
            assertThat(verdict.missing()).as(verdict.toString()).isNotEmpty();
        }
    }

    private Ledger.Verdict killed(Kills kills, AirshedIngest ingest, Class<?> agent, boolean ingestToo)
            throws IOException {
        Random random = kills.random();
        for (int count = 0; count < kills.count(); count++) {
            try (ChildProcess process = start(agent, ingest, 1_000_000)) {
                // One in four is killed before it is even connected.
                if (random.nextInt(4) > 0) {
                    process.awaitOutput("ready", START);
                }
                Waiting.pause(Duration.ofMillis(random.nextInt(1_500)));
                if (ingestToo && random.nextInt(3) == 0) {
                    ingest.kill();
                    ingest.restart();
                    Waiting.pause(Duration.ofMillis(random.nextInt(2_000)));
                }
                process.kill();
            }
        }
        ingest.awaitReady();
        try (ChildProcess last = start(agent, ingest, LAST_ENTRIES)) {
            assertThat(last.waitFor(DRAIN)).as(last.output()).isZero();
        }
        Drained.await(ingest);
        return ledger().compare(Drained.without(StoredReadings.throughApi(ingest)));
    }

    private ChildProcess start(Class<?> agent, AirshedIngest ingest, int entries) {
        List<String> command = JavaCommand.standard().without("ingest").run(agent.getName(),
                List.of(folder.resolve("agent").toString(), Integer.toString(ingest.mqttPort()),
                        Integer.toString(entries)));
        return ChildProcess.start("agent", command, folder.resolve("agent"), folder.resolve("agent.log"));
    }

    private Ledger ledger() throws IOException {
        AgentLedger.Account account = AgentLedger.read(folder.resolve("agent/ledger"));
        Ledger ledger = new Ledger();
        for (long number : account.about()) {
            for (int index = 0; index < LedgerAgent.READINGS.perSubmission(); index++) {
                long reading = number * LedgerAgent.READINGS.perSubmission() + index;
                Key key = Key.raw(LedgerAgent.STATION.text(), SyntheticReadings.SENSOR, SyntheticReadings.PROPERTY,
                        LedgerAgent.READINGS.timeMillis(reading));
                if (account.committed().contains(number)) {
                    ledger.promised(key, SyntheticReadings.value(reading));
                } else {
                    ledger.sent(key, SyntheticReadings.value(reading));
                }
            }
        }
        return ledger;
    }
}
