package org.airshed.ingest.deadletter;

import org.airshed.contract.id.StationId;
import org.jspecify.annotations.Nullable;

/**
 * Which letters to list.
 *
 * @param station null: of every station
 * @param reason its code; null: any
 * @param fromMillis received then or later
 * @param limit the newest so many
 */
public record LetterFilter(@Nullable StationId station, @Nullable String reason, long fromMillis, int limit) {
    /** The newest letters of all. */
    public static LetterFilter newest(int limit) {
        return new LetterFilter(null, null, Long.MIN_VALUE, limit);
    }

    boolean takes(DeadLetter letter) {
        return (station == null || station.equals(letter.station()))
                && (reason == null || reason.equals(letter.reason()))
                && letter.receivedMillis() >= fromMillis;
    }
}
