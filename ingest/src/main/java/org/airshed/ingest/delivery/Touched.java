package org.airshed.ingest.delivery;

import java.io.IOException;
import java.util.List;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.admission.Admitted;

/** Told of readings before and after they reach the store. Threads: delivery. */
public interface Touched {
    /** For whoever keeps nothing beside the store. */
    Touched NOTHING = all(List.of());

    /** Tells each of these, in their order. */
    static Touched all(List<Touched> each) {
        return new Touched() {
            @Override
            public void arrived(List<Admitted> submissions) throws IOException {
                for (Touched one : each) {
                    one.arrived(submissions);
                }
            }

            @Override
            public void before(List<Reading> readings) throws IOException {
                for (Touched one : each) {
                    one.before(readings);
                }
            }

            @Override
            public void after() {
                each.forEach(Touched::after);
            }
        };
    }

    /**
     * These submissions arrived, and when; what is readable of them goes on to {@link #before}. Called again, with the same
     * ones, each time a batch is tried again.
     *
     * @throws IOException with a sentence: the batch is not written and is tried again later
     */
    default void arrived(List<Admitted> submissions) throws IOException {}

    /**
     * These readings are about to be written. Called again, with the same ones, each time a batch is tried again.
     *
     * @throws IOException with a sentence: the batch is not written and is tried again later
     */
    void before(List<Reading> readings) throws IOException;

    /** The store has what it was last about to be given, save what it refused. */
    void after();
}
