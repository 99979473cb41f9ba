package org.airshed.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.zip.CRC32C;
import org.airshed.journal.disk.Disk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks the frames of one segment file through a read-ahead buffer, and finds the next whole frame after a damaged
 * place. Threads: one.
 */
final class SegmentScanner implements AutoCloseable {
    /** What {@link #next} came upon, from {@link #at()} to {@link #end()}. */
    enum Found {
        FRAME,
        /** Bytes that are no frame; a frame, or the limit, follows them. */
        DAMAGE, LIMIT
    }

    private static final Logger LOG = LoggerFactory.getLogger(SegmentScanner.class);
    private static final int SECTOR_BYTES = 512;

    private final Disk.File file;
    private final long base;
    private final CRC32C crc = new CRC32C();
    private ByteBuffer buffer;
    private ByteBuffer readOnly;
    private long bufferStart;
    private int buffered;
    /** Where the file ended before a limit that promised more. */
    private long shortAt = Long.MAX_VALUE;
    private long position;
    private long foundAt;
    private int foundBytes;

    SegmentScanner(Disk.File file, long base, int bufferBytes) {
        this.file = file;
        this.base = base;
        this.position = base;
        this.bufferStart = base;
        this.buffer = ByteBuffer.allocate(bufferBytes);
        this.readOnly = buffer.asReadOnlyBuffer();
    }

    /** Lets {@link #next} look here, a position of a frame in this segment. */
    void moveTo(long newPosition) {
        position = newPosition;
    }

    /** Looks at the current position and moves past what is there. Bytes before {@code limit} must not change any more. */
    Found next(long limit) throws IOException {
        foundAt = position;
        if (position >= limit) {
            return Found.LIMIT;
        }
        int frame = frameAt(position, limit);
        if (frame > 0) {
            foundBytes = frame;
            position += frame;
            return Found.FRAME;
        }
        long p = position + FrameFormat.ALIGNMENT;
        while (p < limit && p < shortAt && frameAt(p, limit) == 0) {
            p += FrameFormat.ALIGNMENT;
        }
        position = p >= shortAt ? limit : Math.min(p, limit);
        return Found.DAMAGE;
    }

    /** Where what was found begins. */
    long at() {
        return foundAt;
    }

    /** Where what was found ends. */
    long end() {
        return position;
    }

    /** Payload of the frame found, valid until the next call of {@link #next}. */
    ByteBuffer payload() {
        int start = (int) (foundAt - bufferStart);
        int length = buffer.getInt(start + FrameFormat.LENGTH_OFFSET);
        if (FrameFormat.frameBytes(length) != foundBytes) {
            throw new IllegalStateException("no frame was found at " + foundAt);
        }
        return readOnly.slice(start + FrameFormat.HEADER_BYTES, length);
    }

    /** Reads bytes of this segment, damaged or not, for keeping them aside; fewer where the file is shorter. */
    ByteBuffer raw(long from, int bytes) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(bytes);
        readFully(into, from);
        return into.flip();
    }

    /** Whether a whole frame stands at {@code p} that says it belongs elsewhere: left from before a segment was reused. */
    boolean staleFrameAt(long p, long limit) throws IOException {
        return fill(p, FrameFormat.HEADER_BYTES, limit)
                && frameAt(p, buffer.getLong((int) (p - bufferStart) + FrameFormat.POSITION_OFFSET), limit) > 0;
    }

    private int frameAt(long p, long limit) throws IOException {
        return frameAt(p, p, limit);
    }

    /** Bytes of the whole frame at {@code p} that names the position {@code claimed} and ends by the limit; 0 if none. */
    private int frameAt(long p, long claimed, long limit) throws IOException {
        if (!fill(p, FrameFormat.HEADER_BYTES, limit)) {
            return 0;
        }
        int start = (int) (p - bufferStart);
        if (buffer.getLong(start + FrameFormat.POSITION_OFFSET) != claimed) {
            return 0;
        }
        int length = buffer.getInt(start + FrameFormat.LENGTH_OFFSET);
        if (length < 0 || length > limit - p - FrameFormat.HEADER_BYTES) {
            return 0;
        }
        int bytes = FrameFormat.frameBytes(length);
        if (!fill(p, bytes, limit)) {
            return 0;
        }
        start = (int) (p - bufferStart);
        crc.reset();
        crc.update(buffer.array(), start + FrameFormat.LENGTH_OFFSET,
                FrameFormat.HEADER_BYTES - FrameFormat.LENGTH_OFFSET + length);
        return (int) crc.getValue() == buffer.getInt(start + FrameFormat.CRC_OFFSET) ? bytes : 0;
    }

    /** Has {@code bytes} from {@code p} in the buffer; false where the limit or the file ends before. */
    private boolean fill(long p, int bytes, long limit) throws IOException {
        if (p >= bufferStart && p + bytes <= bufferStart + buffered) {
            return true;
        }
        if (p + bytes > limit || p + bytes > shortAt) {
            return false;
        }
        if (bytes > buffer.capacity()) {
            buffer = ByteBuffer
                    .allocate(Math.max(bytes, (int) Math.min(2L * buffer.capacity(), Integer.MAX_VALUE - 16)));
            readOnly = buffer.asReadOnlyBuffer();
        }
        buffer.clear().limit((int) Math.min(buffer.capacity(), limit - p));
        bufferStart = p;
        buffered = 0;
        boolean all = readFully(buffer, p);
        buffered = buffer.position();
        if (!all) {
            shortAt = p + buffered;
        }
        return buffered >= bytes;
    }

    private boolean readFully(ByteBuffer into, long from) throws IOException {
        long at = from - base;
        while (into.hasRemaining()) {
            int n;
            try {
                n = file.read(into, at);
            } catch (ClosedChannelException e) {
                throw e; // closed or interrupted: nothing is wrong with the disk
            } catch (IOException e) {
                n = readSector(into, at);
            }
            if (n < 0) {
                return false;
            }
            at += n;
        }
        return true;
    }

    /** Reads to the end of a sector; one that the disk cannot give reads as zeros, and so costs the frames in it. */
    private int readSector(ByteBuffer into, long at) throws IOException {
        int bytes = (int) Math.min(into.remaining(), SECTOR_BYTES - at % SECTOR_BYTES);
        ByteBuffer sector = ByteBuffer.allocate(bytes);
        try {
            int n = file.read(sector, at);
            if (n > 0) {
                into.put(sector.flip());
            }
            return n;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            LOG.error("journal segment={} cannot be read at byte {}: {} bytes taken for damaged", base, at, bytes, e);
            into.put(new byte[bytes]);
            return bytes;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
