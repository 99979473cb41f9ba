package org.airshed.ingest.config;

import java.util.List;

/** Settings that cannot be used; the message lists every problem, one a line. */
public final class SettingsException extends Exception {
    private static final long serialVersionUID = 1;

    SettingsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
