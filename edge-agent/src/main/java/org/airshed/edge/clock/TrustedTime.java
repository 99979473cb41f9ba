package org.airshed.edge.clock;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Somebody who is believed about the time, if he knows it now. */
public interface TrustedTime {
    /** The time now, empty while it is not known. Quick; asked about once a second. */
    Optional<Instant> now();

    /** Who this is, for the log and the clock record: {@code ntp}, {@code server}. */
    String source();

    /** The clock of this machine is right whatever anybody says: a server, a container, a Pi with a battery clock. */
    static TrustedTime always(InstantSource clock) {
        return new TrustedTime() {
            @Override
            public Optional<Instant> now() {
                return Optional.of(clock.instant());
            }

            @Override
            public String source() {
                return "machine";
            }
        };
    }

    /** The first of them that knows the time. */
    static TrustedTime firstOf(List<TrustedTime> sources) {
        return new FirstKnown(sources);
    }
}
