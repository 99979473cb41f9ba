package org.airshed.journal;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Frames that wait in memory for one write and one force. Starts small and grows to its bound.
 *
 * <p>Threads: one at a time; the journal's lock, and then the commit thread.
 */
final class Batch {
    private static final int INITIAL_BYTES = 1 << 15;

    private final int boundBytes;
    private final CRC32C crc = new CRC32C();
    /** Where segments begin within this batch, ascending. */
    private final Deque<Long> segmentBases = new ArrayDeque<>();
    private ByteBuffer bytes;
    private long start;
    private long end;
    private int frames;

    Batch(int boundBytes) {
        this.boundBytes = boundBytes;
        this.bytes = ByteBuffer.allocateDirect(Math.min(boundBytes, INITIAL_BYTES));
    }

    boolean isEmpty() {
        return frames == 0;
    }

    /** Whether another frame has room within the bound. */
    boolean fits(int frameBytes) {
        return frames == 0 || bytes.position() + frameBytes + FrameFormat.END_MARK_BYTES <= boundBytes;
    }

    /** Whether more than half of the bound is taken. */
    boolean isHalfFull() {
        return bytes.position() > boundBytes / 2;
    }

    /** The next frame begins a new segment. */
    void beginSegment(long base) {
        segmentBases.add(base);
    }

    void add(long position, ByteBuffer payload) {
        if (frames == 0) {
            start = position;
        }
        int frameBytes = FrameFormat.frameBytes(payload.remaining());
        reserve(frameBytes + FrameFormat.END_MARK_BYTES);
        FrameFormat.put(bytes, position, payload, crc);
        end = position + frameBytes;
        frames++;
    }

    private void reserve(int more) {
        if (bytes.remaining() >= more) {
            return;
        }
        int needed = bytes.position() + more;
        int capacity = Math.max(needed, (int) Math.min(2L * bytes.capacity(), boundBytes));
        bytes = ByteBuffer.allocateDirect(capacity).put(bytes.flip());
    }

    int frames() {
        return frames;
    }

    long start() {
        return start;
    }

    long end() {
        return end;
    }

    /** Whether a segment begins at this position of the batch. */
    boolean segmentBeginsAt(long position) {
        @Nullable
        Long base = segmentBases.peek();
        return base != null && base == position;
    }

    /** The segment that begins here has been made. */
    void segmentBegun() {
        segmentBases.remove();
    }

    /** Where the run of frames for one segment ends. */
    long runEnd() {
        @Nullable
        Long base = segmentBases.peek();
        return base == null ? end : base;
    }

    /** The bytes of a run, with an end mark after them where {@code marked}. */
    ByteBuffer run(long from, long to, boolean marked) {
        int at = (int) (from - start);
        int length = (int) (to - from);
        if (marked) {
            bytes.putLong(at + length, 0);
            length += FrameFormat.END_MARK_BYTES;
        }
        return bytes.slice(at, length);
    }

    void clear() {
        bytes.clear();
        segmentBases.clear();
        frames = 0;
    }
}
