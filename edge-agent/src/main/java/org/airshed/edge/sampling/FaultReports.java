package org.airshed.edge.sampling;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.airshed.contract.id.SensorName;
import org.jspecify.annotations.Nullable;

/**
 * Counts one sensor's faults and tells of them without flooding anybody: the first of a kind at once, further ones of
 * the same kind at most every ten minutes with their count.
 *
 * <p>Threads: the sampling thread; {@link #total()} from any.
 */
final class FaultReports {
    private static final long AGAIN_NANOS = Duration.ofMinutes(10).toNanos();

    private final SensorName sensor;
    private final SensorFault.Listener listener;
    private final Map<SensorFault.Kind, Told> told = new EnumMap<>(SensorFault.Kind.class);
    private final AtomicLong total = new AtomicLong();

    FaultReports(SensorName sensor, SensorFault.Listener listener) {
        this.sensor = sensor;
        this.listener = listener;
    }

    void fault(SensorFault.Kind kind, String what, long nowNanos) {
        total.incrementAndGet();
        Told before = told.get(kind);
        long count = before == null ? 1 : before.count + 1;
        boolean tell = before == null || nowNanos - before.atNanos >= AGAIN_NANOS;
        told.put(kind, new Told(count, tell || before == null ? nowNanos : before.atNanos));
        if (tell) {
            listener.fault(new SensorFault(sensor, kind, what, count));
        }
    }

    /** The sensor measures again: its next silence is news. */
    void recovered(String what) {
        @Nullable
        Told silent = told.remove(SensorFault.Kind.NO_ANSWER);
        @Nullable
        Told wrong = told.remove(SensorFault.Kind.WRONG_CHIP);
        long count = (silent == null ? 0 : silent.count) + (wrong == null ? 0 : wrong.count);
        listener.fault(new SensorFault(sensor, SensorFault.Kind.RECOVERED, what, count));
    }

    /** All faults since the start. */
    long total() {
        return total.get();
    }

    private record Told(long count, long atNanos) {}
}
