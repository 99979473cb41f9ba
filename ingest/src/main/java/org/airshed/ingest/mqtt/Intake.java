package org.airshed.ingest.mqtt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.admission.Admission;
import org.airshed.ingest.admission.Admitted;
import org.airshed.ingest.admission.Sender;
import org.airshed.ingest.admission.SubmissionFrame;
import org.airshed.journal.Journal;
import org.airshed.journal.JournalFullException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A submission's way from the wire into the journal: admitted, encoded as one frame, appended. Says once when the
 * journal stops taking and once when it takes again.
 *
 * <p>Threads: any. Durability: the frame is safe once the journal's {@code committed()} has reached its position.
 */
final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Admission admission;
    private final Journal journal;
    private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();

    Intake(Admission admission, Journal journal) {
        this.admission = admission;
        this.journal = journal;
    }

    /**
     * A submission that the journal took.
     *
     * @param position it is on disk once the journal has committed up to here
     * @param bytes of its frame
     * @param refused whether nothing of it could be accepted: its frame holds the dead letter
     */
    record Taken(long position, int bytes, boolean refused) {}

    /** Takes a submission; null where the journal takes nothing now: to be tried again, in order. */
    @Nullable
    Taken take(StationId station, ByteBuffer payload, Sender sender) {
        Admitted admitted = admission.admit(station, payload, sender);
        ByteBuffer frame = SubmissionFrame.encode(admitted);
        try {
            int bytes = frame.remaining();
            long position = journal.append(frame);
            if (trouble.get() != null) {
                String was = trouble.getAndSet(null);
                if (was != null) {
                    LOG.info("the journal takes submissions again");
                }
            }
            return new Taken(position, bytes, admitted.wholeRefused());
        } catch (JournalFullException e) {
            report("the journal is full: nothing is acknowledged and nothing is read until the store has caught up ("
                    + e.getMessage() + ")");
        } catch (IOException e) {
            report("the journal failed: nothing is acknowledged and nothing is read; once the disk is sound again,"
                    + " restart the ingest tier (" + e.getMessage() + ")");
        }
        return null;
    }

    /** Everything before this position is on disk. */
    long committed() {
        return journal.committed();
    }

    /** Forces what was taken; returns how far the disk is, which a failed journal leaves where it was. */
    long commit() {
        try {
            journal.commit();
        } catch (IOException e) {
            report("the journal could not be forced: what was not acknowledged will be sent again (" + e.getMessage()
                    + ")");
        }
        return journal.committed();
    }

    /** Why the journal takes nothing at the moment; null while it does. */
    @Nullable
    String trouble() {
        IOException failure = journal.failure();
        return failure != null ? "the journal failed: " + failure.getMessage() : trouble.get();
    }

    private void report(String sentence) {
        if (trouble.getAndSet(sentence) == null) {
            LOG.error(sentence);
        }
    }
}
