package org.airshed.ingest.series.embedded;

import java.time.Duration;

/**
 * When the embedded store does its housework.
 *
 * @param foldAtRows rows of the tail at which it is folded into the main table: more rows write less, fewer make
 *     reading one datastream faster, as all of the tail in the asked period is looked through
 * @param foldAfter time after which a smaller tail is folded too
 * @param sliceRows rows folded in one transaction: what delivery waits for at most
 * @param syncEvery time between synced checkpoints, after which the journal may let go of what was delivered
 */
public record EmbeddedSettings(int foldAtRows, Duration foldAfter, int sliceRows, Duration syncEvery) {
    /** For a Pi and for a town. */
    public static final EmbeddedSettings STANDARD = new EmbeddedSettings(250_000, Duration.ofHours(6), 50_000,
            Duration.ofSeconds(30));

    public EmbeddedSettings {
        if (foldAtRows < 1 || sliceRows < 1) {
            throw new IllegalArgumentException(
                    "rows to fold at and per slice must be at least 1, are " + foldAtRows + " and "
                            + sliceRows);
        }
    }
}
