package org.airshed.edge.app;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** An MQTT 5 server that takes every publish, acknowledges it and keeps it: just enough for an uplink. */
final class TakingBroker implements AutoCloseable {
    private final ServerSocket server;
    private final List<byte[]> payloads = new ArrayList<>();
    private final List<String> clients = new ArrayList<>();
    private final List<String> topics = new ArrayList<>();

    TakingBroker() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    Thread.ofVirtual().start(() -> serve(socket));
                } catch (IOException e) {
                    return; // closed
                }
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    synchronized List<byte[]> payloads() {
        return List.copyOf(payloads);
    }

    synchronized List<String> clients() {
        return List.copyOf(clients);
    }

    synchronized List<String> topics() {
        return topics.stream().distinct().toList();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Socket socket) {
        try (socket; DataInputStream in = new DataInputStream(socket.getInputStream())) {
            OutputStream out = socket.getOutputStream();
            for (int first = in.read(); first >= 0; first = in.read()) {
                byte[] body = in.readNBytes(remainingLength(in));
                switch (first >> 4) {
                    case 1 -> {
                        connect(body);
                        out.write(new byte[]{0x20, 3, 0, 0, 0}); // CONNACK, no session, success, no properties
                    }
                    case 3 -> out.write(publish(body, ((first >> 1) & 3) > 0));
                    case 12 -> out.write(new byte[]{(byte) 0xd0, 0}); // PINGRESP
                    default -> {
                        return; // DISCONNECT
                    }
                }
                out.flush();
            }
        } catch (IOException e) {
            // the client went
        }
    }

    private synchronized void connect(byte[] body) {
        // protocol name (6), version, flags, keep alive (2), properties, then the client id
        int properties = body[10];
        clients.add(text(body, 11 + properties));
    }

    private synchronized byte[] publish(byte[] body, boolean acknowledged) {
        topics.add(text(body, 0));
        int at = 2 + length(body, 0);
        byte[] answer = acknowledged ? new byte[]{0x40, 2, body[at], body[at + 1]} : new byte[0];
        at += acknowledged ? 2 : 0;
        at += 1 + body[at]; // properties, shorter than 128 bytes
        payloads.add(java.util.Arrays.copyOfRange(body, at, body.length));
        return answer;
    }

    private static int length(byte[] body, int at) {
        return ((body[at] & 0xff) << 8) | (body[at + 1] & 0xff);
    }

    private static String text(byte[] body, int at) {
        return new String(body, at + 2, length(body, at), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static int remainingLength(DataInputStream in) throws IOException {
        int length = 0;
        int shift = 0;
        int next;
        do {
            next = in.readUnsignedByte();
            length |= (next & 0x7f) << shift;
            shift += 7;
        } while (next >= 0x80);
        return length;
    }
}
