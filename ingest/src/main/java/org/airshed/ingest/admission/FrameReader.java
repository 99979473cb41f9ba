package org.airshed.ingest.admission;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The other direction of {@link FrameWriter}. Throws {@link FrameException} where the bytes end too early. */
final class FrameReader {
    private final ByteBuffer bytes;

    FrameReader(ByteBuffer frame) {
        bytes = frame.slice();
    }

    int octet() {
        try {
            return bytes.get() & 0xff;
        } catch (BufferUnderflowException e) {
            throw endsEarly(e);
        }
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = octet();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new FrameException("a number in the frame has no end", null);
    }

    long signed() {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    /** How many of something follow, each at least one byte long. */
    int count() {
        long count = number();
        if (count < 0 || count > bytes.remaining()) {
            throw new FrameException("the frame announces " + count + " entries in " + bytes.remaining() + " bytes",
                    null);
        }
        return (int) count;
    }

    double real() {
        try {
            return bytes.getDouble();
        } catch (BufferUnderflowException e) {
            throw endsEarly(e);
        }
    }

    String text() {
        int length = count();
        String text;
        if (bytes.hasArray()) {
            text = new String(bytes.array(), bytes.arrayOffset() + bytes.position(), length, StandardCharsets.UTF_8);
        } else {
            byte[] copy = new byte[length];
            bytes.get(bytes.position(), copy);
            text = new String(copy, StandardCharsets.UTF_8);
        }
        bytes.position(bytes.position() + length);
        return text;
    }

    /** A copy: the frame's buffer is only lent. */
    ByteBuffer block() {
        byte[] copy = new byte[count()];
        bytes.get(copy);
        return ByteBuffer.wrap(copy).asReadOnlyBuffer();
    }

    boolean atEnd() {
        return !bytes.hasRemaining();
    }

    private static FrameException endsEarly(BufferUnderflowException cause) {
        return new FrameException("the frame ends too early", cause);
    }
}
