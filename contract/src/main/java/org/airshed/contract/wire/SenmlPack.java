package org.airshed.contract.wire;

import java.util.List;

/** A decoded SenML payload: header and records in order, or the reason why it is none. */
public sealed interface SenmlPack {
    /** A pack whose form could be read; single records may still be bad. */
    record Decoded(SubmissionHeader header, List<SenmlRecord> records) implements SenmlPack {
        public Decoded {
            records = List.copyOf(records);
        }
    }

    /**
     * Bytes that are no SenML pack as a whole.
     *
     * @param reason short stable code: {@code empty}, {@code not-senml}, {@code not-json}, {@code not-cbor}, {@code version},
     *     {@code too-many}
     * @param detail a sentence for the keeper, with the byte offset where there is one
     */
    record Malformed(String reason, String detail) implements SenmlPack {}
}
