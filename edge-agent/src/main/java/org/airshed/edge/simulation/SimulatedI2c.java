package org.airshed.edge.simulation;

import com.pi4j.io.exception.IOException;
import com.pi4j.io.i2c.I2CBase;
import com.pi4j.io.i2c.I2CConfig;
import com.pi4j.io.i2c.I2CProvider;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.airshed.edge.simulation.chip.I2cSlave;

/** A device whose messages go to a simulated chip; which one is looked up each time, so it can be exchanged meanwhile. */
final class SimulatedI2c extends I2CBase<SimulatedBus> {
    private final SimulatedI2cProvider chips;

    SimulatedI2c(SimulatedI2cProvider provider, I2CConfig config, SimulatedBus bus) {
        super((I2CProvider) provider, config, bus);
        this.chips = provider;
    }

    @Override
    public int write(byte value) {
        return write(new byte[]{value}, 0, 1);
    }

    @Override
    public int write(byte[] data, int offset, int length) {
        return message(() -> {
            chip().write(Arrays.copyOfRange(data, offset, offset + length));
            return length;
        });
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        read(one, 0, 1);
        return one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        return message(() -> {
            System.arraycopy(chip().read(length), 0, buffer, offset, length);
            return length;
        });
    }

    @Override
    public int readRegister(byte[] register, byte[] buffer, int offset, int length) {
        return message(() -> {
            chip().write(register.clone());
            System.arraycopy(chip().read(length), 0, buffer, offset, length);
            return length;
        });
    }

    @Override
    public int readRegister(int register, byte[] buffer, int offset, int length) {
        return readRegister(new byte[]{(byte) register}, buffer, offset, length);
    }

    @Override
    public int readRegister(int register) {
        byte[] one = new byte[1];
        readRegister(register, one, 0, 1);
        return one[0] & 0xff;
    }

    @Override
    public int writeRegister(byte[] register, byte[] data, int offset, int length) {
        byte[] message = Arrays.copyOf(register, register.length + length);
        System.arraycopy(data, offset, message, register.length, length);
        write(message, 0, message.length);
        return length;
    }

    @Override
    public int writeRegister(int register, byte[] data, int offset, int length) {
        return writeRegister(new byte[]{(byte) register}, data, offset, length);
    }

    @Override
    public int writeRegister(int register, byte value) {
        return writeRegister(register, new byte[]{value}, 0, 1);
    }

    private I2cSlave chip() {
        return chips.at(bus(), device());
    }

    private int message(Callable<Integer> action) {
        if (!isOpen()) {
            throw new IOException("device " + id() + " is closed");
        }
        return i2CBus.execute(this, action);
    }
}
