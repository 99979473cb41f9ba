package org.airshed.edge.sampling;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.edge.sampling.SensorState.Condition;
import org.airshed.edge.sensor.Measurement;
import org.airshed.edge.sensor.PressureCompensated;
import org.airshed.edge.sensor.SensorDriver;
import org.airshed.edge.sensor.WrongChipException;
import org.airshed.edge.spool.SpoolEntry.SampledValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One sensor's place in the schedule: opened, polled, averaged; silent ones are tried again with growing pauses, for ever.
 *
 * <p>Threads: the sampling thread; {@link #state()} from any.
 */
final class SensorSlot {
    private static final Logger LOG = LoggerFactory.getLogger(SensorSlot.class);
    private static final long FIRST_RETRY_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long LONGEST_RETRY_NANOS = Duration.ofMinutes(5).toNanos();
    /** A chip that is not ready is asked again soon, but never in a tight loop. */
    private static final long SOONEST_AGAIN_NANOS = Duration.ofMillis(200).toNanos();
    private static final int ASKS_PER_INTERVAL = 5;

    private final StationId station;
    private final SensorPlan plan;
    private final FaultReports faults;
    private final Map<ObservedProperty, Mean> window = new LinkedHashMap<>();
    private @Nullable SensorDriver driver;
    private boolean started;
    private long dueNanos;
    private long retryNanos = FIRST_RETRY_NANOS;
    private volatile Condition condition = Condition.STARTING;
    private volatile List<String> properties = List.of();

    SensorSlot(StationId station, SensorPlan plan, SensorFault.Listener listener, long nowNanos) {
        this.station = station;
        this.plan = plan;
        this.faults = new FaultReports(plan.name(), listener);
        this.dueNanos = nowNanos;
    }

    /** When it wants to be asked next. */
    long dueNanos() {
        return dueNanos;
    }

    /** Starts or polls the sensor; whatever happens in the driver stays here. */
    @Nullable
    Double poll(long nowNanos) {
        try {
            SensorDriver opened = open();
            if (!started) {
                opened.start();
                started = true;
            }
            return take(opened, opened.poll(), nowNanos);
        } catch (WrongChipException e) {
            silent(SensorFault.Kind.WRONG_CHIP, String.valueOf(e.getMessage()), nowNanos);
        } catch (IOException e) {
            silent(SensorFault.Kind.NO_ANSWER, String.valueOf(e.getMessage()), nowNanos);
        } catch (RuntimeException e) {
            // A defect in one driver must not stop the others.
            LOG.error("driver failed station={} sensor={}", station, plan.name(), e);
            silent(SensorFault.Kind.NO_ANSWER, "the driver failed: " + e, nowNanos);
        }
        return null;
    }

    /** Tells a sensor that wants to know. */
    void ambientPressure(double hectopascal) {
        if (driver instanceof PressureCompensated compensated) {
            compensated.ambientPressure(hectopascal);
        }
    }

    /** The means since the last call, each under the window's start. */
    List<SampledValue> takeWindow(long startNanos) {
        List<SampledValue> values = new ArrayList<>(window.size());
        window.forEach((property, mean) -> values
                .add(new SampledValue(plan.name(), property, startNanos, mean.of(property))));
        window.clear();
        return values;
    }

    SensorState state() {
        return new SensorState(plan.name(), plan.chip(), condition, properties, faults.total());
    }

    void close() {
        SensorDriver opened = driver;
        if (opened != null) {
            try {
                opened.close();
            } catch (RuntimeException e) {
                LOG.warn("driver failed to close station={} sensor={}: {}", station, plan.name(), e.toString());
            }
        }
    }

    private SensorDriver open() throws IOException {
        SensorDriver opened = driver;
        if (opened == null) {
            opened = plan.opener().open();
            driver = opened;
            properties = opened.properties().stream().map(ObservedProperty::id).toList();
        }
        return opened;
    }

    private @Nullable Double take(SensorDriver from, Measurement measurement, long nowNanos) {
        long interval = (plan.interval() == null ? from.interval() : plan.interval()).toNanos();
        switch (measurement) {
            case Measurement.Sample(Map<ObservedProperty, Double> values) -> {
                measuring();
                values.forEach((property, value) -> window.computeIfAbsent(property, p -> new Mean()).add(value));
                // From when it was due, so that the rhythm does not slip; after a stall from now.
                dueNanos = Math.max(dueNanos + interval, nowNanos + 1);
                return values.entrySet().stream().filter(entry -> entry.getKey().id().equals("pressure"))
                        .map(Map.Entry::getValue).findFirst().orElse(null);
            }
            case Measurement.NotReady() -> dueNanos = nowNanos
                    + Math.max(SOONEST_AGAIN_NANOS, interval / ASKS_PER_INTERVAL);
            case Measurement.Damaged(String what) -> {
                faults.fault(SensorFault.Kind.DAMAGED, what, nowNanos);
                dueNanos = nowNanos + interval;
            }
            case Measurement.Fault(String what) -> {
                faults.fault(SensorFault.Kind.FAULT, what, nowNanos);
                dueNanos = nowNanos + interval;
            }
            case Measurement.NoAnswer(String what, IOException cause) -> silent(
                    cause instanceof WrongChipException ? SensorFault.Kind.WRONG_CHIP : SensorFault.Kind.NO_ANSWER,
                    what, nowNanos);
        }
        return null;
    }

    private void measuring() {
        if (condition != Condition.MEASURING) {
            LOG.info("sensor measures station={} sensor={}", station, plan.name());
            if (condition == Condition.SILENT) {
                faults.recovered(plan.name() + " measures again");
            }
            condition = Condition.MEASURING;
            retryNanos = FIRST_RETRY_NANOS;
        }
    }

    private void silent(SensorFault.Kind kind, String what, long nowNanos) {
        if (condition != Condition.SILENT) {
            LOG.warn("sensor silent station={} sensor={}: {}", station, plan.name(), what);
            condition = Condition.SILENT;
        }
        faults.fault(kind, what, nowNanos);
        dueNanos = nowNanos + retryNanos;
        retryNanos = Math.min(2 * retryNanos, LONGEST_RETRY_NANOS);
    }
}
