package org.airshed.ingest.delivery;

import java.time.Duration;

/**
 * How delivery goes about it.
 *
 * @param batchReadings readings after which a batch is written
 * @param linger how long a batch waits for more while there is nothing else to deliver: on flash, one commit of many
 *     readings wears less than many of one
 * @param backOff first wait after the store did not take a batch; doubles each time
 * @param backOffMost longest wait
 */
public record DeliverySettings(int batchReadings, Duration linger, Duration backOff, Duration backOffMost) {
    /** 10,000 readings, 1 s; 250 ms to 30 s. */
    public static final DeliverySettings STANDARD = new DeliverySettings(10_000, Duration.ofSeconds(1),
            Duration.ofMillis(250), Duration.ofSeconds(30));

    public DeliverySettings {
        if (batchReadings < 1) {
            throw new IllegalArgumentException("a batch must hold at least 1 reading, not " + batchReadings);
        }
    }
}
