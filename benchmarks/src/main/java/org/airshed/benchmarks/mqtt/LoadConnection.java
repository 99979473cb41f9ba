package org.airshed.benchmarks.mqtt;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a {@link LoadClient}: connects, publishes within its window, takes PUBACKs, and after a loss begins
 * again with what was not acknowledged. Threads: the client's own.
 */
final class LoadConnection {
    private static final int OUT_BYTES = 128 * 1024;
    private static final int IN_BYTES = 16 * 1024;

    /** What the client keeps for all its connections together. */
    interface Account {
        /** When a new submission is due, as {@link System#nanoTime()}; {@link Long#MAX_VALUE}: not at all any more. */
        long due(int connection, long number, long now);

        void connected();

        void lost(@Nullable String reason);
    }

    private final int index;
    private final LoadSettings settings;
    private final Submissions submissions;
    private final Account account;
    private final byte[] topic;

    // For the life of the load
    private final Deque<Long> again = new ArrayDeque<>();
    private long next;
    private long acknowledged;

    // For one connection
    private final ByteBuffer out = ByteBuffer.allocateDirect(OUT_BYTES);
    private final ByteBuffer in = ByteBuffer.allocateDirect(IN_BYTES);
    private final ByteBuffer payload = ByteBuffer.allocate(OUT_BYTES / 2);
    private final long[] openNumber;
    private final long[] openSince;
    private final int[] freeIds;
    private int free;
    private int window;
    private boolean ready;
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private long retryAt;

    LoadConnection(int index, LoadSettings settings, Submissions submissions, Account account) {
        this.index = index;
        this.settings = settings;
        this.submissions = submissions;
        this.account = account;
        this.topic = submissions.topic(index).getBytes(StandardCharsets.UTF_8);
        this.openNumber = new long[settings.window() + 1];
        this.openSince = new long[settings.window() + 1];
        this.freeIds = new int[settings.window()];
        forgetOpen();
    }

    private void forgetOpen() {
        java.util.Arrays.fill(openNumber, -1);
        free = 0;
        for (int id = settings.window(); id >= 1; id--) {
            freeIds[free++] = id;
        }
        window = settings.window();
        ready = false;
    }

    /** Whether every submission up to {@code number} was answered. */
    boolean doneUpTo(long number) {
        return next >= number && inFlight() == 0 && again.isEmpty();
    }

    long acknowledged() {
        return acknowledged;
    }

    long started() {
        return next;
    }

    int inFlight() {
        return settings.window() - free;
    }

    boolean disconnectedAndDue(long now) {
        return channel == null && now - retryAt >= 0;
    }

    void connect(Selector selector) {
        try {
            SocketChannel fresh = SocketChannel.open();
            fresh.configureBlocking(false);
            fresh.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel = fresh;
            out.clear();
            in.clear();
            Packets.connect(out, settings.version(), settings.clientPrefix() + index);
            boolean connected = fresh.connect(settings.server());
            key = fresh.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
            if (connected) {
                flush();
            }
        } catch (IOException e) {
            lose(e.getMessage());
        }
    }

    void selected(long now) {
        SelectionKey mine = key;
        SocketChannel open = channel;
        if (mine == null || open == null || !mine.isValid()) {
            return;
        }
        try {
            if (mine.isConnectable() && open.finishConnect()) {
                mine.interestOps(SelectionKey.OP_READ);
                flush();
            }
            if (mine.isReadable()) {
                read(open, now);
            }
            if (mine.isValid() && mine.isWritable()) {
                flush();
            }
        } catch (IOException | IllegalArgumentException e) {
            lose(e.getMessage());
        }
    }

    private void read(SocketChannel open, long now) throws IOException {
        while (true) {
            int bytes = open.read(in);
            if (bytes < 0) {
                lose("closed by the server");
                return;
            }
            if (bytes == 0) {
                return;
            }
            in.flip();
            while (in.hasRemaining()) {
                int type = (in.get(in.position()) & 0xF0) >>> 4;
                int body = Packets.body(in);
                if (body < 0) {
                    break;
                }
                int end = in.position() + body;
                take(type, body, now);
                if (channel == null) {
                    return;
                }
                in.position(end);
            }
            in.compact();
        }
    }

    private void take(int type, int body, long now) {
        switch (type) {
            case Packets.CONNACK -> {
                in.get();
                int code = in.get() & 0xFF;
                if (code != 0) {
                    lose("CONNACK 0x" + Integer.toHexString(code));
                    return;
                }
                if (settings.version() == 5 && body > 2) {
                    window = Math.min(settings.window(), Packets.receiveMaximum(in));
                }
                ready = true;
                account.connected();
            }
            case Packets.PUBACK -> {
                int id = Short.toUnsignedInt(in.getShort());
                int reason = body > 2 ? in.get() & 0xFF : 0;
                answered(id, reason, now);
            }
            case Packets.DISCONNECT -> lose("DISCONNECT 0x" + Integer.toHexString(body > 0 ? in.get() & 0xFF : 0));
            default -> lose("unexpected packet type " + type);
        }
    }

    private void answered(int id, int reason, long now) {
        if (id < 1 || id >= openNumber.length || openNumber[id] < 0) {
            lose("PUBACK for packet " + id + ", which is not open");
            return;
        }
        long number = openNumber[id];
        openNumber[id] = -1;
        freeIds[free++] = id;
        acknowledged++;
        submissions.acknowledged(index, number, reason, now - openSince[id]);
    }

    /** Publishes what is due, as far as window and socket allow. */
    void publish(long now) {
        if (!ready) {
            return;
        }
        try {
            boolean any = false;
            while (free > 0 && inFlight() < window) {
                long number = again.isEmpty() ? next : again.peekFirst();
                long due = again.isEmpty() ? account.due(index, next, now) : now;
                if (due == Long.MAX_VALUE || due - now > 0) {
                    break;
                }
                payload.clear();
                submissions.payload(index, number, payload);
                payload.flip();
                if (out.remaining() < Packets.publishSize(topic, payload.remaining())) {
                    flush();
                    if (out.remaining() < Packets.publishSize(topic, payload.remaining())) {
                        return;
                    }
                }
                if (again.isEmpty()) {
                    next++;
                } else {
                    again.removeFirst();
                }
                int id = freeIds[--free];
                openNumber[id] = number;
                openSince[id] = due;
                Packets.publish(out, settings.version(), topic, id, payload);
                any = true;
            }
            if (any) {
                flush();
            }
        } catch (IOException e) {
            lose(e.getMessage());
        }
    }

    private void flush() throws IOException {
        SocketChannel open = channel;
        SelectionKey mine = key;
        if (open == null || mine == null || !open.isConnected()) {
            return;
        }
        out.flip();
        open.write(out);
        boolean rest = out.hasRemaining();
        out.compact();
        mine.interestOps(rest ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    private void lose(@Nullable String reason) {
        close();
        // Oldest first again, so that a station's readings go out in their order.
        java.util.Arrays.stream(openNumber).filter(number -> number >= 0).boxed()
                .sorted(java.util.Comparator.reverseOrder())
                .forEach(again::addFirst);
        forgetOpen();
        retryAt = System.nanoTime() + settings.reconnect().toNanos();
        account.lost(reason);
    }

    /** Says goodbye where it can and closes the socket. */
    void leave() {
        if (ready) {
            try {
                Packets.disconnect(out);
                flush();
            } catch (IOException e) {
                // The server went first: nothing was open that it could lose.
            }
        }
        close();
    }

    private void close() {
        SocketChannel open = channel;
        channel = null;
        key = null;
        ready = false;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // Closed is closed; what was open is sent again.
            }
        }
    }
}
