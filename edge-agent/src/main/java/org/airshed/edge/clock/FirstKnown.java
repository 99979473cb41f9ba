package org.airshed.edge.clock;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Asks several in order of trust. Threads: one. */
final class FirstKnown implements TrustedTime {
    private final List<TrustedTime> sources;
    private String lastSource = "none";

    FirstKnown(List<TrustedTime> sources) {
        this.sources = List.copyOf(sources);
    }

    @Override
    public Optional<Instant> now() {
        for (TrustedTime candidate : sources) {
            Optional<Instant> time = candidate.now();
            if (time.isPresent()) {
                lastSource = candidate.source();
                return time;
            }
        }
        return Optional.empty();
    }

    @Override
    public String source() {
        return lastSource;
    }
}
