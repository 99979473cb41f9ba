package org.airshed.ingest.delivery;

import java.io.IOException;
import java.util.List;
import org.airshed.contract.reading.Reading;

/** Told of readings before and after they reach the store. Threads: delivery. */
public interface Touched {
    /** For whoever keeps nothing beside the store. */
    Touched NOTHING = new Touched() {
        @Override
        public void before(List<Reading> readings) {}

        @Override
        public void after() {}
    };

    /**
     * These readings are about to be written. Called again, with the same ones, each time a batch is tried again.
     *
     * @throws IOException with a sentence: the batch is not written and is tried again later
     */
    void before(List<Reading> readings) throws IOException;

    /** The store has what it was last about to be given, save what it refused. */
    void after();
}
