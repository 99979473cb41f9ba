package org.airshed.edge.sampling;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.airshed.contract.id.StationId;
import org.airshed.edge.clock.Boot;
import org.airshed.edge.clock.ClockRecord;
import org.airshed.edge.clock.StationClock;
import org.airshed.edge.spool.SpoolEntry.SampledValue;

/**
 * Polls a station's sensors by monotonic time and hands one submission per averaging window to the sink, dated with the
 * window's start. Where the time is known windows lie on the clock (a minute is a minute of the hour), otherwise on
 * monotonic time; a first short one lets a maker see within seconds that the station lives.
 *
 * <p>Threads: the sampling thread; {@link #states()} from any.
 */
public final class StationSampler implements Duty, AutoCloseable {
    private static final long FIRST_WINDOW_NANOS = Duration.ofSeconds(2).toNanos();

    private final Boot boot;
    private final StationClock clock;
    private final long windowMillis;
    private final SubmissionSink sink;
    private final List<SensorSlot> slots = new ArrayList<>();
    private long windowStartNanos;
    private long windowEndNanos;

    /** @param averaging length of a window, whole seconds */
    public StationSampler(StationId station, List<SensorPlan> sensors, Duration averaging, StationClock clock,
            SubmissionSink sink, SensorFault.Listener faults) {
        this.boot = clock.boot();
        this.clock = clock;
        this.windowMillis = averaging.toMillis();
        this.sink = sink;
        long now = boot.nanos();
        sensors.forEach(plan -> slots.add(new SensorSlot(station, plan, faults, now)));
        windowStartNanos = now;
        windowEndNanos = Math.min(nextBoundary(now), now + FIRST_WINDOW_NANOS);
    }

    @Override
    public long run(long nowNanos) throws IOException {
        // First, so that what is sampled at the very boundary counts for the window that begins there.
        if (windowEndNanos - nowNanos <= 0) {
            endWindow(nowNanos);
        }
        for (SensorSlot slot : slots) {
            if (slot.dueNanos() - nowNanos <= 0) {
                Double pressure = slot.poll(boot.nanos());
                if (pressure != null) {
                    slots.forEach(other -> other.ambientPressure(pressure));
                }
            }
        }
        long next = windowEndNanos;
        for (SensorSlot slot : slots) {
            next = Math.min(next, slot.dueNanos());
        }
        return next;
    }

    /** How the sensors are. */
    public List<SensorState> states() {
        return slots.stream().map(SensorSlot::state).toList();
    }

    /** Hands over what the open window holds and gives the ports back. The thread must have ended. */
    @Override
    public void close() throws IOException {
        try {
            submit(boot.nanos());
        } finally {
            slots.forEach(SensorSlot::close);
        }
    }

    private void endWindow(long now) throws IOException {
        submit(now);
        // After a stall (the machine slept) the next window begins now and not where nobody measured.
        windowStartNanos = now - windowEndNanos < windowMillis * 1_000_000 ? windowEndNanos : now;
        windowEndNanos = nextBoundary(windowStartNanos);
    }

    private void submit(long now) throws IOException {
        List<SampledValue> values = new ArrayList<>();
        slots.forEach(slot -> values.addAll(slot.takeWindow(windowStartNanos)));
        if (!values.isEmpty()) {
            sink.submit(values, now);
        }
    }

    private long nextBoundary(long fromNanos) {
        Optional<ClockRecord> known = clock.record();
        if (known.isEmpty()) {
            long windowNanos = windowMillis * 1_000_000;
            return (Math.floorDiv(fromNanos, windowNanos) + 1) * windowNanos;
        }
        ClockRecord record = known.get();
        long boundary = (Math.floorDiv(record.utcMillisAt(fromNanos), windowMillis) + 1) * windowMillis;
        return record.nanosAt(boundary);
    }
}
