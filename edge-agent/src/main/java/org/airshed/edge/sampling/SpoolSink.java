package org.airshed.edge.sampling;

import java.io.IOException;
import java.util.List;
import org.airshed.edge.spool.Spool;
import org.airshed.edge.spool.SpoolEntry.Sampled;
import org.airshed.edge.spool.SpoolEntry.SampledValue;
import org.airshed.journal.JournalFullException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Numbers a station's submissions and puts them into its spool. Threads: the sampling thread. */
public final class SpoolSink implements SubmissionSink {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolSink.class);

    private final Spool spool;
    private final String boot;
    private long sequence;
    private boolean full;
    private boolean begun;

    /** Goes on where this boot's numbers ended. */
    public SpoolSink(Spool spool, String boot) {
        this.spool = spool;
        this.boot = boot;
        this.sequence = spool.lastSequence();
    }

    @Override
    public void submit(List<SampledValue> values, long writtenNanos) throws IOException {
        sequence++;
        try {
            spool.append(new Sampled(boot, sequence, writtenNanos, values));
            full = false;
            if (!begun) {
                // One force more per start, so that a maker sees the first reading now and not a commit interval later.
                spool.commit();
                begun = true;
            }
        } catch (JournalFullException e) {
            // The disk is full of other things. The gap in the numbers shows what was lost.
            if (!full) {
                LOG.error("disk full, samples are lost boot={}: {}", boot, e.getMessage());
            }
            full = true;
        }
    }
}
