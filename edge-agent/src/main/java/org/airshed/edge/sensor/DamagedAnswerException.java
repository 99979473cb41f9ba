package org.airshed.edge.sensor;

import java.io.IOException;

/** Bytes arrived, and something in them shows that they are not what the chip sent. */
public final class DamagedAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message a sentence that says what did not fit */
    public DamagedAnswerException(String message) {
        super(message);
    }
}
