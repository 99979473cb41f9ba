package org.airshed.ingest.series;

import java.time.Duration;
import java.util.List;

/** What came of a {@link SeriesStore#write}, and with it what to do next. */
public sealed interface WriteOutcome {
    /**
     * All readings are stored and the store's position has moved past them.
     *
     * @param altered readings whose key was there already with another value; 0 where the store cannot tell
     */
    record Stored(long altered) implements WriteOutcome {}

    /**
     * Nothing is certain to be stored and the position has not moved; the same batch is to be written again, which is
     * harmless.
     *
     * @param reason a sentence for the operator, with the command that mends it where there is one
     */
    record TryLater(Duration atLeast, String reason) implements WriteOutcome {}

    /**
     * All but these are stored; the position has not moved. Once they are on disk elsewhere, call
     * {@link SeriesStore#acknowledge}.
     */
    record Rejected(List<Rejection> rejected, long altered) implements WriteOutcome {
        public Rejected {
            rejected = List.copyOf(rejected);
        }
    }
}
