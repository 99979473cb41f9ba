package org.airshed.edge.uplink;

import java.util.ArrayList;
import java.util.List;
import org.airshed.contract.id.StationId;
import org.airshed.contract.reading.Reading;
import org.airshed.contract.wire.SubmissionHeader;
import org.airshed.contract.wire.SubmissionHeader.Clock;
import org.airshed.edge.clock.Placed;
import org.airshed.edge.clock.StationClock;
import org.airshed.edge.spool.SpoolEntry;
import org.airshed.edge.spool.SpoolEntry.Dated;
import org.airshed.edge.spool.SpoolEntry.Sampled;
import org.jspecify.annotations.Nullable;

/**
 * Gives an entry its times. From the same entry and clock record comes the same submission, however often it is sent.
 *
 * <p>What a boot sampled that never knew the time is sent with {@code clk=unsynced} and its seconds since that boot, which
 * no reader can take for a date (RFC 8428 section 4.5.3: a time below 2^28 is not absolute) and from which a keeper who
 * knows when the boot was can place it.
 */
final class EntryTimes {
    /** A recording's times are its own and not this machine's: an old one is no clock that was never set. */
    private static final SubmissionHeader DATED = new SubmissionHeader(null, null, Clock.SYNCED, null);
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final StationId station;
    private final @Nullable StationClock clock;

    /** @param clock null where all entries are dated */
    EntryTimes(StationId station, @Nullable StationClock clock) {
        this.station = station;
        this.clock = clock;
    }

    /** Whether submissions can be made: the running boot knows the time, or every entry brings its own. */
    boolean known() {
        return clock == null || clock.known();
    }

    /** The submission of an entry; call only while {@link #known()}. */
    Submission submission(SpoolEntry entry) {
        return switch (entry) {
            case Dated dated -> new Submission(DATED, dated.values().stream()
                    .map(value -> new Reading(station, value.sensor(), value.property(), value.phenomenonTimeMillis(),
                            value.value()))
                    .toList());
            case Sampled sampled -> sampled(sampled);
        };
    }

    private Submission sampled(Sampled entry) {
        List<Reading> readings = new ArrayList<>(entry.size());
        boolean known = true;
        for (SpoolEntry.SampledValue value : entry.values()) {
            switch (place(entry.boot(), value.startNanos())) {
                case Placed.NotYet() -> throw new IllegalStateException("boot " + entry.boot() + " has no time yet");
                case Placed.At(long utcMillis) -> readings.add(reading(value, utcMillis));
                case Placed.Never() -> {
                    known = false;
                    readings.add(reading(value, value.startNanos() / NANOS_PER_MILLI));
                }
            }
        }
        return new Submission(new SubmissionHeader(entry.boot(), entry.sequence(),
                known ? Clock.SYNCED : Clock.UNSYNCED, entry.writtenNanos() / NANOS_PER_SECOND), readings);
    }

    private Placed place(String boot, long nanos) {
        return clock == null ? new Placed.Never() : clock.place(boot, nanos);
    }

    private Reading reading(SpoolEntry.SampledValue value, long millis) {
        return new Reading(station, value.sensor(), value.property(), millis, value.value());
    }
}
