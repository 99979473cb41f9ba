package org.airshed.edge.simulation.air;

/** Temperature, humidity and pressure outdoors, and how well the air mixes. The same for everything with one seed. */
record Weather(double celsius, double vapourHectopascal, double hectopascal, double nightInversion, double calm,
        double cold) {
    private static final double HOURS_PER_YEAR = 8766;

    /** @param hours since 1970, UTC */
    static Weather at(SimulatedPlace place, double hours) {
        long seed = place.weatherSeed();
        double latitude = Math.abs(place.latitude());
        double solarHour = hours + place.longitude() / 15;
        double summer = -Math.cos(2 * Math.PI * (hours / HOURS_PER_YEAR - 0.05)) * Math.signum(place.latitude());
        double front = Noise.smooth(seed, hours, 84);
        double dayMean = 29 - 0.32 * latitude + 0.19 * latitude * summer + 3.5 * front
                + 1.2 * Noise.smooth(seed + 1, hours, 17);
        double swing = 3.2 + 1.4 * Noise.smooth(seed + 2, hours, 40);
        double celsius = dayMean + swing * Math.cos(2 * Math.PI * (solarHour - 15) / 24)
                - 0.0065 * place.elevationMetres();
        double dewPoint = dayMean - 5.5 + 3 * Noise.smooth(seed + 3, hours, 55);
        double vapour = Math.min(saturation(dewPoint), 0.985 * saturation(celsius));
        double seaLevel = 1015 - 7 * front + 6 * Noise.smooth(seed + 4, hours, 130)
                + 0.6 * Math.cos(2 * Math.PI * (solarHour - 10) / 12);
        double night = Math.pow((1 + Math.cos(2 * Math.PI * (solarHour - 2.5) / 24)) / 2, 2);
        double calm = Math.exp(0.45 * Noise.smooth(seed + 5, hours, 31));
        double inversion = 1 + 0.9 * night * (0.55 + 0.45 * Noise.smooth(seed + 6, hours, 60));
        double cold = Math.clamp((12 - celsius) / 12, 0, 1);
        return new Weather(celsius, vapour, seaLevel * Math.exp(-place.elevationMetres() / 8430), inversion, calm,
                cold);
    }

    double relativeHumidity() {
        return relativeHumidity(vapourHectopascal, celsius);
    }

    static double relativeHumidity(double vapourHectopascal, double celsius) {
        return Math.clamp(100 * vapourHectopascal / saturation(celsius), 3, 99);
    }

    /** Vapour pressure over water, hPa. Source: Magnus formula with the WMO's coefficients. */
    private static double saturation(double celsius) {
        return 6.112 * Math.exp(17.62 * celsius / (243.12 + celsius));
    }
}
