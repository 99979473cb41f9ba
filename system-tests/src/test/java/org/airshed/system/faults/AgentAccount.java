package org.airshed.system.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.airshed.contract.id.StationId;
import org.airshed.contract.reading.Reading;
import org.airshed.system.ledger.Ledger;
import org.airshed.system.tap.Complaint;
import org.airshed.system.tap.Recording;
import org.airshed.system.tap.Submission;

/**
 * What is known outside of an agent that is killed again and again: what its spools held after each end, and what went by
 * on its way to the ingest tier. Both must tell the same story, and the store's must follow from it.
 *
 * <p>Threads: not safe; use it from one.
 */
final class AgentAccount {
    private final AgentProcess agent;
    private final Path scratch;
    private final Map<Submission.Id, Submission> spooled = new LinkedHashMap<>();
    private final List<Complaint> changed = new ArrayList<>();
    private int copies;

    /** @param scratch for copies of spools */
    AgentAccount(AgentProcess agent, Path scratch) {
        this.agent = agent;
        this.scratch = scratch;
    }

    /** Takes in what the spools hold now; the agent must have ended. */
    void readSpools() throws IOException {
        copies++;
        for (AgentProcess.Simulated station : agent.stations()) {
            Path copy = Files.createDirectories(scratch.resolve(Integer.toString(copies)).resolve(station.id()));
            for (Submission submission : SpoolCopy.read(new StationId(station.id()), agent.of(station.id()), copy)) {
                Submission.Id id = submission.id().orElseThrow();
                Submission before = spooled.putIfAbsent(id, submission);
                if (before != null && !before.equals(submission)) {
                    changed.add(Complaint.about(id, "stood in the spool with other readings before"));
                }
            }
        }
    }

    /** Everything that the spools were seen to hold. */
    Set<Submission.Id> spooled() {
        return Set.copyOf(spooled.keySet());
    }

    /**
     * Compares spools, way and store.
     *
     * @param stations which stations to look at
     */
    Verdict compare(Recording recording, Ledger.Stored stored, Predicate<String> stations) {
        Map<Submission.Id, Submission> published = recording.published();
        Set<Submission.Id> acknowledged = recording.acknowledged();
        Ledger ledger = new Ledger();
        published.forEach((id, submission) -> {
            if (stations.test(id.station())) {
                enter(ledger, submission, acknowledged.contains(id));
            }
        });
        spooled.forEach((id, submission) -> {
            if (stations.test(id.station())) {
                enter(ledger, submission, true);
            }
        });
        Ledger.Stored theirs = Ledger.Stored.empty();
        stored.values().forEach((key, value) -> {
            if (stations.test(key.station())) {
                theirs.add(key, value);
            }
        });
        theirs.doubled().addAll(stored.doubled().stream().filter(key -> stations.test(key.station())).toList());
        return new Verdict(ledger.compare(theirs), complaints(recording, stations));
    }

    private static void enter(Ledger ledger, Submission submission, boolean promised) {
        for (Reading reading : submission.readings()) {
            if (promised) {
                ledger.promised(Submission.key(reading), reading.value());
            } else {
                ledger.sent(Submission.key(reading), reading.value());
            }
        }
    }

    private List<Complaint> complaints(Recording recording, Predicate<String> stations) {
        List<Complaint> complaints = new ArrayList<>(changed);
        complaints.addAll(recording.complaints());
        Map<Submission.Id, ByteBuffer> payloads = recording.payloads();
        spooled.forEach((id, submission) -> {
            ByteBuffer payload = payloads.get(id);
            if (payload == null) {
                complaints.add(Complaint.about(id, "stood in the spool and was never sent"));
            } else if (!payload.equals(submission.payload())) {
                complaints.add(Complaint.about(id, "was sent with other bytes than entry and clock record give"));
            }
        });
        payloads.keySet().stream().filter(id -> !spooled.containsKey(id))
                .forEach(id -> complaints.add(Complaint.about(id, "was sent and never stood in the spool")));
        gaps(payloads.keySet(), complaints);
        return complaints.stream().filter(one -> one.station().isEmpty() || stations.test(one.station())).toList();
    }

    private record StationBoot(String station, String boot) {}

    /** What is lost before it is committed leaves no gap: the next entry has its number again. */
    private static void gaps(Set<Submission.Id> ids, List<Complaint> complaints) {
        Map<StationBoot, TreeSet<Long>> numbers = new LinkedHashMap<>();
        ids.forEach(id -> numbers.computeIfAbsent(new StationBoot(id.station(), id.boot()), boot -> new TreeSet<>())
                .add(id.sequence()));
        numbers.forEach((boot, sequence) -> {
            if (sequence.first() != 1 || sequence.last() != sequence.size()) {
                complaints.add(new Complaint(boot.station, boot + ": " + sequence.size()
                        + " submissions are numbered from " + sequence.first() + " to " + sequence.last()));
            }
        });
    }

    /**
     * The outcome.
     *
     * @param store spools and way against the store
     * @param complaints spools against way, and what went by that should not have
     */
    record Verdict(Ledger.Verdict store, List<Complaint> complaints) {
        boolean clean() {
            return store.clean() && complaints.isEmpty();
        }
    }
}
