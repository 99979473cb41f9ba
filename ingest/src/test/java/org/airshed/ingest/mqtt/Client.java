package org.airshed.ingest.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/** The other end of a connection: writes bytes by hand, reads bytes back. */
final class Client implements AutoCloseable {
    /** Protocol name "MQTT" with its length. */
    private static final String NAME = "0004 4d515454";

    final EmbeddedChannel channel = new EmbeddedChannel();
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);

    Client(Services services, boolean trusted) {
        channel.config().setAllocator(allocator);
        channel.freezeTime();
        MqttServer.addHandlers(channel, services, trusted);
    }

    static byte[] hex(String... groups) {
        return HexFormat.of().parseHex(String.join("", groups).replaceAll("\\s+", ""));
    }

    /** A string as MQTT writes it: two bytes of length, then UTF-8. */
    static String text(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        return "%04x".formatted(utf8.length) + HexFormat.of().formatHex(utf8);
    }

    /** A packet: first byte, remaining length as a variable byte integer, body. */
    static byte[] packet(int first, String... body) {
        byte[] rest = hex(body);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        int length = rest.length;
        do {
            out.write(length % 128 | (length >= 128 ? 0x80 : 0));
            length /= 128;
        } while (length > 0);
        out.writeBytes(rest);
        return out.toByteArray();
    }

    static byte[] connect311(String clientId) {
        return packet(0x10, NAME, "04" /* level */, "02" /* clean */, "003c" /* keep-alive 60 s */, text(clientId));
    }

    static byte[] connect5(String clientId) {
        return packet(0x10, NAME, "05" /* level */, "02" /* clean */, "003c" /* keep-alive 60 s */,
                "00" /* no properties */, text(clientId));
    }

    static byte[] connect(int level, String flags, String keepAlive, String rest) {
        return packet(0x10, NAME, "%02x".formatted(level), flags, keepAlive, rest);
    }

    /** A publish with QoS 1 for 3.1.1. */
    static byte[] publish311(String topic, int packetId, String payload) {
        return packet(0x32, text(topic), "%04x".formatted(packetId), HexFormat.of().formatHex(payload.getBytes(UTF_8)));
    }

    /** A publish with QoS 1 for MQTT 5, without properties. */
    static byte[] publish5(String topic, int packetId, String payload) {
        return packet(0x32, text(topic), "%04x".formatted(packetId), "00",
                HexFormat.of().formatHex(payload.getBytes(UTF_8)));
    }

    Client connected311() {
        send(connect311("c1"));
        expect("20020000");
        return this;
    }

    Client connected5() {
        send(connect5("c1"));
        String answer = received();
        if (!answer.startsWith("20") || !answer.substring(4).startsWith("0000")) {
            throw new AssertionError("CONNACK is " + answer);
        }
        return this;
    }

    void expect(String hex) {
        String received = received();
        if (!received.equals(hex)) {
            throw new AssertionError("expected " + hex + " but received " + received);
        }
    }

    void send(byte[] bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes));
        channel.runPendingTasks();
    }

    void send(String... hex) {
        send(hex(hex));
    }

    /** All that was written to this client since the last call, as hexadecimal digits. */
    String received() {
        channel.runPendingTasks();
        StringBuilder hex = new StringBuilder();
        for (Object message = channel.readOutbound(); message != null; message = channel.readOutbound()) {
            ByteBuf bytes = (ByteBuf) message;
            hex.append(ByteBufUtil.hexDump(bytes));
            bytes.release();
        }
        return hex.toString();
    }

    void pass(long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    boolean reads() {
        return channel.config().isAutoRead();
    }

    boolean open() {
        channel.runPendingTasks();
        return channel.isOpen();
    }

    /** Bytes this connection still holds of its allocator: 0 once it is closed, or there is a leak. */
    long heldBytes() {
        return allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory();
    }

    /** Ends the connection from this side. */
    void hangUp() {
        Out.close(channel);
        channel.runPendingTasks();
    }

    @Override
    public void close() {
        hangUp();
        channel.releaseOutbound();
        channel.checkException();
    }
}
