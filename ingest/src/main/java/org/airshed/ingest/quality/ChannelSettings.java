package org.airshed.ingest.quality;

/**
 * When two sensors of one kind in one station contradict each other: only where <em>both</em> limits are passed.
 *
 * <p>Source: US EPA sensortoolkit {@code purpleair_abcleaning}: 5 ug/m3 and 0.70, hourly and daily PM2.5.
 *
 * @param difference largest {@code |A - B|} in the property's unit
 * @param ratio largest {@code 2 |A - B| / (A + B)}
 */
public record ChannelSettings(double difference, double ratio) {
    /** What holds where a network sets nothing. */
    public static final ChannelSettings DEFAULTS = new ChannelSettings(5, 0.70);

    public ChannelSettings {
        if (!(difference >= 0) || !(ratio >= 0)) {
            throw new IllegalArgumentException(
                    "difference " + difference + " and ratio " + ratio + " must not be negative");
        }
    }
}
