package org.airshed.ingest.deadletter;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.airshed.contract.id.StationId;

/**
 * The letters of one submission with their shared payload, as one journal entry.
 *
 * <pre>
 * version 1 (byte) | received (long) | station (UTF) | sender (UTF) | journal position (long)
 *   payload length (int) | payload | letters (int) { index (int) | reason (UTF) | detail (UTF) }
 * </pre>
 */
record Envelope(List<DeadLetter> letters) {
    private static final int VERSION = 1;

    Envelope {
        letters = List.copyOf(letters);
    }

    /** Whether a letter can go into the same envelope as another. */
    static boolean together(DeadLetter one, DeadLetter other) {
        return one.journalPosition() == other.journalPosition() && one.station().equals(other.station())
                && one.receivedMillis() == other.receivedMillis() && one.sender().equals(other.sender())
                && one.payload().equals(other.payload());
    }

    ByteBuffer encode() {
        DeadLetter first = letters.getFirst();
        ByteBuffer payload = first.payload();
        byte[] content = new byte[payload.remaining()];
        payload.get(content);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(200 + content.length);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(first.receivedMillis());
            out.writeUTF(first.station().text());
            out.writeUTF(first.sender());
            out.writeLong(first.journalPosition());
            out.writeInt(content.length);
            out.write(content);
            out.writeInt(letters.size());
            for (DeadLetter letter : letters) {
                out.writeInt(letter.index());
                out.writeUTF(letter.reason());
                out.writeUTF(letter.detail());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    /** @throws IOException for an entry that this version cannot read */
    static Envelope decode(ByteBuffer entry) throws IOException {
        byte[] bytes = new byte[entry.remaining()];
        entry.get(entry.position(), bytes);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IOException(
                        "a dead letter has version " + version + ", this program reads version " + VERSION);
            }
            long received = in.readLong();
            StationId station = new StationId(in.readUTF());
            String sender = in.readUTF();
            long position = in.readLong();
            ByteBuffer payload = ByteBuffer.wrap(in.readNBytes(in.readInt()));
            int count = in.readInt();
            List<DeadLetter> letters = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int index = in.readInt();
                letters.add(new DeadLetter(received, station, in.readUTF(), in.readUTF(), position, index, payload,
                        sender));
            }
            return new Envelope(letters);
        } catch (IllegalArgumentException e) {
            throw new IOException("a dead letter does not hang together: " + e.getMessage(), e);
        }
    }
}
