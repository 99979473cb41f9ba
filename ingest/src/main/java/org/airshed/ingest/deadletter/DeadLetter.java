package org.airshed.ingest.deadletter;

import java.nio.ByteBuffer;
import org.airshed.contract.id.StationId;

/**
 * A submission, or one record of it, that could not be stored.
 *
 * @param receivedMillis when the ingest tier received it, UTC
 * @param reason short stable code, for counters and lists
 * @param detail a sentence for the keeper
 * @param journalPosition of the submission in the ingest journal; with {@code index} it tells repeats after a crash
 * @param index place in the submission: from 0 a record of the pack, -1 the whole payload
 * @param payload what was sent, for replay; empty where a bound left only its hash in {@code detail}
 * @param sender transport, client id and address
 */
public record DeadLetter(long receivedMillis, StationId station, String reason, String detail, long journalPosition,
        int index, ByteBuffer payload, String sender) {
    public DeadLetter {
        payload = payload.asReadOnlyBuffer();
    }

    /** A view of its own: reading it moves nobody else's position. */
    @Override
    public ByteBuffer payload() {
        return payload.duplicate();
    }
}
