package org.airshed.edge.simulation.air;

import java.time.ZoneId;

/**
 * Where a made-up station stands. Everything with the same seed has the same weather, everything in the same
 * neighbourhood the same background; the station's own name gives it a little air of its own.
 *
 * @param zone people's clock: rush hours, meals and lessons
 */
public record SimulatedPlace(long seed, String neighbourhood, String station, double latitude, double longitude,
        double elevationMetres, ZoneId zone) {
    long weatherSeed() {
        return Noise.mix(seed, 1);
    }

    long neighbourhoodSeed() {
        return Noise.mix(seed, Noise.text(neighbourhood));
    }

    /** Also what the noise of the station's chips begins with. */
    public long stationSeed() {
        return Noise.mix(neighbourhoodSeed(), Noise.text(station));
    }
}
