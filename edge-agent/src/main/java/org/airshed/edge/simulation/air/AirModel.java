package org.airshed.edge.simulation.air;

import java.time.Instant;

/**
 * Air as a function of time: no state, so past and future can be asked in any order.
 *
 * <p>Threads: any.
 */
@FunctionalInterface
public interface AirModel {
    /** The air at that moment; continuous in time. */
    Air at(Instant time);

    /** Air in the street: weather, traffic, kitchens, stoves, and nights that keep it all near the ground. */
    static AirModel outdoor(SimulatedPlace place) {
        return new OutdoorAir(place);
    }

    /** Air in a classroom: what comes in from the street, and what pupils add during lessons until somebody airs. */
    static AirModel classroom(SimulatedPlace place) {
        return new ClassroomAir(place);
    }
}
