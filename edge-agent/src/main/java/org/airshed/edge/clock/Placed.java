package org.airshed.edge.clock;

/** Where a moment of a boot lies in UTC. */
public sealed interface Placed {
    /** There. Asked again it is the same, after a restart too. */
    record At(long utcMillis) implements Placed {}

    /** The running boot does not know the time; it still may. */
    record NotYet() implements Placed {}

    /** That boot ended without ever knowing the time. */
    record Never() implements Placed {}
}
