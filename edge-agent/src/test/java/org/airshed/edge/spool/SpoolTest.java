package org.airshed.edge.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.edge.spool.Spool.Stored;
import org.airshed.edge.spool.SpoolEntry.Dated;
import org.airshed.edge.spool.SpoolEntry.DatedValue;
import org.airshed.edge.spool.SpoolEntry.Sampled;
import org.airshed.edge.spool.SpoolEntry.SampledValue;
import org.airshed.journal.disk.FileDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final SensorName SENSOR = new SensorName("scd41-62");
    private static final ObservedProperty CO2 = ObservedProperties.of("co2");

    @TempDir
    Path folder;
    private final AtomicLong nanos = new AtomicLong(1);

    @Test
    void entriesComeBackInOrderAndTheSameUntilReleased() throws IOException {
        try (Spool spool = open("boot-a")) {
            List<SpoolEntry> entries = List.of(sampled("boot-a", 1), sampled("boot-a", 2), dated(3));
            for (SpoolEntry entry : entries) {
                spool.append(entry);
            }
            spool.commit();
            assertThat(entriesOf(readAll(spool))).isEqualTo(entries);
            spool.rewind();
            assertThat(entriesOf(readAll(spool))).isEqualTo(entries);
            spool.rewind();
            Stored first = readAll(spool).getFirst();
            spool.release(first, 1);
            spool.rewind();
            assertThat(entriesOf(readAll(spool))).isEqualTo(entries.subList(1, 3));
            assertThat(spool.pendingEntries()).isEqualTo(2);
            assertThat(spool.isEmpty()).isFalse();
        }
    }

    @Test
    void anEntryThatIsNotCommittedIsNotGivenOut() throws IOException {
        try (Spool spool = open("boot-a")) {
            spool.append(dated(1));
            assertThat(spool.next()).isNull();
            assertThat(spool.isEmpty()).isFalse();
            spool.commit();
            assertThat(spool.next()).isNotNull();
        }
    }

    @Test
    void sequenceNumbersOfABootGoOnAfterARestartEvenIfEverythingWasReleased() throws IOException {
        try (Spool spool = open("boot-a")) {
            assertThat(spool.lastSequence()).isZero();
            for (int i = 1; i <= 5; i++) {
                spool.append(sampled("boot-a", i));
            }
            spool.commit();
            List<Stored> all = readAll(spool);
            spool.release(all.getLast(), all.size());
            assertThat(spool.isEmpty()).isTrue();
        }
        try (Spool spool = open("boot-a")) {
            assertThat(spool.lastSequence()).isEqualTo(5);
            assertThat(spool.isEmpty()).isTrue();
            assertThat(spool.next()).isNull();
            assertThat(spool.bootsAtOpening()).isEmpty();
            assertThat(spool.pendingEntries()).isZero();
        }
        try (Spool spool = open("boot-b")) {
            assertThat(spool.lastSequence()).isZero();
        }
    }

    @Test
    void theCursorIsWrittenAtMostOnceAMinuteAndOnClose() throws IOException {
        Path cursor = folder.resolve("cursor");
        try (Spool spool = open("boot-a")) {
            for (int i = 1; i <= 10; i++) {
                spool.append(dated(i));
            }
            spool.commit();
            List<Stored> all = readAll(spool);
            spool.release(all.get(0), 1);
            spool.release(all.get(1), 1);
            assertThat(Files.exists(cursor)).isFalse();
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(61));
            spool.release(all.get(2), 1);
            assertThat(Files.exists(cursor)).isTrue();
            byte[] written = Files.readAllBytes(cursor);
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(59));
            spool.release(all.get(3), 1);
            assertThat(Files.readAllBytes(cursor)).isEqualTo(written);
        }
        try (Spool spool = open("boot-a")) {
            assertThat(entriesOf(readAll(spool))).hasSize(6);
        }
    }

    @Test
    void theSizeLimitDropsTheOldestAndCountsThem() throws IOException {
        try (Spool spool = open("boot-a")) {
            int entries = 0;
            while (spool.dropped() == 0 && entries < 100_000) {
                spool.append(large(entries++));
                if (entries % 20 == 0) {
                    spool.commit();
                }
            }
            spool.commit();
            long dropped = spool.dropped();
            List<Stored> left = readAll(spool);
            assertThat(dropped).isPositive();
            assertThat(left).hasSize((int) (entries - dropped));
            assertThat(((Dated) left.getLast().entry()).values().getFirst().value()).isEqualTo(entries - 1.0);
            assertThat(spool.statistics().bytesOnDisk()).isLessThanOrEqualTo(SpoolSettings.LEAST_BYTES);
            // What was given out before it was dropped may still be acknowledged.
            spool.release(left.getLast(), left.size());
            assertThat(spool.isEmpty()).isTrue();
            assertThat(spool.pendingEntries()).isZero();
        }
    }

    @Test
    void everyEntryComesBackFromItsBytes() throws IOException {
        Random random = new Random(20261122);
        List<ObservedProperty> properties = ObservedProperties.all();
        for (int round = 0; round < 500; round++) {
            List<SampledValue> sampled = new ArrayList<>();
            List<DatedValue> dated = new ArrayList<>();
            for (int i = random.nextInt(40); i >= 0; i--) {
                ObservedProperty property = properties.get(random.nextInt(properties.size()));
                SensorName sensor = new SensorName("chip-" + random.nextInt(5));
                double value = Double.longBitsToDouble(random.nextLong());
                double finite = Double.isFinite(value) ? value : random.nextInt();
                sampled.add(new SampledValue(sensor, property, random.nextLong(), finite));
                dated.add(new DatedValue(sensor, property, random.nextLong() >> random.nextInt(60), finite));
            }
            assertComesBack(new Sampled("boot-" + random.nextLong(), random.nextLong(), random.nextLong(), sampled));
            assertComesBack(new Dated(dated));
        }
    }

    @Test
    void damagedOrNewerBytesAreASentenceAndNeverAnEntry() throws IOException {
        byte[] good = new byte[SpoolEntryCodec.encode(sampled("boot-a", 1)).remaining()];
        SpoolEntryCodec.encode(sampled("boot-a", 1)).get(good);
        for (int length = 0; length < good.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(good, 0, length);
            assertThatThrownBy(() -> SpoolEntryCodec.decode(cut)).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> SpoolEntryCodec.decode(ByteBuffer.wrap(new byte[]{9, 1, 2, 3})))
                .isInstanceOf(IOException.class).hasMessageContaining("newer Airshed");
    }

    private static void assertComesBack(SpoolEntry entry) throws IOException {
        assertThat(SpoolEntryCodec.decode(SpoolEntryCodec.encode(entry))).isEqualTo(entry);
    }

    private Spool open(String boot) throws IOException {
        return Spool.open(new SpoolSettings(folder, SpoolSettings.LEAST_BYTES, Duration.ofHours(1)), new FileDisk(),
                boot, nanos::get);
    }

    private static List<Stored> readAll(Spool spool) throws IOException {
        List<Stored> all = new ArrayList<>();
        for (Stored stored = spool.next(); stored != null; stored = spool.next()) {
            all.add(stored);
        }
        return all;
    }

    private static List<SpoolEntry> entriesOf(List<Stored> stored) {
        return stored.stream().map(Stored::entry).toList();
    }

    private static Sampled sampled(String boot, long sequence) {
        return new Sampled(boot, sequence, sequence * 1000, List.of(new SampledValue(SENSOR, CO2, sequence * 10, 412.5),
                new SampledValue(SENSOR, ObservedProperties.of("temperature"), sequence * 10, -3.25)));
    }

    private static Dated dated(int value) {
        return new Dated(List.of(new DatedValue(SENSOR, CO2, 1_800_000_000_000L + value, value)));
    }

    private static Dated large(int value) {
        return new Dated(IntStream.range(0, 500)
                .mapToObj(i -> new DatedValue(SENSOR, CO2, 1_800_000_000_000L + i, value)).toList());
    }
}
