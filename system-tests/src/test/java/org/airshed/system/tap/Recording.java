package org.airshed.system.tap;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What went by between agent and server: each submission as the agent sent it first, which of them were answered, and
 * what should not happen.
 *
 * <p>Threads: any.
 */
public final class Recording {
    private final Map<Submission.Id, Submission> published = new LinkedHashMap<>();
    private final Map<Submission.Id, ByteBuffer> payloads = new LinkedHashMap<>();
    private final Set<Submission.Id> acknowledged = new HashSet<>();
    private final List<Complaint> complaints = new ArrayList<>();
    private final AtomicLong publishes = new AtomicLong();

    synchronized void published(Submission submission, Submission.Id id, ByteBuffer payload) {
        publishes.incrementAndGet();
        published.putIfAbsent(id, submission);
        ByteBuffer before = payloads.putIfAbsent(id, payload);
        if (before != null && !before.equals(payload)) {
            complaints.add(Complaint.about(id, "was sent again with other bytes"));
        }
    }

    synchronized void answered(Submission.Id id, int reasonCode) {
        if (reasonCode == 0) {
            acknowledged.add(id);
        } else {
            complaints.add(Complaint.about(id, "was answered with 0x" + Integer.toHexString(reasonCode)));
        }
    }

    synchronized void complain(String what) {
        complaints.add(new Complaint("", what));
    }

    /** How many PUBLISHes with readings went by, the same one again counted again. */
    public long publishes() {
        return publishes.get();
    }

    /** Every submission that went by. */
    public synchronized Map<Submission.Id, Submission> published() {
        return Map.copyOf(published);
    }

    /** The bytes in which it went by first. */
    public synchronized Map<Submission.Id, ByteBuffer> payloads() {
        return Map.copyOf(payloads);
    }

    /** Those of which the server has said 0x00. */
    public synchronized Set<Submission.Id> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /** Whether the server has said 0x00 of all of these. */
    public synchronized boolean acknowledgedAll(Collection<Submission.Id> ids) {
        return acknowledged.containsAll(ids);
    }

    /** What went by and should not have. */
    public synchronized List<Complaint> complaints() {
        return List.copyOf(complaints);
    }
}
