package org.airshed.ingest.delivery;

import org.jspecify.annotations.Nullable;

/**
 * How delivery stands: counters since this process started, and where it is now.
 *
 * @param deliveredUpTo journal position that is in the store
 * @param backlogBytes of the journal that are committed and not yet in the store
 * @param stored readings stored
 * @param altered readings whose key was there already with another value
 * @param rejected readings that the store will never take, now among the dead letters
 * @param refused records and payloads refused on admission, now among the dead letters
 * @param damagedFrames journal frames that could not be decoded, skipped
 * @param readingsPerSecond stored, over the last ten seconds or so
 * @param waiting whether the store is not taking anything at the moment
 * @param lastError sentence about what holds delivery up, or last did; null where nothing ever did
 */
public record Status(long deliveredUpTo, long backlogBytes, long stored, long altered, long rejected, long refused,
        long damagedFrames, double readingsPerSecond, boolean waiting, @Nullable String lastError) {}
