package org.airshed.edge.sensor;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperty;

/**
 * One chip or module.
 *
 * <p>Threads: {@link #start}, {@link #poll} and {@link #close} from one thread, the sampling thread.
 */
public interface SensorDriver extends AutoCloseable {
    /** Chip and place: {@code scd41-62}, {@code pms5003-ttyama0}. */
    SensorName name();

    /** Everything a sample may contain. */
    List<ObservedProperty> properties();

    /** How long after a start (a restart by the driver too) {@link #poll} answers NotReady because values do not count yet. */
    Duration warmUp();

    /** The shortest useful time between two polls; more often brings NotReady. */
    Duration interval();

    /**
     * Identifies the chip and begins measuring. May take a few seconds. After an exception the driver may be started
     * again or simply polled: a poll starts what is not started.
     *
     * @throws WrongChipException if another chip answers there
     * @throws IOException if nothing answers
     */
    void start() throws IOException;

    /**
     * Asks once. Bus errors are an outcome and never thrown; after one the next poll identifies and starts the chip
     * again, so a chip that was unplugged or lost its power comes back by itself.
     */
    Measurement poll();

    /** Brings the chip to rest if it still answers, and gives the port back. */
    @Override
    void close();
}
