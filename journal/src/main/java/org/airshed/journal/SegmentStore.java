package org.airshed.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.airshed.journal.disk.Disk;
import org.airshed.journal.disk.DiskFullException;
import org.jspecify.annotations.Nullable;

/**
 * The segment files of one journal and all that changes them.
 *
 * <p>Threads: everything that writes belongs to the commit thread (and to the opening thread before it); the segment
 * list, {@link #first} and {@link #release} are for any thread. Durability: a segment is forced before the next one is
 * created, and the folder is forced before a frame is written into a new segment; segments go one at a time, oldest
 * first, each with the folder forced, so that after a power cut those that are left follow one another without a gap.
 */
final class SegmentStore implements AutoCloseable {
    /** Released segments that are kept for reuse where segments are preallocated. */
    private static final int SPARES = 2;
    /** A page: filled in larger pieces, a file is cached in larger pieces, and Linux then counts each small write as one. */
    private static final int ZEROS_BYTES = 1 << 12;
    private static final int READ_AHEAD_BYTES = 1 << 18;
    /** Left behind by a journal whose force failed: see {@link #rewriteTail}. */
    private static final String FAILED_MARK = "failed";

    private final JournalSettings settings;
    private final Disk disk;
    private final Path folder;
    private final Disk.Lock lock;
    private final DropRecord drops;
    private final DamageShelf shelf;
    private final NavigableMap<Long, Segment> segments = new ConcurrentSkipListMap<>();
    private final int maxSegments;
    private Segment tail;
    private Disk.File tailFile;
    private final long openedEnd;
    private final long tornBytes;
    private volatile long first;
    private volatile long released;
    private final LongAdder forces = new LongAdder();

    /** Opens the folder and cuts back a torn tail; a journal that ends before {@code atLeast} goes on there. */
    static SegmentStore open(JournalSettings settings, Disk disk, long atLeast) throws IOException {
        disk.createFolders(settings.folder());
        Disk.Lock lock = disk.lock(settings.folder().resolve("lock"));
        try {
            return new SegmentStore(settings, disk, lock, atLeast);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private SegmentStore(JournalSettings settings, Disk disk, Disk.Lock lock, long atLeast) throws IOException {
        this.settings = settings;
        this.disk = disk;
        this.folder = settings.folder();
        this.lock = lock;
        this.maxSegments = (int) Math.min(Integer.MAX_VALUE, settings.maxBytes() / settings.segmentBytes());
        this.shelf = new DamageShelf(folder.resolve("damaged"), disk, settings.segmentBytes());
        this.drops = DropRecord.open(folder.resolve("dropped"), disk);
        List<String> names = disk.list(folder);
        for (Segment segment : segmentsIn(folder, names)) {
            segments.put(segment.base, segment);
        }
        Map.@Nullable Entry<Long, Segment> last = segments.lastEntry();
        if (last == null) {
            this.openedEnd = FrameFormat.align(Math.max(atLeast, drops.upTo()));
            this.tornBytes = 0;
            this.tail = create(openedEnd);
            segments.put(openedEnd, tail);
            this.tailFile = disk.open(tail.path, false);
        } else {
            Tail found = Tail.of(last.getValue(), disk, shelf);
            this.tornBytes = found.tornBytes();
            this.tail = last.getValue();
            this.tailFile = disk.open(tail.path, false);
            if (tornBytes > 0) {
                tailFile.truncate(found.end() - tail.base);
            }
            if (names.contains(FAILED_MARK)) {
                rewriteTail(found.end());
            }
            // What was found may be in the system's memory only, left by a process that was killed: now it is on disk.
            force();
            disk.forceDirectory(folder);
            if (names.contains(FAILED_MARK)) {
                disk.delete(folder.resolve(FAILED_MARK));
            }
            if (found.end() < atLeast) {
                this.openedEnd = FrameFormat.align(atLeast);
                beginSegment(openedEnd);
            } else {
                this.openedEnd = found.end();
            }
        }
        for (Segment segment : segments.values()) {
            segment.bytes = sizeOf(segment);
        }
        updateFirst();
        while (segments.size() > 1 && endOf(oldest()) <= drops.upTo()) {
            remove(oldest(), null); // counted as dropped before a cut kept its file from going
        }
    }

    static List<Segment> segmentsIn(Path folder, List<String> names) {
        return names.stream().filter(name -> Segment.base(name) >= 0)
                .map(name -> new Segment(Segment.base(name), folder.resolve(name), 0))
                .toList();
    }

    private long sizeOf(Segment segment) throws IOException {
        try (Disk.File file = disk.openToRead(segment.path)) {
            return file.size();
        }
    }

    /**
     * After a failed force the system may hold pages that it takes for clean although they never reached the disk, and
     * a later force would not write them. Writing the same bytes again makes them due again.
     */
    private void rewriteTail(long end) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(READ_AHEAD_BYTES);
        for (long at = 0; at < end - tail.base;) {
            bytes.clear().limit((int) Math.min(bytes.capacity(), end - tail.base - at));
            int n = tailFile.read(bytes, at);
            if (n < 0) {
                break;
            }
            tailFile.write(bytes.flip(), at);
            at += n;
        }
    }

    /** Best effort: the disk has just failed. Lives in the same memory as the pages it warns of, so it needs no force. */
    void markFailed() {
        try {
            disk.open(folder.resolve(FAILED_MARK), true).close();
        } catch (IOException e) {
            // then the disk takes nothing at all, and neither will the next journal here
        }
    }

    // ---- the list, for any thread

    long first() {
        return first;
    }

    @Nullable
    Segment holding(long position) {
        Map.@Nullable Entry<Long, Segment> entry = segments.floorEntry(position);
        return entry == null ? null : entry.getValue();
    }

    long endOf(Segment segment) {
        Long next = segments.higherKey(segment.base);
        return next == null ? Long.MAX_VALUE : next;
    }

    SegmentScanner scan(Segment segment) throws IOException {
        int buffer = (int) Math.min(READ_AHEAD_BYTES, settings.segmentBytes());
        return new SegmentScanner(disk.openToRead(segment.path), segment.base, buffer);
    }

    List<Long> bases() {
        return List.copyOf(segments.keySet());
    }

    /** Lets segments that end by here go; returns whether there is one. */
    boolean release(long position) {
        synchronized (this) {
            if (position > released) {
                released = position;
            }
        }
        updateFirst();
        Long oldest = segments.firstKey();
        return first > oldest;
    }

    private synchronized void updateFirst() {
        Long oldest = segments.firstKey();
        Long kept = segments.floorKey(Math.max(released, oldest));
        first = Math.max(first, kept == null ? oldest : kept);
    }

    DamageShelf shelf() {
        return shelf;
    }

    long droppedFrames() {
        return drops.frames();
    }

    long openedEnd() {
        return openedEnd;
    }

    long tornBytes() {
        return tornBytes;
    }

    long forces() {
        return forces.sum();
    }

    long bytesOnDisk() {
        return segments.values().stream().mapToLong(segment -> segment.bytes).sum();
    }

    int count() {
        return segments.size();
    }

    int maxSegments() {
        return maxSegments;
    }

    // ---- writing, for the commit thread

    long tailBase() {
        return tail.base;
    }

    /** Writes a batch; after a {@link DiskFullException} it goes on from {@code from} again. */
    long write(Batch batch, long from) throws IOException {
        if (batch.segmentBeginsAt(from)) {
            if (tail.base != from) {
                beginSegment(from);
            }
            batch.segmentBegun();
        }
        long to = batch.runEnd();
        boolean marked = to == batch.end() && to - tail.base + FrameFormat.END_MARK_BYTES <= settings.segmentBytes();
        ByteBuffer run = batch.run(from, to, marked);
        long size = from - tail.base + run.remaining();
        tailFile.write(run, from - tail.base);
        tail.bytes = Math.max(tail.bytes, size);
        return to;
    }

    void force() throws IOException {
        tailFile.force();
        forces.increment();
    }

    /** Ends the tail at {@code base} and begins the next segment there. */
    private void beginSegment(long base) throws IOException {
        force();
        Segment next = null;
        while (segments.size() >= maxSegments) {
            if (!isReleased(oldest())) {
                drop();
            }
            if (settings.preallocate() && segments.size() == maxSegments) {
                break; // its file is reused below
            }
            remove(oldest(), null);
        }
        if (settings.preallocate() && segments.size() > 1 && isReleased(oldest())) {
            next = reuse(oldest(), base);
        }
        if (next == null) {
            next = create(base);
        }
        Disk.File file = disk.open(next.path, false);
        tailFile.close();
        tailFile = file;
        tail = next;
        segments.put(base, next);
        updateFirst();
    }

    private Segment create(long base) throws IOException {
        Path path = folder.resolve(Segment.name(base));
        long bytes = 0;
        try (Disk.File file = disk.open(path, true)) {
            file.truncate(0); // a cut or a full disk may have left a piece of one
            if (settings.preallocate()) {
                ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(ZEROS_BYTES, settings.segmentBytes()));
                while (bytes < settings.segmentBytes()) {
                    zeros.clear().limit((int) Math.min(zeros.capacity(), settings.segmentBytes() - bytes));
                    int n = zeros.remaining();
                    file.write(zeros, bytes);
                    bytes += n;
                }
            }
            file.force();
        } catch (IOException e) {
            try {
                disk.delete(path);
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        disk.forceDirectory(folder);
        return new Segment(base, path, bytes);
    }

    /** A released segment becomes the next one: its frames stand at other positions now and are none any more. */
    private Segment reuse(Segment oldest, long base) throws IOException {
        Path path = folder.resolve(Segment.name(base));
        remove(oldest, path);
        return new Segment(base, path, oldest.bytes);
    }

    private Segment oldest() {
        return segments.firstEntry().getValue();
    }

    private boolean isReleased(Segment segment) {
        return endOf(segment) <= first;
    }

    /** Gives up the oldest segment, if it is not the only one, to make room; returns whether there was one. */
    boolean dropOldest() throws IOException {
        if (segments.size() < 2) {
            return false;
        }
        Segment oldest = oldest();
        long end = endOf(oldest);
        long frames = framesLeft(oldest, end);
        try {
            drops.add(frames, end);
        } catch (DiskFullException e) {
            // Not even the count has room before the segment goes; a power cut right here would forget it.
            release(end);
            remove(oldest, null);
            drops.add(frames, end);
            return true;
        }
        release(end);
        remove(oldest, null);
        return true;
    }

    /** Counts what the oldest segment still holds as dropped and lets it be released. */
    private void drop() throws IOException {
        Segment oldest = oldest();
        long end = endOf(oldest);
        drops.add(framesLeft(oldest, end), end);
        release(end);
    }

    private long framesLeft(Segment segment, long end) throws IOException {
        long from = Math.max(released, drops.upTo());
        if (end <= from) {
            return 0;
        }
        long frames = 0;
        try (SegmentScanner scanner = scan(segment)) {
            SegmentScanner.Found found;
            while ((found = scanner.next(end)) != SegmentScanner.Found.LIMIT) {
                if (found == SegmentScanner.Found.FRAME && scanner.at() >= from) {
                    frames++;
                }
            }
        }
        return frames;
    }

    /** Lets go of released segments, but for the spares. */
    void removeReleased() throws IOException {
        int spares = settings.preallocate() ? SPARES : 0;
        while (isReleased(oldest()) && segments.headMap(first).size() > spares) {
            remove(oldest(), null);
        }
    }

    /** The list forgets it first: a reader that still finds the file then knows why its content is strange. */
    private void remove(Segment segment, @Nullable Path reusedAs) throws IOException {
        segments.remove(segment.base);
        updateFirst();
        if (reusedAs == null) {
            disk.delete(segment.path);
        } else {
            disk.rename(segment.path, reusedAs);
        }
        disk.forceDirectory(folder);
    }

    @Override
    public void close() throws IOException {
        try {
            tailFile.close();
        } finally {
            lock.close();
        }
    }
}
