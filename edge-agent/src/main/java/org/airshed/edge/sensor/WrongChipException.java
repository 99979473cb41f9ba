package org.airshed.edge.sensor;

import java.io.IOException;

/** Something answers at the address, but it is not the chip that the settings name. */
public final class WrongChipException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message a sentence that names the place, what was expected and what was found */
    public WrongChipException(String message) {
        super(message);
    }
}
