package org.airshed.edge.simulation.chip;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.airshed.edge.bus.Timing;
import org.airshed.edge.simulation.air.Air;
import org.airshed.edge.simulation.air.AirModel;
import org.airshed.edge.simulation.air.Noise;

/**
 * What the simulated chips share: a clock, air around them, noise of their own, and faults between them and the bus.
 *
 * <p>Threads: any; one message at a time.
 */
public abstract sealed class SimulatedChip implements I2cSlave permits SensirionChip, SimulatedBme280 {
    private final Timing timing;
    private final InstantSource clock;
    private final AirModel air;
    private final long seed;
    private final ChipFaults faults = new ChipFaults();
    private Map<String, Double> served = Map.of();

    SimulatedChip(Timing timing, InstantSource clock, AirModel air, long seed) {
        this.timing = timing;
        this.clock = clock;
        this.air = air;
        this.seed = seed;
    }

    /** What can go wrong. */
    public final ChipFaults faults() {
        return faults;
    }

    /**
     * What the chip last put on the wire as measured values, by observed property, decoded again: a driver may differ
     * from it by rounding only.
     */
    public final synchronized Map<String, Double> served() {
        return served;
    }

    /** Takes the power away for a moment: everything but persisted settings is as after power-on. */
    public final synchronized void reboot() {
        powerOn();
    }

    @Override
    public final synchronized void write(byte[] message) throws IOException {
        faults.message();
        receive(message);
    }

    @Override
    public final synchronized byte[] read(int length) throws IOException {
        faults.message();
        return faults.damage(answer(length));
    }

    abstract void powerOn();

    abstract void receive(byte[] message) throws IOException;

    abstract byte[] answer(int length) throws IOException;

    final void serve(Map<String, Double> values) {
        served = Map.copyOf(values);
    }

    final long now() {
        return timing.nanoTime();
    }

    final Instant wallClock(long nanos) {
        return clock.instant().minus(Duration.ofNanos(now() - nanos));
    }

    /** The air at a monotonic moment in the past. */
    final Air airAt(long nanos) {
        return air.at(wallClock(nanos));
    }

    /** Noise of one channel of this chip at a monotonic moment; the same again for the same moment. */
    final double noise(int channel, long nanos) {
        return Noise.bell(seed + channel, wallClock(nanos).toEpochMilli() / 100);
    }

    static IOException notAcknowledged(String why) {
        return new IOException("no acknowledge (" + why + ")");
    }

    static long millis(long milliseconds) {
        return milliseconds * 1_000_000;
    }
}
