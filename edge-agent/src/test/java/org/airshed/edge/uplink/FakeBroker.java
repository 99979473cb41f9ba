package org.airshed.edge.uplink;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** An MQTT 5 server of plain sockets that answers exactly what a test wants. */
public final class FakeBroker implements AutoCloseable {
    /** Answer of a test that wants no PUBACK to be sent (yet). */
    public static final int SILENT = -1;
    private static final long WITHIN_SECONDS = 20;

    private final ServerSocket server;
    private final BlockingQueue<Published> published = new LinkedBlockingQueue<>();
    private final BlockingQueue<Connect> connects = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> disconnects = new LinkedBlockingQueue<>();
    private final List<Socket> sockets = new ArrayList<>();
    private volatile ToIntFunction<Published> answers = publish -> 0;
    private volatile int connectCode;
    private volatile byte[] connackProperties = new byte[0];
    private int connections; // accepting thread only

    /** A CONNECT as it came. */
    public record Connect(int number, String clientId, @Nullable String willTopic, @Nullable String will,
            boolean willRetained,
            @Nullable String user, @Nullable String password) {}

    /** A PUBLISH as it came. */
    public record Published(FakeBroker broker, Socket socket, int connection, String topic, int packetId,
            boolean retained,
            boolean duplicate, int qos, ByteBuffer payload) {
        public String text() {
            return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
        }

        public boolean readings() {
            return topic.endsWith("/readings");
        }

        public void answer(int code) {
            broker.puback(socket, packetId, code);
        }
    }

    public FakeBroker() throws IOException {
        this(0);
    }

    public FakeBroker(int port) throws IOException {
        this(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()));
    }

    public FakeBroker(ServerSocket listening) {
        server = listening;
        Thread.ofPlatform().daemon().name("fake-broker").start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** What to answer to publishes: a reason code, or {@link #SILENT}. */
    public void answers(ToIntFunction<Published> newAnswers) {
        answers = newAnswers;
    }

    public void connectCode(int code) {
        connectCode = code;
    }

    public void userProperty(String key, String value) {
        property(out -> {
            out.writeByte(0x26);
            text(out, key);
            text(out, value);
        });
    }

    public void receiveMaximum(int maximum) {
        property(out -> {
            out.writeByte(0x21);
            out.writeShort(maximum);
        });
    }

    public void maximumPacketSize(int bytes) {
        property(out -> {
            out.writeByte(0x27);
            out.writeInt(bytes);
        });
    }

    public void topicAliasMaximum(int maximum) {
        property(out -> {
            out.writeByte(0x22);
            out.writeShort(maximum);
        });
    }

    public Connect nextConnect() throws InterruptedException {
        Connect connect = connects.poll(WITHIN_SECONDS, TimeUnit.SECONDS);
        if (connect == null) {
            throw new AssertionError("no CONNECT came");
        }
        return connect;
    }

    /** Whether a CONNECT came that nobody asked for. */
    public boolean sawConnect() {
        return !connects.isEmpty();
    }

    /** The next publish of readings; those of status, info and faults are passed over. */
    public Published nextReadings() throws InterruptedException {
        return next("/readings");
    }

    public Published next(String topicEnd) throws InterruptedException {
        while (true) {
            Published publish = published.poll(WITHIN_SECONDS, TimeUnit.SECONDS);
            if (publish == null) {
                throw new AssertionError("no publish to " + topicEnd + " came");
            }
            if (publish.topic.endsWith(topicEnd)) {
                return publish;
            }
        }
    }

    /** Every publish of readings that came and was not looked at yet, at least one. */
    public List<Published> allReadings() throws InterruptedException {
        List<Published> all = new ArrayList<>();
        all.add(nextReadings());
        for (Published publish = published.poll(); publish != null; publish = published.poll()) {
            if (publish.readings()) {
                all.add(publish);
            }
        }
        return all;
    }

    /** Whether readings come within this time. */
    public boolean readingsWithin(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end) {
            Published publish = published.poll(10, TimeUnit.MILLISECONDS);
            if (publish != null && publish.readings()) {
                return true;
            }
        }
        return false;
    }

    /** The reason code of the next DISCONNECT packet, null if none comes. */
    @Nullable
    Integer nextDisconnect() throws InterruptedException {
        return disconnects.poll(5, TimeUnit.SECONDS);
    }

    public synchronized void dropConnections() {
        sockets.forEach(FakeBroker::closeQuietly);
        sockets.clear();
    }

    @Override
    public void close() {
        dropConnections();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private void property(Writing writing) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(connackProperties);
            writing.to(new DataOutputStream(bytes));
            connackProperties = bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                int number = ++connections;
                synchronized (this) {
                    sockets.add(socket);
                }
                Thread.ofPlatform().daemon().name("fake-broker-" + number).start(() -> serve(socket, number));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                int first = in.readUnsignedByte();
                byte[] body = in.readNBytes(variableInteger(in));
                DataInputStream packet = new DataInputStream(new java.io.ByteArrayInputStream(body));
                switch (first >> 4) {
                    case 1 -> connect(socket, number, packet);
                    case 3 -> publish(socket, number, first, packet, body.length);
                    case 12 -> send(socket, new byte[]{(byte) 0xd0, 0});
                    case 14 -> {
                        disconnects.add(body.length == 0 ? 0 : packet.readUnsignedByte());
                        return;
                    }
                    default -> throw new IOException("packet type " + (first >> 4));
                }
            }
        } catch (EOFException e) {
            // The client is gone.
        } catch (IOException e) {
            // It was cut off, by the test or by the client.
        }
    }

    private void connect(Socket socket, int number, DataInputStream packet) throws IOException {
        text(packet);
        packet.readUnsignedByte();
        int flags = packet.readUnsignedByte();
        packet.readUnsignedShort();
        packet.skipNBytes(variableInteger(packet));
        String clientId = text(packet);
        String willTopic = null;
        String will = null;
        if ((flags & 0x04) != 0) {
            packet.skipNBytes(variableInteger(packet));
            willTopic = text(packet);
            will = text(packet);
        }
        String user = (flags & 0x80) == 0 ? null : text(packet);
        String password = (flags & 0x40) == 0 ? null : text(packet);
        byte[] properties = connackProperties;
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.write(0x20);
        variableInteger(answer, 2 + lengthOfVariableInteger(properties.length) + properties.length);
        answer.write(0);
        answer.write(connectCode);
        variableInteger(answer, properties.length);
        answer.write(properties);
        connects.add(new Connect(number, clientId, willTopic, will, (flags & 0x20) != 0, user, password));
        send(socket, answer.toByteArray());
    }

    private void publish(Socket socket, int number, int first, DataInputStream packet, int length) throws IOException {
        String topic = text(packet);
        int qos = (first >> 1) & 3;
        int packetId = qos == 0 ? 0 : packet.readUnsignedShort();
        int properties = variableInteger(packet);
        packet.skipNBytes(properties);
        byte[] payload = packet.readAllBytes();
        if (payload.length > length) {
            throw new IOException("impossible");
        }
        Published publish = new Published(this, socket, number, topic, packetId, (first & 1) != 0, (first & 8) != 0,
                qos, ByteBuffer.wrap(payload).asReadOnlyBuffer());
        int code = publish.readings() ? answers.applyAsInt(publish) : 0;
        published.add(publish);
        if (code != SILENT) {
            puback(socket, packetId, code);
        }
    }

    private void puback(Socket socket, int packetId, int code) {
        byte high = (byte) (packetId >> 8);
        byte low = (byte) packetId;
        try {
            send(socket, code == 0 ? new byte[]{0x40, 2, high, low} : new byte[]{0x40, 3, high, low, (byte) code});
        } catch (IOException e) {
            // The connection has gone meanwhile; the client will notice.
        }
    }

    private static void send(Socket socket, byte[] bytes) throws IOException {
        synchronized (socket) {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        }
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.UTF_8);
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeShort(utf8.length);
        out.write(utf8);
    }

    private static int variableInteger(DataInputStream in) throws IOException {
        int value = 0;
        for (int shift = 0;; shift += 7) {
            int next = in.readUnsignedByte();
            value |= (next & 0x7f) << shift;
            if ((next & 0x80) == 0) {
                return value;
            }
        }
    }

    private static void variableInteger(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest > 0x7f) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    private static int lengthOfVariableInteger(int value) {
        return value < 0x80 ? 1 : 2;
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Closed is closed.
        }
    }
}
