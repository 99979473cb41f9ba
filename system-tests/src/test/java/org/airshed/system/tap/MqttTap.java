package org.airshed.system.tap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A port of this machine behind which the server seems to be: an agent connects here, every packet goes on to the server
 * and back unchanged (unless a {@link Meddler} is in the way), and a {@link Recording} is made.
 *
 * <p>A connection ends on both sides when one side ends it, or when the server cannot be reached.
 * Threads: one for the port, two for each connection.
 */
public final class MqttTap implements AutoCloseable {
    private final InetSocketAddress server;
    private final Meddler meddler;
    private final Recording recording = new Recording();
    private final ServerSocket port;
    private final Set<TappedConnection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    private MqttTap(InetSocketAddress server, Meddler meddler) throws IOException {
        this.server = server;
        this.meddler = meddler;
        this.port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Opens a port before that server. */
    public static MqttTap before(InetSocketAddress server, Meddler meddler) {
        try {
            MqttTap tap = new MqttTap(server, meddler);
            Thread.ofVirtual().name("tap").start(tap::accept);
            return tap;
        } catch (IOException e) {
            throw new UncheckedIOException("no port for the tap", e);
        }
    }

    /** Where agents connect. */
    public int port() {
        return port.getLocalPort();
    }

    public Recording recording() {
        return recording;
    }

    private void accept() {
        while (!closing) {
            try {
                Socket agent = port.accept();
                Thread.ofVirtual().name("tap-up").start(() -> serve(agent));
            } catch (IOException e) {
                if (!closing) {
                    recording.complain("the tap's port failed: " + e);
                }
                return;
            }
        }
    }

    private void serve(Socket agent) {
        try (agent; Socket upstream = new Socket()) {
            upstream.connect(server);
            TappedConnection connection = new TappedConnection(agent, upstream, meddler, recording);
            open.add(connection);
            try {
                connection.run();
            } finally {
                open.remove(connection);
            }
        } catch (IOException e) {
            // The server is not there, or one side is gone: the agent sees its connection end and tries again.
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            port.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the tap cannot be closed", e);
        }
        open.forEach(TappedConnection::end);
    }
}
