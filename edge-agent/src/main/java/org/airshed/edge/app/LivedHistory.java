package org.airshed.edge.app;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.edge.sampling.Rounding;
import org.airshed.edge.simulation.Scenario;
import org.airshed.edge.simulation.SimulatedStation;
import org.airshed.edge.simulation.air.SimulatedPlace;
import org.airshed.edge.spool.Spool;
import org.airshed.edge.spool.SpoolEntry.Dated;
import org.airshed.edge.spool.SpoolEntry.DatedValue;

/** Days that a simulated station lives through in a moment, before its present begins: into a spool of their own. */
final class LivedHistory {
    /** Length of a window of the past, and what its starts are multiples of. */
    static final Duration STEP = Duration.ofMinutes(5);
    private static final int VALUES_PER_ENTRY = 500;
    /** What the simulation takes for a window. */
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration CHUNK = Duration.ofDays(1);

    private final Scenario scenario;
    private final SimulatedPlace place;
    private final Spool spool;
    private final LivedUntil lived;

    LivedHistory(Scenario scenario, SimulatedPlace place, Spool spool, LivedUntil lived) {
        this.scenario = scenario;
        this.place = place;
        this.spool = spool;
        this.lived = lived;
    }

    /**
     * Lives from where this station's last run ended, at most {@code longest} back, up to {@code now}.
     *
     * @return how many readings were spooled
     */
    long liveUpTo(Instant now, Duration longest, Stop stop) throws IOException {
        Instant earliest = now.minus(longest);
        Instant from = aligned(lived.get().filter(until -> until.isAfter(earliest)).orElse(earliest));
        Batch batch = new Batch();
        while (from.isBefore(now) && !stop.isAsked()) {
            Instant to = from.plus(CHUNK).isBefore(now) ? from.plus(CHUNK) : now;
            SimulatedStation.history(scenario, place, from, to, STEP, batch::add);
            Instant rest = floor(to);
            if (to.equals(now) && !rest.isBefore(from) && Duration.between(rest, now).compareTo(SHORTEST) >= 0) {
                // A last, shorter window, so that the past ends where the present begins.
                SimulatedStation.history(scenario, place, rest, now, Duration.between(rest, now), batch::add);
            }
            batch.flush();
            // In this order: a cut between the two lives a day twice, the other way round it would be missing.
            spool.commit();
            lived.store(to);
            from = to;
        }
        return batch.count;
    }

    /** Windows of every run lie on the same grid; the one that the last run had begun already is left out. */
    private static Instant aligned(Instant from) {
        long step = STEP.toMillis();
        return Instant.ofEpochMilli(Math.ceilDiv(from.toEpochMilli(), step) * step);
    }

    private static Instant floor(Instant time) {
        long step = STEP.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), step) * step);
    }

    private final class Batch {
        private final List<DatedValue> values = new ArrayList<>();
        private long count;

        void add(Instant time, SensorName sensor, Map<ObservedProperty, Double> means) throws IOException {
            means.forEach((property, mean) -> values
                    .add(new DatedValue(sensor, property, time.toEpochMilli(), Rounding.round(property, mean))));
            if (values.size() >= VALUES_PER_ENTRY) {
                flush();
            }
        }

        void flush() throws IOException {
            if (!values.isEmpty()) {
                spool.append(new Dated(values));
                count += values.size();
                values.clear();
            }
        }
    }
}
