package org.airshed.edge.simulation.air;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A room as a box: pupils breathe out, air changes carry it away. Within one period of the day the box has a closed
 * solution, so any moment is reckoned from two midnights before, when nothing is left of what was earlier.
 */
final class ClassroomAir implements AirModel {
    private static final double ROOM_CUBIC_METRES = 190;
    /** What one pupil at a desk breathes out. */
    private static final double CO2_LITRES_PER_HOUR = 15.5;
    private static final double PPM_PER_HOUR_AND_PUPIL = CO2_LITRES_PER_HOUR * 1000 / ROOM_CUBIC_METRES;
    /** Dust that feet raise settles within half an hour, warmth leaves the walls about as fast. */
    private static final double SETTLING_PER_HOUR = 1.8;
    private static final double FULL_CLASS = 25;

    private record Days(LocalDate last, List<SchoolDay.Period> periods) {}

    private final SimulatedPlace place;
    private final OutdoorAir street;
    private volatile Days days = new Days(LocalDate.MIN, List.of());

    ClassroomAir(SimulatedPlace place) {
        this.place = place;
        this.street = new OutdoorAir(place);
    }

    @Override
    public Air at(Instant time) {
        double hours = time.toEpochMilli() / 3_600_000.0;
        Air outside = street.at(time);
        double added = 0;
        double bustle = 0;
        for (SchoolDay.Period period : upTo(time.atZone(place.zone()).toLocalDate())) {
            if (period.fromHours() >= hours) {
                break;
            }
            double length = Math.min(hours, period.toHours()) - period.fromHours();
            added = after(added, length, period.pupils() * PPM_PER_HOUR_AND_PUPIL, period.airChangesPerHour());
            bustle = after(bustle, length, period.pupils() / FULL_CLASS * SETTLING_PER_HOUR, SETTLING_PER_HOUR);
        }
        long own = place.stationSeed();
        double celsius = 20.3 + 0.5 * Math.max(0, outside.celsius() - 19) + 1.9 * bustle
                + 0.3 * Noise.smooth(own + 20, hours, 4);
        double humidity = outside.relativeHumidity() * saturationRatio(outside.celsius(), celsius) + 9 * bustle;
        double fine = 0.5 * outside.pm25() + 2.2 * bustle + 0.3 * (1 + Noise.smooth(own + 21, hours, 0.5));
        double coarse = 0.25 * (outside.pm10() - outside.pm25()) + 17 * bustle;
        double voc = 95 + 85 * bustle + 15 * Noise.smooth(own + 22, hours, 1);
        return new Air(celsius, Math.clamp(humidity, 8, 95), outside.hectopascal(),
                outside.co2Ppm() + added + 4 * Noise.smooth(own + 23, hours, 0.1), 0.66 * fine, fine,
                fine + 0.35 * coarse,
                fine + coarse, Math.clamp(voc, 1, 500), 1 + 0.3 * (outside.noxIndex() - 1));
    }

    private static double after(double start, double hours, double gainPerHour, double lossPerHour) {
        double settled = gainPerHour / lossPerHour;
        return settled + (start - settled) * Math.exp(-lossPerHour * hours);
    }

    /** How much the relative humidity of one parcel of air falls when it is warmed. */
    private static double saturationRatio(double fromCelsius, double toCelsius) {
        return Math.exp(-0.062 * (toCelsius - fromCelsius));
    }

    private List<SchoolDay.Period> upTo(LocalDate last) {
        Days known = days;
        if (!known.last.equals(last)) {
            var periods = new ArrayList<SchoolDay.Period>();
            for (int day = -2; day <= 0; day++) {
                periods.addAll(SchoolDay.of(last.plusDays(day), place));
            }
            known = new Days(last, List.copyOf(periods));
            days = known;
        }
        return known.periods;
    }
}
