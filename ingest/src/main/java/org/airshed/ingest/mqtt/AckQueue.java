package org.airshed.ingest.mqtt;

import io.netty.buffer.ByteBuf;

/**
 * Publishes of one connection in the order they came, each until it may be acknowledged. PUBACKs go out in that order
 * (MQTT 3.1.1 and 5, section 4.6), so one that is ready waits for those before it.
 *
 * <p>Threads: the connection's event loop only. Arrays, not objects: at 70,000 publishes a second this is the hottest
 * queue of the process.
 */
final class AckQueue {
    /** Position of an entry that waits for {@link #settle} instead of the journal. */
    static final long UNSETTLED = Long.MAX_VALUE;

    /** Position of an entry that waits for nothing but those before it. */
    static final long SETTLED = 0;

    /** Packet id of an entry that is never answered: QoS 0. */
    static final int NO_ANSWER = -1;

    /** Most bytes of one PUBACK written here: type, length, packet id (2), reason. */
    static final int MAX_ACK_BYTES = 5;

    private static final int PUBACK = 0x40;

    private int[] packetIds = {};
    private int[] bytes = {};
    private byte[] reasons = {};
    private long[] positions = {};
    private int head; // index of the oldest entry
    private int size;
    private long removed; // entries ever removed: the sequence number of the oldest
    private int unanswered; // entries that will be answered
    private long heldBytes;

    /**
     * Adds a publish.
     *
     * @param packetId to answer, or {@link #NO_ANSWER}
     * @param reason MQTT 5 reason code, 0 for success
     * @param position of the journal that covers it, or {@link #SETTLED}, or {@link #UNSETTLED}
     * @param size bytes it holds until then
     */
    void add(int packetId, int reason, long position, int size) {
        if (this.size == packetIds.length) {
            grow();
        }
        int at = index(this.size);
        packetIds[at] = packetId;
        reasons[at] = (byte) reason;
        positions[at] = position;
        bytes[at] = size;
        this.size++;
        heldBytes += size;
        if (packetId != NO_ANSWER) {
            unanswered++;
        }
    }

    /** Sequence number that the next added entry will have, for {@link #settle}. */
    long nextSequence() {
        return removed + size;
    }

    /** An entry that was added {@link #UNSETTLED} may go out now. */
    void settle(long sequence) {
        long offset = sequence - removed;
        if (offset >= 0 && offset < size) {
            positions[index((int) offset)] = SETTLED;
        }
    }

    /** How many of the oldest entries may go out, given how far the journal is on disk. */
    int ready(long committed) {
        int ready = 0;
        while (ready < size && positions[index(ready)] <= committed) {
            ready++;
        }
        return ready;
    }

    /**
     * Removes the oldest entries and writes their PUBACKs.
     *
     * @param withReasons MQTT 5: a reason other than success is told
     * @return bytes the entries held
     */
    long remove(int count, ByteBuf out, boolean withReasons) {
        long released = 0;
        for (int i = 0; i < count; i++) {
            int packetId = packetIds[head];
            if (packetId != NO_ANSWER) {
                byte reason = withReasons ? reasons[head] : 0;
                out.writeByte(PUBACK);
                out.writeByte(reason == 0 ? 2 : 3);
                out.writeShort(packetId);
                if (reason != 0) {
                    out.writeByte(reason); // property length may be left out below 4 (MQTT 5 section 3.4.2.2.1)
                }
                unanswered--;
            }
            released += bytes[head];
            head = head + 1 == packetIds.length ? 0 : head + 1;
            size--;
            removed++;
        }
        heldBytes -= released;
        return released;
    }

    int size() {
        return size;
    }

    /** Publishes that wait for their PUBACK. */
    int unanswered() {
        return unanswered;
    }

    long heldBytes() {
        return heldBytes;
    }

    private int index(int offset) {
        int at = head + offset;
        return at >= packetIds.length ? at - packetIds.length : at;
    }

    private void grow() {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = index(i);
        }
        int capacity = Math.max(16, 2 * size);
        int[] oldIds = packetIds;
        int[] oldBytes = bytes;
        byte[] oldReasons = reasons;
        long[] oldPositions = positions;
        packetIds = new int[capacity];
        bytes = new int[capacity];
        reasons = new byte[capacity];
        positions = new long[capacity];
        for (int i = 0; i < size; i++) {
            packetIds[i] = oldIds[order[i]];
            bytes[i] = oldBytes[order[i]];
            reasons[i] = oldReasons[order[i]];
            positions[i] = oldPositions[order[i]];
        }
        head = 0;
    }
}
