package org.airshed.edge.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.airshed.journal.disk.FileDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StationClockTest {
    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path folder;
    private final AtomicLong nanos = new AtomicLong(Duration.ofSeconds(100).toNanos());
    private final AtomicReference<Optional<Instant>> trusted = new AtomicReference<>(Optional.empty());

    @Test
    void aBootKnowsNothingUntilSomebodyTrustedTellsTheTimeAndThenKnowsItsPast() throws IOException {
        StationClock clock = open("boot-a");
        clock.check();
        assertThat(clock.known()).isFalse();
        assertThat(clock.now()).isEmpty();
        assertThat(clock.place("boot-a", 0)).isEqualTo(new Placed.NotYet());
        tell(TEN);
        clock.check();
        assertThat(clock.known()).isTrue();
        assertThat(clock.now()).hasValue(TEN);
        // Sampled 40 s before the time was known.
        assertThat(clock.place("boot-a", Duration.ofSeconds(60).toNanos()))
                .isEqualTo(new Placed.At(TEN.minusSeconds(40).toEpochMilli()));
    }

    @Test
    void theSameMomentHasTheSameTimeAfterEveryRestart() throws IOException {
        StationClock clock = open("boot-a");
        tell(TEN);
        clock.check();
        Placed before = clock.place("boot-a", Duration.ofSeconds(99).toNanos());
        // The process starts again; the trusted time is a little off what it was, as NTP is.
        advance(Duration.ofSeconds(500));
        tell(TEN.plusSeconds(500).plusMillis(400));
        StationClock again = open("boot-a");
        again.check();
        assertThat(again.place("boot-a", Duration.ofSeconds(99).toNanos())).isEqualTo(before);
        // And in the next boot of the machine.
        nanos.set(Duration.ofSeconds(5).toNanos());
        assertThat(open("boot-b").place("boot-a", Duration.ofSeconds(99).toNanos())).isEqualTo(before);
    }

    @Test
    void aBootThatEndedWithoutTheTimeNeverKnowsIt() throws IOException {
        open("boot-a").check();
        nanos.set(Duration.ofSeconds(5).toNanos());
        tell(TEN);
        StationClock clock = open("boot-b");
        clock.check();
        assertThat(clock.place("boot-a", 1)).isEqualTo(new Placed.Never());
        assertThat(clock.place("boot-b", nanos.get())).isEqualTo(new Placed.At(TEN.toEpochMilli()));
    }

    @Test
    void aMonotonicClockThatWentAstrayIsCorrectedFromThenOnAndNotBefore() throws IOException {
        StationClock clock = open("boot-a");
        tell(TEN);
        clock.check();
        advance(Duration.ofMinutes(10));
        // The machine slept for an hour, which the monotonic clock does not see.
        Instant awake = TEN.plus(Duration.ofMinutes(70));
        tell(awake);
        Placed before = clock.place("boot-a", nanos.get() - 1);
        clock.check();
        assertThat(clock.now()).hasValue(awake);
        assertThat(clock.place("boot-a", nanos.get() - 1)).isEqualTo(before);
        assertThat(open("boot-a").place("boot-a", nanos.get() - 1)).isEqualTo(before);
        assertThat(open("boot-a").now()).hasValue(awake);
        // Small differences are noise and change nothing.
        tell(awake.plusMillis(1900));
        clock.check();
        assertThat(clock.now()).hasValue(awake);
    }

    @Test
    void aDamagedFileOfRecordsCountsAsEmpty() throws IOException {
        tell(TEN);
        open("boot-a").check();
        Path file = folder.resolve("clock");
        byte[] bytes = Files.readAllBytes(file);
        assertThat(open("boot-b").place("boot-a", 0)).isInstanceOf(Placed.At.class);
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 0x04;
            Files.write(file, damaged);
            assertThat(open("boot-b").place("boot-a", 0)).as("byte %d", i).isEqualTo(new Placed.Never());
        }
    }

    @Test
    void recordsOfBootsWithNothingLeftToSendAreForgotten() throws IOException {
        tell(TEN);
        open("boot-a").check();
        open("boot-b").check();
        StationClock clock = open("boot-c");
        clock.check();
        clock.keepOnly(Set.of("boot-b"));
        StationClock again = open("boot-c");
        assertThat(again.place("boot-a", 0)).isEqualTo(new Placed.Never());
        assertThat(again.place("boot-b", 0)).isInstanceOf(Placed.At.class);
        assertThat(again.known()).isTrue();
    }

    @Test
    void ntpIsAskedNowAndThenUntilItSaysYesAndBelievedFromThenOn() {
        AtomicBoolean synchronised = new AtomicBoolean();
        AtomicInteger asked = new AtomicInteger();
        NetworkTime ntp = new NetworkTime(() -> TEN, nanos::get, () -> {
            asked.incrementAndGet();
            return synchronised.get();
        });
        assertThat(ntp.now()).isEmpty();
        assertThat(ntp.now()).isEmpty();
        assertThat(asked).hasValue(1);
        synchronised.set(true);
        advance(Duration.ofSeconds(21));
        assertThat(ntp.now()).hasValue(TEN);
        assertThat(ntp.now()).hasValue(TEN);
        assertThat(asked).hasValue(2);
    }

    @Test
    void theServersTimeIsCarriedOnAndOneThatCannotBeIsNotBelieved() {
        ServerTime server = new ServerTime(nanos::get);
        assertThat(server.now()).isEmpty();
        server.told(Instant.parse("1970-01-01T00:00:10Z"));
        assertThat(server.now()).isEmpty();
        server.told(TEN);
        advance(Duration.ofSeconds(3));
        assertThat(server.now()).hasValue(TEN.plusSeconds(3));
    }

    @Test
    void theFirstWhoKnowsTheTimeIsAskedAndNamed() {
        ServerTime server = new ServerTime(nanos::get);
        AtomicBoolean synchronised = new AtomicBoolean();
        NetworkTime ntp = new NetworkTime(() -> TEN.plusSeconds(1), nanos::get, synchronised::get);
        TrustedTime both = TrustedTime.firstOf(List.of(ntp, server));
        assertThat(both.now()).isEmpty();
        server.told(TEN);
        assertThat(both.now()).hasValue(TEN);
        assertThat(both.source()).isEqualTo("server");
        synchronised.set(true);
        advance(Duration.ofMinutes(1));
        assertThat(both.now()).hasValue(TEN.plusSeconds(1));
        assertThat(both.source()).isEqualTo("ntp");
    }

    private StationClock open(String boot) throws IOException {
        return StationClock.open(folder.resolve("clock"), new FileDisk(), Boot.of(boot, nanos::get), new TrustedTime() {
            @Override
            public Optional<Instant> now() {
                return trusted.get();
            }

            @Override
            public String source() {
                return "test";
            }
        });
    }

    private void tell(Instant time) {
        trusted.set(Optional.of(time));
    }

    private void advance(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }
}
