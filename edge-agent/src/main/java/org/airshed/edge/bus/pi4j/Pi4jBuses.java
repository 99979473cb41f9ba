package org.airshed.edge.bus.pi4j;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.context.ContextBuilder;
import com.pi4j.io.i2c.I2C;
import com.pi4j.io.i2c.I2CProvider;
import java.io.IOException;
import org.airshed.edge.bus.I2cBuses;
import org.airshed.edge.bus.I2cPort;
import org.airshed.edge.bus.Timing;

/**
 * The I2C buses of one Pi4J context, built explicitly: either whatever provider is installed on this board, or the one
 * that is given.
 *
 * <p>Threads: {@link #open} and {@link #close} from any; each port from one.
 */
public final class Pi4jBuses implements I2cBuses, AutoCloseable {
    private static final String NO_PROVIDER = "Pi4J finds no I2C provider on this machine. On a Raspberry Pi: switch I2C"
            + " on (sudo raspi-config nonint do_i2c 0), put the user of the agent into the groups i2c, spi, gpio and"
            + " dialout (sudo usermod -aG i2c,spi,gpio,dialout $USER, then log in again), and build with the Maven profile"
            + " 'pi', which is active by itself on 64-bit ARM, so that pi4j-plugin-ffm lies beside the agent's jar."
            + " Elsewhere only simulated stations can be run.";

    private final Context context;
    private final I2CProvider provider;
    private final Timing timing;

    private Pi4jBuses(Context context, I2CProvider provider, Timing timing) {
        this.context = context;
        this.provider = provider;
        this.timing = timing;
    }

    /**
     * The buses of this board.
     *
     * @throws IOException with a sentence that says what to install or switch on, if there is no I2C provider
     */
    public static Pi4jBuses ofBoard(Timing timing) throws IOException {
        Context context = build(Pi4J.newContextBuilder().autoDetectProviders());
        if (!context.hasProvider(I2CProvider.class)) {
            context.shutdown();
            throw new IOException(NO_PROVIDER);
        }
        return new Pi4jBuses(context, context.provider(I2CProvider.class), timing);
    }

    /** The buses of a given provider; nothing else is looked for. */
    public static Pi4jBuses of(I2CProvider provider, Timing timing) {
        return new Pi4jBuses(build(Pi4J.newContextBuilder().noAutoDetectProviders().add(provider)), provider, timing);
    }

    private static Context build(ContextBuilder builder) {
        // The agent stops its parts itself and in order; a shutdown hook of Pi4J would pull the buses away before that.
        return builder.noAutoDetectPlatforms().noAutoInject().disableShutdownHook().build();
    }

    /** Which provider moves the bytes, for the log: {@code ffm-i2c}. */
    public String providerId() {
        return provider.id();
    }

    /** Which board Pi4J takes this machine for, for the log. */
    public String board() {
        return String.valueOf(context.boardInfo().getBoardModel());
    }

    @Override
    public I2cPort open(int bus, int address) throws IOException {
        String id = String.format("i2c-%d-%02x", bus, address);
        try {
            I2C device = provider.create(I2C.newConfigBuilder(context).id(id).bus(bus).device(address).build());
            return new Pi4jPort(context, device, timing);
        } catch (RuntimeException e) {
            throw new IOException(String.format(
                    "cannot open I2C bus %d for address 0x%02x: %s. Is /dev/i2c-%d there, is"
                            + " the user in group i2c, and is the address named once only?",
                    bus, address, e.getMessage(), bus), e);
        }
    }

    @Override
    public void close() {
        context.shutdown();
    }
}
