package org.airshed.edge.simulation;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.airshed.edge.bus.I2cBuses;
import org.airshed.edge.bus.SerialPorts;
import org.airshed.edge.bus.Timing;
import org.airshed.edge.bus.pi4j.Pi4jBuses;
import org.airshed.edge.sensor.SensorAddress;
import org.airshed.edge.sensor.SensorDriver;
import org.airshed.edge.sensor.chips.Drivers;
import org.airshed.edge.simulation.air.AirModel;
import org.airshed.edge.simulation.air.SimulatedPlace;
import org.airshed.edge.simulation.chip.SimulatedBme280;
import org.airshed.edge.simulation.chip.SimulatedLine;
import org.airshed.edge.simulation.chip.SimulatedPms5003;
import org.airshed.edge.simulation.chip.SimulatedScd41;
import org.airshed.edge.simulation.chip.SimulatedSen55;
import org.jspecify.annotations.Nullable;

/**
 * The hardware of one station, made up: buses and ports behind which simulated chips sit in a modelled air. What is above
 * the ports is the same code as on a Raspberry Pi.
 *
 * <p>An agent uses it in two ways: {@link #live} in the place of a board's buses, for as long as it runs, and
 * {@link #history} once before that, for days that have already been lived.
 *
 * <p>Threads: drivers of one station from one thread.
 */
public final class SimulatedStation implements AutoCloseable {
    /** One sensor that the scenario has built in: what settings would say of it. */
    public record Part(String chip, SensorAddress address) {}

    private static final SensorAddress SCD41 = new SensorAddress.I2c(1, 0x62);
    private static final SensorAddress BME280 = new SensorAddress.I2c(1, 0x76);
    private static final SensorAddress SEN55 = new SensorAddress.I2c(1, 0x69);
    private static final SensorAddress PMS5003 = new SensorAddress.Serial("/dev/ttyAMA0");

    private final List<Part> parts = new ArrayList<>();
    private final Timing timing;
    private final Pi4jBuses buses;
    private final SerialPorts ports;

    /** @param stuckSince when the broken scenario's fan stopped */
    private SimulatedStation(Scenario scenario, SimulatedPlace place, InstantSource clock, Timing timing,
            Instant stuckSince, Duration runningFor) {
        this.timing = timing;
        long seed = place.stationSeed();
        AirModel air = scenario == Scenario.CLASSROOM ? AirModel.classroom(place) : AirModel.outdoor(place);
        var chips = new SimulatedI2cProvider();
        @Nullable
        SimulatedLine line = null;
        switch (scenario) {
            case CLASSROOM -> {
                chips.attach(1, 0x62, new SimulatedScd41(timing, clock, air, seed + 100));
                chips.attach(1, 0x76, new SimulatedBme280(timing, clock, air, seed + 200));
                chips.attach(1, 0x69, new SimulatedSen55(timing, clock, air, seed + 300));
                parts.add(new Part("scd41", SCD41));
                parts.add(new Part("bme280", BME280));
                parts.add(new Part("sen55", SEN55));
            }
            case OUTDOOR, BROKEN -> {
                chips.attach(1, 0x76, new SimulatedBme280(timing, clock, air, seed + 200));
                var module = new SimulatedPms5003(timing, clock, air, seed + 400, runningFor);
                line = new SimulatedLine(module, timing);
                line.chunks(32);
                if (scenario == Scenario.BROKEN) {
                    module.stuckSince(stuckSince);
                    line.noise(seed + 500, 0.002, 0.002, 0.004); // about every fourth frame
                }
                parts.add(new Part("bme280", BME280));
                parts.add(new Part("pms5003", PMS5003));
            }
        }
        SerialPorts connected = line;
        this.buses = Pi4jBuses.of(chips, timing);
        this.ports = (path, baud) -> {
            if (connected == null || !PMS5003.equals(new SensorAddress.Serial(path))) {
                throw new IOException("this simulated station has no serial port " + path);
            }
            return connected.open(path, baud);
        };
    }

    /**
     * A station in the present.
     *
     * @param clock what people's clocks show: it decides which air there is
     * @param timing what the chips' execution times are measured with
     */
    public static SimulatedStation live(Scenario scenario, SimulatedPlace place, InstantSource clock, Timing timing) {
        return new SimulatedStation(scenario, place, clock, timing, Instant.MIN, Duration.ZERO);
    }

    /**
     * A station whose time is {@code time}: nothing happens until a driver waits.
     *
     * @param stuckSince when the broken scenario's fan stopped
     */
    static SimulatedStation inVirtualTime(Scenario scenario, SimulatedPlace place, VirtualTime time,
            Instant stuckSince) {
        return new SimulatedStation(scenario, place, time, time, stuckSince, Duration.ofHours(1));
    }

    /**
     * What such a station would have measured in the past: the same drivers and chips, on a clock that runs as fast as
     * they can be asked. Days take seconds. The broken scenario breaks 36 hours before {@code to}.
     *
     * @param from start of the first window
     * @param to end of the last; windows that would reach beyond it are left out
     * @param step length of a window; each sensor is asked ten times in it, and the mean of its samples is given
     * @param consumer is called window by window on the calling thread
     * @throws IOException what the consumer throws
     */
    public static void history(Scenario scenario, SimulatedPlace place, Instant from, Instant to, Duration step,
            HistoryConsumer consumer) throws IOException {
        SimulatedHistory.run(scenario, place, from, to, step, consumer);
    }

    /** The sensors of this station. */
    public List<Part> parts() {
        return List.copyOf(parts);
    }

    /** I2C buses through Pi4J. */
    public I2cBuses buses() {
        return buses;
    }

    /** Serial ports within this process. */
    public SerialPorts ports() {
        return ports;
    }

    /** A driver for each part, not started. */
    public List<SensorDriver> drivers() throws IOException {
        var drivers = new ArrayList<SensorDriver>();
        for (Part part : parts) {
            drivers.add(Drivers.create(part.chip(), part.address(), buses, ports, timing));
        }
        return drivers;
    }

    @Override
    public void close() {
        buses.close();
    }
}
