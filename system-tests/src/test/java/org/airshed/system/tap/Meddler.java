package org.airshed.system.tap;

import java.util.List;
import org.airshed.contract.reading.Reading;

/** Decides what becomes of a submission between agent and server: a fault that is planted there. Threads: any. */
@FunctionalInterface
public interface Meddler {
    /** Lets everything pass. */
    Meddler NONE = submission -> new Step.Pass();

    Step of(Submission submission);

    /** What becomes of it. */
    sealed interface Step {
        /** It goes on as it came. */
        record Pass() implements Step {}

        /** It goes nowhere, and nobody answers. */
        record Hold() implements Step {}

        /** It goes nowhere, and the agent is told 0x00. */
        record Swallow() implements Step {}

        /** Other readings go on in its place. */
        record Change(List<Reading> readings) implements Step {}

        /** It goes on, and readings that the agent never sent go after it. */
        record Invent(List<Reading> readings) implements Step {}
    }
}
