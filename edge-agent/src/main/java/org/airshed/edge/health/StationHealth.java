package org.airshed.edge.health;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.edge.clock.Boot;
import org.airshed.edge.sampling.Duty;
import org.airshed.edge.sampling.SensorState;
import org.airshed.edge.sampling.SubmissionSink;
import org.airshed.edge.spool.Spool;
import org.airshed.edge.spool.SpoolEntry.SampledValue;
import org.airshed.edge.uplink.Progress;

/**
 * Once a minute, how the station itself is, as a submission of the sensor {@code station}.
 *
 * <p>Threads: the sampling thread.
 */
public final class StationHealth implements Duty {
    /** The station itself, as a sensor. */
    public static final SensorName SENSOR = new SensorName("station");

    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final double NANOS_PER_SECOND = 1e9;

    private final Spool spool;
    private final Supplier<List<SensorState>> sensors;
    private final Supplier<Progress> uplink;
    private final SubmissionSink sink;
    private final Machine machine;
    private long dueNanos;

    public StationHealth(Path data, Boot boot, Spool spool, Supplier<List<SensorState>> sensors,
            Supplier<Progress> uplink, SubmissionSink sink) {
        this(new Machine(Path.of("/"), data), boot, spool, sensors, uplink, sink);
    }

    StationHealth(Machine machine, Boot boot, Spool spool, Supplier<List<SensorState>> sensors,
            Supplier<Progress> uplink, SubmissionSink sink) {
        this.machine = machine;
        this.spool = spool;
        this.sensors = sensors;
        this.uplink = uplink;
        this.sink = sink;
        this.dueNanos = boot.nanos() + EVERY.toNanos();
    }

    @Override
    public long run(long nowNanos) throws IOException {
        if (dueNanos - nowNanos <= 0) {
            sink.submit(values(nowNanos), nowNanos);
            dueNanos = Math.max(dueNanos + EVERY.toNanos(), nowNanos + 1);
        }
        return dueNanos;
    }

    private List<SampledValue> values(long nowNanos) {
        List<SampledValue> values = new ArrayList<>();
        add(values, "uptime", nowNanos, OptionalDouble.of(Math.floor(nowNanos / NANOS_PER_SECOND)));
        add(values, "cpu_temperature", nowNanos, machine.cpuTemperature());
        add(values, "cpu_load", nowNanos, machine.cpuLoad());
        add(values, "memory_free", nowNanos, machine.memoryFree());
        add(values, "disk_free", nowNanos, machine.diskFree());
        add(values, "rssi", nowNanos, machine.rssi());
        add(values, "spool_entries", nowNanos, OptionalDouble.of((double) spool.pendingEntries()));
        add(values, "spool_bytes", nowNanos, OptionalDouble.of((double) spool.pendingBytes()));
        add(values, "spool_dropped", nowNanos, OptionalDouble.of((double) spool.dropped()));
        add(values, "sensor_errors", nowNanos,
                OptionalDouble.of((double) sensors.get().stream().mapToLong(SensorState::faults).sum()));
        add(values, "reconnects", nowNanos, OptionalDouble.of((double) Math.max(0, uplink.get().connections() - 1)));
        return values;
    }

    private static void add(List<SampledValue> values, String property, long nowNanos, OptionalDouble value) {
        if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
            values.add(new SampledValue(SENSOR, ObservedProperties.of(property), nowNanos, value.getAsDouble()));
        }
    }
}
