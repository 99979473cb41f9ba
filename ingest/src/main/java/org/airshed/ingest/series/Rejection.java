package org.airshed.ingest.series;

import org.airshed.contract.reading.Reading;

/**
 * A reading that the store will never take.
 *
 * @param reason the store's own words
 */
public record Rejection(Reading reading, String reason) {}
