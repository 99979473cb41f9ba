package org.airshed.benchmarks.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time until a batch of entries of 200 bytes is on disk. Every contender also lets go of what is old, as a queue
 * does. With {@code -t 16} sixteen callers wait at once.
 *
 * <p>The folder is {@code -Dbenchmark.folder} or the system's temporary one; it must lie on a disk (a tmpfs forces
 * nothing).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 4, time = 3)
public class JournalBenchmark {
    private static final int ENTRY_BYTES = 200;
    private static final long KEPT_ENTRIES = 100_000;

    /** Who keeps the entries. */
    public enum Contender {
        JOURNAL, JOURNAL_PREALLOCATED, SQLITE_WAL_FULL, BARE_FILE
    }

    @Param
    public Contender contender = Contender.JOURNAL;

    @Param({"1", "50", "500"})
    public int batch;

    private final AtomicLong added = new AtomicLong();
    private Path folder = Path.of(".");
    private DurableQueue queue = new NoQueue();
    private long writtenBefore;

    @Setup(Level.Trial)
    public void open() throws IOException {
        folder = Files.createTempDirectory(
                Path.of(System.getProperty("benchmark.folder", System.getProperty("java.io.tmpdir"))),
                "journal-benchmark");
        byte[] entry = new byte[ENTRY_BYTES];
        new Random(1).nextBytes(entry);
        queue = switch (contender) {
            case JOURNAL -> new JournalQueue(folder, entry, false);
            case JOURNAL_PREALLOCATED -> new JournalQueue(folder, entry, true);
            case SQLITE_WAL_FULL -> new SqliteQueue(folder, entry);
            case BARE_FILE -> new BareFile(folder, entry);
        };
        writtenBefore = writtenBytes();
    }

    @Benchmark
    public void untilOnDisk() throws IOException {
        queue.add(batch);
        long before = added.getAndAdd(batch);
        if (before / KEPT_ENTRIES != (before + batch) / KEPT_ENTRIES) {
            queue.releaseAllBut(KEPT_ENTRIES);
        }
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        long written = writtenBytes() - writtenBefore;
        queue.close();
        System.out.printf("%n%s batch=%d: %.0f bytes written to the disk for each entry of %d%n", contender, batch,
                (double) written / Math.max(1, added.get()), ENTRY_BYTES);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** What this process has had written to disks, as Linux counts it; 0 elsewhere. */
    private static long writtenBytes() throws IOException {
        Path counters = Path.of("/proc/self/io");
        if (!Files.isReadable(counters)) {
            return 0;
        }
        for (String line : Files.readAllLines(counters, StandardCharsets.US_ASCII)) {
            if (line.startsWith("write_bytes: ")) {
                return Long.parseLong(line.substring("write_bytes: ".length()));
            }
        }
        return 0;
    }

    /** Before {@link #open}. */
    private static final class NoQueue implements DurableQueue {
        @Override
        public void add(int entries) {
            throw new IllegalStateException("not open");
        }

        @Override
        public void releaseAllBut(long newest) {
            throw new IllegalStateException("not open");
        }

        @Override
        public void close() {
            // nothing was opened
        }
    }
}
