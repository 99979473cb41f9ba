package org.airshed.edge.simulation;

import com.pi4j.io.i2c.I2C;
import com.pi4j.io.i2c.I2CBusBase;
import com.pi4j.io.i2c.I2CConfig;
import java.util.concurrent.Callable;

/** One bus with Pi4J's real lock. */
final class SimulatedBus extends I2CBusBase {
    SimulatedBus(I2CConfig config) {
        super(config);
    }

    @Override
    public <R> R execute(I2C device, Callable<R> action) {
        return _execute(device, action);
    }
}
