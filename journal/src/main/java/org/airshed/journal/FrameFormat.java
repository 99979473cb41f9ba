package org.airshed.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How one entry lies in a segment. Big-endian; every frame begins at a multiple of 8.
 *
 * <pre>
 *   0       1       2       3       4       5       6       7
 *  +-------+-------+-------+-------+-------+-------+-------+-------+
 *  |      CRC-32C of what follows  |    length of the payload      |
 *  +-------+-------+-------+-------+-------+-------+-------+-------+
 *  |              position of this frame in the log                |
 *  +-------+-------+-------+-------+-------+-------+-------+-------+
 *  |  payload …                                                    |
 *  |                                    … zeros up to a multiple of 8
 *  +---------------------------------------------------------------+
 * </pre>
 *
 * The checksum covers length, position and payload. A frame is one only where it stands at its own position, so what a
 * reused segment held before never passes for a frame. Eight zero bytes after the last frame are the end mark: not a
 * frame (the checksum of an empty frame is not zero), and told apart from a torn one.
 */
final class FrameFormat {
    static final int CRC_OFFSET = 0;
    static final int LENGTH_OFFSET = 4;
    static final int POSITION_OFFSET = 8;
    static final int HEADER_BYTES = 16;
    static final int ALIGNMENT = 8;
    static final int END_MARK_BYTES = 8;

    private FrameFormat() {}

    /** Bytes a frame takes, padding included. */
    static int frameBytes(int payloadBytes) {
        return (HEADER_BYTES + payloadBytes + ALIGNMENT - 1) & -ALIGNMENT;
    }

    /** The next multiple of 8. */
    static long align(long position) {
        return (position + ALIGNMENT - 1) & -ALIGNMENT;
    }

    /** Writes a frame at the buffer's position; the payload's position is left unchanged. */
    static void put(ByteBuffer into, long position, ByteBuffer payload, CRC32C crc) {
        int start = into.position();
        int length = payload.remaining();
        int end = start + frameBytes(length);
        into.putInt(0).putInt(length).putLong(position).put(payload.duplicate());
        while (into.position() < end) {
            into.put((byte) 0);
        }
        int limit = into.limit();
        crc.reset();
        crc.update(into.limit(start + HEADER_BYTES + length).position(start + LENGTH_OFFSET));
        into.limit(limit).position(end);
        into.putInt(start + CRC_OFFSET, (int) crc.getValue());
    }
}
