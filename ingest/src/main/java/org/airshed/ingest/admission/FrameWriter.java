package org.airshed.ingest.admission;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of a frame as they grow: variable-length integers, texts, doubles. Threads: one. */
final class FrameWriter {
    private byte[] bytes = new byte[256];
    private int size;

    void octet(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    /** Seven bits at a time, least significant first; {@code value} is taken as unsigned. */
    void number(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Small whether above or below zero. */
    void signed(long value) {
        number((value << 1) ^ (value >> 63));
    }

    void real(double value) {
        room(8);
        ByteBuffer.wrap(bytes).putLong(size, Double.doubleToRawLongBits(value));
        size += 8;
    }

    void text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        number(encoded.length);
        room(encoded.length);
        System.arraycopy(encoded, 0, bytes, size, encoded.length);
        size += encoded.length;
    }

    void block(ByteBuffer block) {
        int length = block.remaining();
        number(length);
        room(length);
        block.get(block.position(), bytes, size, length);
        size += length;
    }

    ByteBuffer done() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(size, more)));
        }
    }
}
