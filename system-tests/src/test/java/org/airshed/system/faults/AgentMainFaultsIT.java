package org.airshed.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.airshed.benchmarks.process.ChildProcess;
import org.airshed.benchmarks.process.JavaCommand;
import org.airshed.benchmarks.process.Waiting;
import org.airshed.benchmarks.server.AirshedIngest;
import org.airshed.contract.reading.Reading;
import org.airshed.system.Drained;
import org.airshed.system.faults.AgentProcess.Simulated;
import org.airshed.system.ledger.Ledger;
import org.airshed.system.ledger.StoredReadings;
import org.airshed.system.tap.Meddler;
import org.airshed.system.tap.Meddler.Step;
import org.airshed.system.tap.MqttTap;
import org.airshed.system.tap.Submission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The agent itself, from chips to MQTT, is killed at random moments, and now and then the ingest tier under it. What its
 * spools held after a kill must be stored, with its value, once; nothing may be stored that was not sent, nothing sent
 * that was not spooled, and every entry is sent in the same bytes each time, numbered without a gap.
 */
class AgentMainFaultsIT {
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final Duration DRAIN = Duration.ofMinutes(1);
    private static final Duration AIMED_WITHIN = Duration.ofSeconds(3);
    private static final int MOST_DRAINS = 5;
    private static final int FRESH_SUBMISSIONS = 20;
    private static final Duration SHORT_COMMITS = Duration.ofMillis(100);
    private static final Duration LONG_COMMITS = Duration.ofSeconds(1);
    private static final List<Simulated> STATIONS = List.of(new Simulated("street-1", "outdoor", SHORT_COMMITS),
            new Simulated("street-2", "outdoor", LONG_COMMITS), new Simulated("street-3", "outdoor", LONG_COMMITS),
            new Simulated("street-4", "outdoor", LONG_COMMITS), new Simulated("school-1", "classroom", SHORT_COMMITS),
            new Simulated("school-2", "classroom", LONG_COMMITS), new Simulated("broken-1", "broken", SHORT_COMMITS),
            new Simulated("broken-2", "broken", LONG_COMMITS));

    @TempDir
    private Path folder = Path.of("");

    @Test
    void killedAgentLosesAltersAndInventsNothingFromChipToStore() throws IOException {
        Kills kills = Kills.share("agent with simulated chips", 3);
        try (AirshedIngest ingest = AirshedIngest.start(JavaCommand.standard(), folder.resolve("data"));
                MqttTap tap = MqttTap.before(ingest.mqtt(), Meddler.NONE)) {
            AgentProcess agent = AgentProcess.sendingTo(tap.port(), folder.resolve("agent"),
                    STATIONS);
            AgentAccount account = new AgentAccount(agent, folder.resolve("copies"));
            for (int count = 0; count < kills.count(); count++) {
                kill(agent, account, tap, ingest, kills.random());
                account.readSpools();
                if (kills.random().nextInt(5) == 0) {
                    endProperly(agent);
                    account.readSpools();
                }
            }
            drain(agent, account, tap, ingest);
            AgentAccount.Verdict verdict = account.compare(tap.recording(), stored(ingest), station -> true);
            System.out.println("faults: agent with simulated chips: " + tap.recording().publishes() + " PUBLISHes of "
                    + tap.recording().published().size() + " submissions; " + verdict.store());
            assertThat(verdict.complaints()).isEmpty();
            assertThat(verdict.store().clean()).as(verdict.toString()).isTrue();
            assertThat(account.spooled()).extracting(Submission.Id::station)
                    .containsAll(STATIONS.stream().map(Simulated::id).toList());
            // Without sending again after a kill there would be nothing to see here.
            assertThat(tap.recording().publishes()).isGreaterThan(account.spooled().size());
        }
    }

    /** The same harness, the same account: what is planted on the way or in a spool does not get past them. */
    @Test
    void aLossAChangeAndAnInventionAreEachFoundWhereTheyWerePlanted() throws IOException {
        AtomicBoolean deaf = new AtomicBoolean(true);
        // By its number, so that it is planted again whenever the entry is sent again: sending again heals.
        Meddler meddler = submission -> {
            boolean second = submission.id().orElseThrow().sequence() == 2;
            return switch (submission.station().text()) {
                case "lost-1" -> second ? new Step.Swallow() : new Step.Pass();
                case "changed-1" -> second ? new Step.Change(withOtherValue(submission)) : new Step.Pass();
                case "invented-1" -> second ? new Step.Invent(aMillisecondLater(submission)) : new Step.Pass();
                case "cut-1" -> deaf.get() ? new Step.Hold() : new Step.Pass();
                default -> new Step.Pass();
            };
        };
        try (AirshedIngest ingest = AirshedIngest.start(JavaCommand.standard(), folder.resolve("data"));
                MqttTap tap = MqttTap.before(ingest.mqtt(), meddler)) {
            AgentProcess agent = AgentProcess.sendingTo(tap.port(), folder.resolve("agent"),
                    Stream.of("lost-1", "changed-1", "invented-1", "cut-1", "clean-1")
                            .map(id -> new Simulated(id, "outdoor", SHORT_COMMITS)).toList());
            AgentAccount account = new AgentAccount(agent, folder.resolve("copies"));
            try (ChildProcess process = agent.start()) {
                process.await("two submissions of each station", START, () -> tap.recording().published().keySet()
                        .stream().filter(id -> id.sequence() == 2).count() == agent.stations().size());
                process.kill();
            }
            account.readSpools();
            delete(agent.of("cut-1").resolve("spool"));
            deaf.set(false);
            drain(agent, account, tap, ingest);

            Ledger.Stored stored = stored(ingest);
            AgentAccount.Verdict lost = account.compare(tap.recording(), stored, "lost-1"::equals);
            AgentAccount.Verdict changed = account.compare(tap.recording(), stored, "changed-1"::equals);
            AgentAccount.Verdict invented = account.compare(tap.recording(), stored, "invented-1"::equals);
            AgentAccount.Verdict cut = account.compare(tap.recording(), stored, "cut-1"::equals);
            AgentAccount.Verdict clean = account.compare(tap.recording(), stored, "clean-1"::equals);
            assertThat(lost.store().missing()).as(lost.toString()).isNotEmpty();
            assertThat(changed.store().altered()).as(changed.toString()).hasSize(1);
            assertThat(invented.store().phantom()).as(invented.toString()).hasSize(1);
            assertThat(cut.store().missing()).as(cut.toString()).isNotEmpty();
            assertThat(cut.complaints()).as(cut.toString()).isNotEmpty();
            assertThat(clean.clean()).as(clean.toString()).isTrue();
            assertThat(clean.store().promised()).isPositive();
            // Each for its own reason and no other.
            assertThat(List.of(lost.store().altered(), lost.store().phantom(), changed.store().missing(),
                    changed.store().phantom(), invented.store().missing(), invented.store().altered()))
                    .allMatch(List::isEmpty);
        }
    }

    /** Starts it and kills it: while it starts, after so many PUBLISHes, or at any time after that. */
    private static void kill(AgentProcess agent, AgentAccount account, MqttTap tap, AirshedIngest ingest,
            Random random) {
        long before = tap.recording().publishes();
        try (ChildProcess process = agent.start()) {
            switch (random.nextInt(4)) {
                case 0 -> Waiting.pause(Duration.ofMillis(random.nextInt(1_500)));
                case 1 -> {
                    process.awaitOutput("ready", START);
                    Waiting.pause(Duration.ofMillis(random.nextInt(2_500)));
                }
                default -> {
                    // In the middle of what is sent again at once, or, where that is less, of what is sampled then.
                    int publishes = 1 + random.nextInt(account.spooled().size() + FRESH_SUBMISSIONS);
                    process.awaitOutput("ready", START);
                    Waiting.holdsWithin(AIMED_WITHIN, () -> tap.recording().publishes() >= before + publishes);
                }
            }
            if (random.nextInt(4) == 0) {
                ingest.kill();
                ingest.restart();
                Waiting.pause(Duration.ofMillis(random.nextInt(2_000)));
            }
            assertThat(process.alive()).as(process.output()).isTrue();
            process.kill();
        }
    }

    /** Once in a while, so that a later start begins in the middle of the spool and not at its beginning. */
    private static void endProperly(AgentProcess agent) {
        try (ChildProcess process = agent.start()) {
            process.awaitOutput("ready", START);
            // 143 is what a JVM reports that ended on SIGTERM, after its shutdown hooks.
            assertThat(process.stop(STOP)).as(process.output()).isIn(0, 143);
        }
    }

    /** Runs the agent until everything that its spools were ever seen to hold, its own last entries too, is acknowledged. */
    private static void drain(AgentProcess agent, AgentAccount account, MqttTap tap, AirshedIngest ingest)
            throws IOException {
        ingest.awaitReady();
        for (int drains = 0; drains < MOST_DRAINS; drains++) {
            try (ChildProcess last = agent.start()) {
                last.awaitOutput("ready", START);
                last.await("the PUBACK of every entry", DRAIN,
                        () -> tap.recording().acknowledgedAll(account.spooled()));
                assertThat(last.stop(STOP)).as(last.output()).isIn(0, 143);
            }
            account.readSpools();
            if (tap.recording().acknowledgedAll(account.spooled())) {
                return;
            }
        }
        throw new IllegalStateException("after " + MOST_DRAINS + " ends without a kill something is still not sent");
    }

    private static Ledger.Stored stored(AirshedIngest ingest) {
        Drained.await(ingest);
        return Drained.without(StoredReadings.throughApi(ingest));
    }

    private static List<Reading> withOtherValue(Submission submission) {
        List<Reading> readings = new ArrayList<>(submission.readings());
        Reading first = readings.getFirst();
        readings.set(0, new Reading(first.station(), first.sensor(), first.property(), first.phenomenonTimeMillis(),
                first.value() + 1));
        return readings;
    }

    private static List<Reading> aMillisecondLater(Submission submission) {
        Reading first = submission.readings().getFirst();
        return List.of(new Reading(first.station(), first.sensor(), first.property(),
                first.phenomenonTimeMillis() + 1, first.value()));
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
