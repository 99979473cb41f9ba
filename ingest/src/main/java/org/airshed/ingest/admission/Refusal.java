package org.airshed.ingest.admission;

import java.nio.ByteBuffer;

/**
 * Why a submission, or one record of it, was not accepted.
 *
 * @param index place of the record in its pack from 0; {@link #WHOLE} for the payload as a whole
 * @param reason short stable code, for counters and lists: {@code unknown-property}, {@code future}
 * @param detail a sentence for the keeper
 * @param payload the whole payload as it came, for replay; refusals of one submission share it
 */
public record Refusal(int index, String reason, String detail, ByteBuffer payload) {
    /** Index of a refusal of the whole payload. */
    public static final int WHOLE = -1;

    /** Longest detail in characters; a longer one is cut, as it may quote what was sent. */
    public static final int MAX_DETAIL = 400;

    public Refusal {
        if (index < WHOLE) {
            throw new IllegalArgumentException("index of a refusal is " + index);
        }
        if (detail.length() > MAX_DETAIL) {
            detail = detail.substring(0, MAX_DETAIL - 1) + "…";
        }
        payload = payload.asReadOnlyBuffer();
    }

    /** A view of its own: reading it moves nobody else's position. */
    @Override
    public ByteBuffer payload() {
        return payload.duplicate();
    }
}
