package org.airshed.edge.simulation;

import com.pi4j.io.i2c.I2C;
import com.pi4j.io.i2c.I2CConfig;
import com.pi4j.io.i2c.I2CProviderBase;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.airshed.edge.simulation.chip.I2cSlave;

/**
 * A Pi4J I2C provider whose buses end at simulated chips. An address without a chip does not acknowledge.
 *
 * <p>Threads: any; messages of one bus one at a time, under Pi4J's own lock.
 */
public final class SimulatedI2cProvider extends I2CProviderBase {
    /** How the agent's log and tests tell a simulation from a board. */
    public static final String ID = "airshed-simulated-i2c";

    private static final I2cSlave NOBODY = new I2cSlave() {
        @Override
        public void write(byte[] message) throws IOException {
            throw new IOException("no acknowledge (nobody has this address)");
        }

        @Override
        public byte[] read(int length) throws IOException {
            throw new IOException("no acknowledge (nobody has this address)");
        }
    };

    private record Place(int bus, int address) {}

    private final Map<Place, I2cSlave> slaves = new ConcurrentHashMap<>();
    private final Map<Integer, SimulatedBus> buses = new ConcurrentHashMap<>();

    public SimulatedI2cProvider() {
        super(ID, "Simulated chips of Airshed");
    }

    /** Solders a chip to a bus; a second one at the same address takes the place of the first. */
    public SimulatedI2cProvider attach(int bus, int address, I2cSlave slave) {
        slaves.put(new Place(bus, address), slave);
        return this;
    }

    /** Cuts a chip off. */
    public void detach(int bus, int address) {
        slaves.remove(new Place(bus, address));
    }

    @Override
    public int getPriority() {
        return 2000; // above every provider of Pi4J's own, should one be on the class path
    }

    @Override
    public I2C create(I2CConfig config) {
        SimulatedBus bus = buses.computeIfAbsent(config.bus(), _ -> new SimulatedBus(config));
        var device = new SimulatedI2c(this, config, bus);
        context.registry().add(device);
        return device;
    }

    I2cSlave at(int bus, int address) {
        return slaves.getOrDefault(new Place(bus, address), NOBODY);
    }
}
