package org.airshed.edge.clock;

import java.util.Optional;

/**
 * What a boot's monotonic time is in UTC, from one moment of that boot on.
 *
 * @param boot id of the boot
 * @param fromNanos monotonic time from which this record counts; the first of a boot counts for what stands before, too
 * @param utcMillis UTC at {@code fromNanos}, milliseconds since 1970
 * @param source who was believed
 */
public record ClockRecord(String boot, long fromNanos, long utcMillis, String source) {
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** UTC in milliseconds of a moment of this boot. */
    public long utcMillisAt(long nanos) {
        return utcMillis + Math.floorDiv(nanos - fromNanos, NANOS_PER_MILLI);
    }

    /** The first monotonic moment of this boot at which {@link #utcMillisAt} gives {@code utc}. */
    public long nanosAt(long utc) {
        return fromNanos + (utc - utcMillis) * NANOS_PER_MILLI;
    }

    String toLine() {
        return boot + " " + fromNanos + " " + utcMillis + " " + source;
    }

    static Optional<ClockRecord> parse(String line) {
        String[] fields = line.split(" ", -1);
        if (fields.length != 4) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new ClockRecord(fields[0], Long.parseLong(fields[1]), Long.parseLong(fields[2]), fields[3]));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
