package org.airshed.edge.bus.pi4j;

import com.pi4j.context.Context;
import com.pi4j.io.i2c.I2C;
import java.io.IOException;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.airshed.edge.bus.I2cPort;
import org.airshed.edge.bus.Timing;

/** One Pi4J device. Whatever Pi4J throws while bytes move is a bus error: the text of the errno differs by provider. */
final class Pi4jPort implements I2cPort {
    private final Context context;
    private final I2C device;
    private final Timing timing;

    Pi4jPort(Context context, I2C device, Timing timing) {
        this.context = context;
        this.device = device;
        this.timing = timing;
    }

    @Override
    public void write(byte... bytes) throws IOException {
        move(() -> device.write(bytes, 0, bytes.length));
    }

    @Override
    public void read(byte[] into) throws IOException {
        move(() -> device.read(into, 0, into.length));
    }

    @Override
    public void writeRead(byte[] write, byte[] into) throws IOException {
        // Not writeThenRead: it ignores the delay it takes, and does the same.
        move(() -> device.readRegister(write, into, 0, into.length));
    }

    @Override
    public void pause(Duration atLeast) throws IOException {
        timing.pause(atLeast);
    }

    @Override
    public void close() {
        device.close();
        context.registry().remove(device.id()); // else the address stays taken for the next open
    }

    private void move(IntSupplier message) throws IOException {
        int result;
        try {
            result = message.getAsInt();
        } catch (RuntimeException e) {
            Throwable cause = e.getCause();
            throw new IOException(cause == null ? e.getMessage() : e.getMessage() + ": " + cause.getMessage(), e);
        }
        if (result < 0) {
            throw new IOException(String.format("I2C bus %d, address 0x%02x: error %d", device.bus(), device.device(),
                    result));
        }
    }
}
