package org.airshed.ingest.live;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.airshed.contract.reading.Reading;

/**
 * The newest reading of each datastream and the newest presence of each station, with the order in which they changed;
 * and what quality control said last of each datastream, which is of a reading a little older than the newest.
 *
 * <p>Watchers do not get a queue each. They remember a number and ask what has changed {@link #since} it, so a watcher
 * that was slow or away catches up with the latest values and costs nothing meanwhile.
 *
 * <p>Threads: any. {@link #stored} is called by delivery and takes no longer than its lock: about 0.1 µs a reading.
 * Full: beyond {@code maxDatastreams} the one that has been silent longest is forgotten and counted; the next reading
 * brings it back.
 */
public final class LiveReadings {
    /**
     * What changed after some number.
     *
     * @param upTo ask for what changed since this number next time
     * @param readings the newest of each datastream that changed, in order of change
     * @param backfilled stations that delivered readings older than what was known: charts of the past are out of date
     */
    public record Changes(long upTo, List<Reading> readings, List<PresenceChange> presences,
            List<StationId> backfilled) {
        public Changes {
            readings = List.copyOf(readings);
            presences = List.copyOf(presences);
            backfilled = List.copyOf(backfilled);
        }

        /** Whether nothing changed. */
        public boolean isEmpty() {
            return readings.isEmpty() && presences.isEmpty() && backfilled.isEmpty();
        }
    }

    /** A station came or went. */
    public record PresenceChange(StationId station, boolean online, long timeMillis) {}

    /**
     * What quality control said of a reading.
     *
     * @param reasons mask of named reasons, 0 where none
     */
    public record Judgement(long timeMillis, Flag flag, int reasons) {}

    private record Datastream(StationId station, SensorName sensor, ObservedProperty property) {}

    private record Changed<T>(T value, long number) {}

    private final int maxDatastreams;
    private final ReentrantLock lock = new ReentrantLock();
    // Oldest change first; guarded by lock.
    private final LinkedHashMap<Datastream, Changed<Reading>> newest = new LinkedHashMap<>();
    private final LinkedHashMap<StationId, Changed<PresenceChange>> presences = new LinkedHashMap<>();
    private final Map<StationId, Long> backfilled = new HashMap<>();
    private final Map<Datastream, Judgement> judgements = new HashMap<>();
    private long number;
    private long forgotten;

    /** @param maxDatastreams about 300 bytes each */
    public LiveReadings(int maxDatastreams) {
        if (maxDatastreams < 1) {
            throw new IllegalArgumentException("maxDatastreams is " + maxDatastreams + ", must be at least 1");
        }
        this.maxDatastreams = maxDatastreams;
    }

    /** Takes readings that are in the store now. */
    public void stored(Collection<Reading> readings) {
        lock.lock();
        try {
            number++;
            for (Reading reading : readings) {
                take(reading);
            }
        } finally {
            lock.unlock();
        }
    }

    private void take(Reading reading) {
        var datastream = new Datastream(reading.station(), reading.sensor(), reading.property());
        Changed<Reading> known = newest.get(datastream);
        if (known != null && known.value().phenomenonTimeMillis() > reading.phenomenonTimeMillis()) {
            backfilled.put(reading.station(), number);
            return;
        }
        newest.putLast(datastream, new Changed<>(reading, number));
        if (newest.size() > maxDatastreams) {
            judgements.remove(newest.pollFirstEntry().getKey());
            forgotten++;
        }
    }

    /** Takes what quality control says of a reading of a datastream; of one that nothing was heard of it is nothing new. */
    public void judged(StationId station, SensorName sensor, ObservedProperty property, Judgement judgement) {
        lock.lock();
        try {
            var datastream = new Datastream(station, sensor, property);
            if (newest.containsKey(datastream)) {
                judgements.merge(datastream, judgement,
                        (known, other) -> other.timeMillis() >= known.timeMillis() ? other : known);
            }
        } finally {
            lock.unlock();
        }
    }

    /** What quality control said last of a datastream; empty where it has said nothing since the process began. */
    public Optional<Judgement> judgement(StationId station, SensorName sensor, ObservedProperty property) {
        lock.lock();
        try {
            return Optional.ofNullable(judgements.get(new Datastream(station, sensor, property)));
        } finally {
            lock.unlock();
        }
    }

    /** Takes the news that a station is there or gone. */
    public void presence(StationId station, boolean online, long timeMillis) {
        lock.lock();
        try {
            number++;
            presences.putLast(station, new Changed<>(new PresenceChange(station, online, timeMillis), number));
            if (presences.size() > maxDatastreams) {
                presences.pollFirstEntry();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The number of the last change; 0 before the first. */
    public long number() {
        lock.lock();
        try {
            return number;
        } finally {
            lock.unlock();
        }
    }

    /** What changed after {@code since}; costs as much as there are changes. */
    public Changes since(long since) {
        lock.lock();
        try {
            if (since >= number) {
                return new Changes(number, List.of(), List.of(), List.of());
            }
            List<StationId> past = new ArrayList<>();
            backfilled.forEach((station, at) -> {
                if (at > since) {
                    past.add(station);
                }
            });
            return new Changes(number, after(newest.sequencedValues().reversed(), since),
                    after(presences.sequencedValues().reversed(), since), past);
        } finally {
            lock.unlock();
        }
    }

    private static <T> List<T> after(Collection<Changed<T>> newestFirst, long since) {
        List<T> values = new ArrayList<>();
        for (Changed<T> changed : newestFirst) {
            if (changed.number() <= since) {
                break;
            }
            values.add(changed.value());
        }
        return values.reversed();
    }

    /** Datastreams forgotten because there were more than the bound. */
    public long forgotten() {
        lock.lock();
        try {
            return forgotten;
        } finally {
            lock.unlock();
        }
    }
}
