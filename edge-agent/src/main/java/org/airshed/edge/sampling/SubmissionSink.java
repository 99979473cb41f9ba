package org.airshed.edge.sampling;

import java.io.IOException;
import java.util.List;
import org.airshed.edge.spool.SpoolEntry.SampledValue;

/** Takes what is to become one submission. */
@FunctionalInterface
public interface SubmissionSink {
    /**
     * @param values at least one
     * @param writtenNanos monotonic time now
     */
    void submit(List<SampledValue> values, long writtenNanos) throws IOException;
}
