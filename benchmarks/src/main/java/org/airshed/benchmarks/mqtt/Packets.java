package org.airshed.benchmarks.mqtt;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The few MQTT packets a publisher needs.
 *
 * <p>Source: MQTT 3.1.1 sections 3.1 to 3.4, MQTT 5 sections 2.2.2 and 3.1 to 3.4.
 */
final class Packets {
    static final int CONNACK = 2;
    static final int PUBACK = 4;
    static final int DISCONNECT = 14;

    private static final int PUBLISH_QOS_1 = 0x32;
    private static final int RECEIVE_MAXIMUM = 0x21;

    private Packets() {}

    static void connect(ByteBuffer into, int version, String clientId) {
        byte[] id = clientId.getBytes(StandardCharsets.UTF_8);
        int properties = version == 5 ? 1 : 0;
        into.put((byte) 0x10);
        remainingLength(into, 10 + properties + 2 + id.length);
        into.putShort((short) 4).put("MQTT".getBytes(StandardCharsets.US_ASCII));
        into.put((byte) version).put((byte) 0x02); // clean start: the load keeps its own account of what is open
        into.putShort((short) 0); // no keep alive
        if (version == 5) {
            into.put((byte) 0);
        }
        into.putShort((short) id.length).put(id);
    }

    /** Longest PUBLISH with this topic and payload. */
    static int publishSize(byte[] topic, int payload) {
        return 1 + 4 + 2 + topic.length + 2 + 1 + payload;
    }

    static void publish(ByteBuffer into, int version, byte[] topic, int packetId, ByteBuffer payload) {
        into.put((byte) PUBLISH_QOS_1);
        remainingLength(into, 2 + topic.length + 2 + (version == 5 ? 1 : 0) + payload.remaining());
        into.putShort((short) topic.length).put(topic).putShort((short) packetId);
        if (version == 5) {
            into.put((byte) 0);
        }
        into.put(payload);
    }

    static void disconnect(ByteBuffer into) {
        into.put((byte) 0xE0).put((byte) 0);
    }

    private static void remainingLength(ByteBuffer into, int length) {
        int rest = length;
        do {
            int digit = rest & 0x7F;
            rest >>>= 7;
            into.put((byte) (rest > 0 ? digit | 0x80 : digit));
        } while (rest > 0);
    }

    /**
     * Length of the body of the packet that begins at the buffer's position, after moving past its fixed header; -1,
     * with the position unchanged, where it is not whole yet.
     */
    static int body(ByteBuffer from) {
        from.mark();
        int length = 0;
        int shift = 0;
        try {
            from.get();
            while (true) {
                int digit = from.get();
                length |= (digit & 0x7F) << shift;
                if (digit >= 0) {
                    break;
                }
                shift += 7;
            }
        } catch (BufferUnderflowException e) {
            from.reset();
            return -1;
        }
        if (from.remaining() < length) {
            from.reset();
            return -1;
        }
        return length;
    }

    /** The Receive Maximum of a CONNACK's properties, 65535 where it names none. */
    static int receiveMaximum(ByteBuffer properties) {
        int end = variableInteger(properties);
        end += properties.position();
        while (properties.position() < end) {
            int id = properties.get();
            if (id == RECEIVE_MAXIMUM) {
                return Short.toUnsignedInt(properties.getShort());
            }
            skipProperty(id, properties);
        }
        return 65_535;
    }

    private static void skipProperty(int id, ByteBuffer from) {
        int bytes = switch (id) {
            case 0x24, 0x25, 0x28, 0x29, 0x2A -> 1;
            case 0x13, 0x22 -> 2;
            case 0x11, 0x27 -> 4;
            case 0x12, 0x15, 0x16, 0x1A, 0x1C, 0x1F -> Short.toUnsignedInt(from.getShort());
            case 0x26 -> {
                int name = Short.toUnsignedInt(from.getShort());
                from.position(from.position() + name);
                yield Short.toUnsignedInt(from.getShort());
            }
            default ->
                throw new IllegalArgumentException("unknown property 0x" + Integer.toHexString(id) + " in CONNACK");
        };
        from.position(from.position() + bytes);
    }

    private static int variableInteger(ByteBuffer from) {
        int value = 0;
        int shift = 0;
        while (true) {
            int digit = from.get();
            value |= (digit & 0x7F) << shift;
            if (digit >= 0) {
                return value;
            }
            shift += 7;
        }
    }
}
