package org.airshed.edge.clock;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.airshed.journal.disk.Disk;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns boot and monotonic time into UTC, always in the same way: the first trusted time of a boot is written down once,
 * and from then on every moment of that boot has its UTC from that record.
 *
 * <p>Where a trusted time later shows that the monotonic clock went astray (a laptop slept, a quartz drifted for weeks
 * without NTP), a further record counts from that moment on; what lies before keeps the time it had.
 *
 * <p>Threads: {@link #check} from one thread, the rest from any.
 * Durability: a time is given out only after its record is forced to disk, so a power cut cannot make a second answer.
 */
public final class StationClock {
    /** Below an averaging window by far, above what a network and a scheduler blur. */
    static final Duration CORRECT_BEYOND = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(StationClock.class);

    private final Boot boot;
    private final TrustedTime trusted;
    private final ClockRecords records;

    private StationClock(Boot boot, TrustedTime trusted, ClockRecords records) {
        this.boot = boot;
        this.trusted = trusted;
        this.records = records;
    }

    /** @param file of the records, beside the station's spool */
    public static StationClock open(Path file, Disk disk, Boot boot, TrustedTime trusted) throws IOException {
        return new StationClock(boot, trusted, ClockRecords.open(file, disk));
    }

    /** The boot that is running. */
    public Boot boot() {
        return boot;
    }

    /** Asks the trusted time and writes a record where one is missing or off. Call about once a second. */
    public void check() throws IOException {
        Optional<Instant> time = trusted.now();
        if (time.isEmpty()) {
            return;
        }
        long nanos = boot.nanos();
        long utc = time.get().toEpochMilli();
        ClockRecord current = recordAt(boot.id(), nanos);
        if (current == null) {
            records.add(new ClockRecord(boot.id(), nanos, utc, trusted.source()));
            LOG.info("clock known boot={} time={} source={}", boot.id(), time.get(), trusted.source());
        } else if (Math.abs(utc - current.utcMillisAt(nanos)) > CORRECT_BEYOND.toMillis()) {
            LOG.warn("clock corrected boot={} by={} ms source={}", boot.id(), utc - current.utcMillisAt(nanos),
                    trusted.source());
            records.add(new ClockRecord(boot.id(), nanos, utc, trusted.source()));
        }
    }

    /** Whether the boot that is running knows the time. */
    public boolean known() {
        return record().isPresent();
    }

    /** The record that counts now, empty while this boot does not know the time. */
    public Optional<ClockRecord> record() {
        return Optional.ofNullable(recordAt(boot.id(), boot.nanos()));
    }

    /** The time now, empty while it is not known. */
    public Optional<Instant> now() {
        return record().map(record -> Instant.ofEpochMilli(record.utcMillisAt(boot.nanos())));
    }

    /** What a moment of a boot was in UTC. */
    public Placed place(String bootId, long nanos) {
        ClockRecord record = recordAt(bootId, nanos);
        if (record != null) {
            return new Placed.At(record.utcMillisAt(nanos));
        }
        return bootId.equals(boot.id()) ? new Placed.NotYet() : new Placed.Never();
    }

    /** Forgets the records of boots of which the spool holds nothing; the running one stays. */
    public void keepOnly(Set<String> boots) throws IOException {
        Set<String> kept = new HashSet<>(boots);
        kept.add(boot.id());
        records.keepOnly(kept);
    }

    private @Nullable ClockRecord recordAt(String bootId, long nanos) {
        ClockRecord found = null;
        for (ClockRecord record : records.all()) {
            if (record.boot().equals(bootId) && (found == null || record.fromNanos() <= nanos)) {
                found = record;
            }
        }
        return found;
    }
}
