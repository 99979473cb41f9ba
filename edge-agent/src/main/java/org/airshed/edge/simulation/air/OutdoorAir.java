package org.airshed.edge.simulation.air;

import java.time.Instant;

/** The street: a regional background, local sources on their daily rhythm, and a lid at night. */
final class OutdoorAir implements AirModel {
    private final SimulatedPlace place;
    private final Rhythm rhythm;
    private final double nearTraffic;
    private final double nearKitchens;

    OutdoorAir(SimulatedPlace place) {
        this.place = place;
        this.rhythm = new Rhythm(place.zone());
        this.nearTraffic = 0.75 + 0.5 * Noise.unit(place.stationSeed(), 1);
        this.nearKitchens = 0.6 + 0.8 * Noise.unit(place.stationSeed(), 2);
    }

    @Override
    public Air at(Instant time) {
        double hours = time.toEpochMilli() / 3_600_000.0;
        long common = place.neighbourhoodSeed();
        long own = place.stationSeed();
        Weather weather = Weather.at(place, hours);
        Rhythm.Activity people = rhythm.at(time, hours);
        double lid = weather.nightInversion() * weather.calm();

        double background = 6.5 * Math.exp(0.55 * Noise.smooth(place.weatherSeed() + 7, hours, 70)
                + 0.12 * Noise.smooth(common + 1, hours, 9));
        double traffic = people.traffic() * nearTraffic;
        double cooking = people.cooking() * nearKitchens;
        double local = 6.5 * traffic + 4 * cooking + 8 * people.stoves() * weather.cold();
        double gusts = 1 + 0.05 * Noise.smooth(own + 3, hours, 1.7) + 0.03 * Noise.smooth(own + 4, hours, 0.2);
        double fine = (background * weather.calm() + local * lid) * gusts;

        double dust = Math.max(0, Noise.smooth(place.weatherSeed() + 8, hours, 66));
        double coarse = (4 + 5.5 * traffic + 14 * dust * dust) * (1 + 0.08 * Noise.smooth(own + 5, hours, 0.6));

        double celsius = weather.celsius() + 0.25 * Noise.smooth(own + 6, hours, 3);
        double co2 = 424 + 22 * (weather.nightInversion() - 1) + 9 * traffic * lid
                + 3 * Noise.smooth(own + 7, hours, 2);
        double voc = 100 + 35 * cooking + 20 * traffic * weather.calm() + 22 * Noise.smooth(own + 8, hours, 1.5);
        double nox = 1 + 38 * traffic * lid + 1.5 * (1 + Noise.smooth(own + 9, hours, 0.7));
        return new Air(celsius, Weather.relativeHumidity(weather.vapourHectopascal(), celsius), weather.hectopascal(),
                co2,
                0.68 * fine, fine, fine + 0.4 * coarse, fine + coarse, Math.clamp(voc, 1, 500),
                Math.clamp(nox, 1, 500));
    }
}
