package org.airshed.system.tap;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One MQTT 5 packet, whole. Read by hand and not by the codec of the server under test: a fault of that one must not be
 * overlooked here for the same reason.
 *
 * <p>Source: MQTT 5 sections 1.5.5, 2.1, 3.3 and 3.4.
 */
final class Packet {
    static final int PUBLISH = 3;
    static final int PUBACK = 4;

    private static final int QOS_1 = 0x02;
    private static final int QOS_BITS = 0x06;
    private static final int NO_PROPERTIES = 0;
    private static final int MOST_LENGTH_BYTES = 4;

    private final int header;
    private final ByteBuffer body;

    private Packet(int header, ByteBuffer body) {
        this.header = header;
        this.body = body;
    }

    /** The next packet; null where the stream has ended, also in the middle of one. */
    static @Nullable Packet read(InputStream in) throws IOException {
        int header = in.read();
        int length = header < 0 ? -1 : length(in);
        if (length < 0) {
            return null;
        }
        byte[] body = in.readNBytes(length);
        return body.length < length ? null : new Packet(header, ByteBuffer.wrap(body));
    }

    private static int length(InputStream in) throws IOException {
        int length = 0;
        for (int index = 0; index < MOST_LENGTH_BYTES; index++) {
            int digit = in.read();
            if (digit < 0) {
                return -1;
            }
            length |= (digit & 0x7f) << (7 * index);
            if (digit < 0x80) {
                return length;
            }
        }
        throw new IOException("a packet's length has more than four bytes");
    }

    /** A PUBLISH of QoS 1. */
    static Packet publish(String topic, int packetId, ByteBuffer payload) {
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        ByteBuffer body = ByteBuffer.allocate(2 + name.length + 2 + 1 + payload.remaining());
        body.putShort((short) name.length).put(name).putShort((short) packetId).put((byte) NO_PROPERTIES)
                .put(payload.duplicate());
        return new Packet((PUBLISH << 4) | QOS_1, body.flip());
    }

    /** A PUBACK that says 0x00. */
    static Packet pubAck(int packetId) {
        return new Packet(PUBACK << 4, ByteBuffer.allocate(2).putShort((short) packetId).flip());
    }

    void write(OutputStream out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1 + MOST_LENGTH_BYTES + body.remaining());
        bytes.put((byte) header);
        int rest = body.remaining();
        do {
            bytes.put((byte) (rest > 0x7f ? (rest & 0x7f) | 0x80 : rest));
            rest >>>= 7;
        } while (rest > 0);
        bytes.put(body.duplicate());
        out.write(bytes.array(), 0, bytes.position());
        out.flush();
    }

    int type() {
        return header >> 4;
    }

    /** Whether this PUBLISH asks for an answer. */
    boolean asksForAnswer() {
        return (header & QOS_BITS) == QOS_1;
    }

    /** Of a PUBLISH of QoS 1 or a PUBACK. */
    int packetId() {
        return Short.toUnsignedInt(body.getShort(type() == PUBACK ? 0 : packetIdAt()));
    }

    /** What a PUBACK says: 0x00 where it says nothing. */
    int reasonCode() {
        return body.limit() > 2 ? body.get(2) & 0xff : 0;
    }

    /** Of a PUBLISH of QoS 1. */
    ByteBuffer payload() {
        return body.slice(payloadAt(), body.limit() - payloadAt()).asReadOnlyBuffer();
    }

    /** The same PUBLISH with another payload. */
    Packet withPayload(ByteBuffer payload) {
        int head = payloadAt();
        ByteBuffer changed = ByteBuffer.allocate(head + payload.remaining());
        changed.put(body.slice(0, head)).put(payload.duplicate());
        return new Packet(header, changed.flip());
    }

    private int packetIdAt() {
        return 2 + Short.toUnsignedInt(body.getShort(0));
    }

    private int payloadAt() {
        int at = packetIdAt() + 2;
        int properties = 0;
        int shift = 0;
        int digit;
        do {
            digit = body.get(at++);
            properties |= (digit & 0x7f) << shift;
            shift += 7;
        } while (digit < 0);
        return at + properties;
    }
}
