package org.airshed.edge.simulation;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.edge.sensor.Measurement;
import org.airshed.edge.sensor.PressureCompensated;
import org.airshed.edge.sensor.SensorDriver;
import org.airshed.edge.simulation.air.SimulatedPlace;

/** Lives through days in seconds. */
final class SimulatedHistory {
    private static final int POLLS_PER_STEP = 10;
    /** Longer than every warm-up. */
    private static final Duration BEFOREHAND = Duration.ofMinutes(2);
    private static final Duration BROKEN_FOR = Duration.ofHours(36);

    private static final class Mean {
        private double sum;
        private int count;
    }

    private SimulatedHistory() {}

    static void run(Scenario scenario, SimulatedPlace place, Instant from, Instant to, Duration step,
            HistoryConsumer consumer) throws IOException {
        if (step.compareTo(Duration.ofSeconds(POLLS_PER_STEP)) < 0) {
            throw new IllegalArgumentException("a step of " + step + " is shorter than " + POLLS_PER_STEP + " s");
        }
        var time = new VirtualTime(from.minus(BEFOREHAND));
        try (var station = SimulatedStation.inVirtualTime(scenario, place, time, to.minus(BROKEN_FOR))) {
            List<SensorDriver> drivers = station.drivers();
            for (Instant at = from.minus(BEFOREHAND); at.isBefore(from); at = at.plus(BEFOREHAND.dividedBy(8))) {
                time.advanceTo(at);
                drivers.forEach(SensorDriver::poll); // starts them and warms them up
            }
            for (Instant start = from; !start.plus(step).isAfter(to); start = start.plus(step)) {
                window(drivers, time, start, step, consumer);
            }
            drivers.forEach(SensorDriver::close);
        }
    }

    private static void window(List<SensorDriver> drivers, VirtualTime time, Instant start, Duration step,
            HistoryConsumer consumer) throws IOException {
        Map<SensorDriver, Map<ObservedProperty, Mean>> means = new HashMap<>();
        for (int poll = 0; poll < POLLS_PER_STEP; poll++) {
            time.advanceTo(start.plus(step.multipliedBy(poll).dividedBy(POLLS_PER_STEP)));
            for (SensorDriver driver : drivers) {
                if (driver.poll() instanceof Measurement.Sample(Map<ObservedProperty, Double> values)) {
                    var sums = means.computeIfAbsent(driver, _ -> new HashMap<>());
                    values.forEach((property, value) -> {
                        Mean mean = sums.computeIfAbsent(property, _ -> new Mean());
                        mean.sum += value;
                        mean.count++;
                    });
                    tellPressure(drivers, values);
                }
            }
        }
        for (SensorDriver driver : drivers) {
            Map<ObservedProperty, Mean> sums = means.get(driver);
            if (sums != null) {
                Map<ObservedProperty, Double> values = new HashMap<>();
                sums.forEach((property, mean) -> values.put(property, mean.sum / mean.count));
                consumer.accept(start, driver.name(), values);
            }
        }
    }

    private static void tellPressure(List<SensorDriver> drivers, Map<ObservedProperty, Double> values) {
        values.forEach((property, value) -> {
            if (property.id().equals("pressure")) {
                for (SensorDriver driver : drivers) {
                    if (driver instanceof PressureCompensated compensated) {
                        compensated.ambientPressure(value);
                    }
                }
            }
        });
    }
}
