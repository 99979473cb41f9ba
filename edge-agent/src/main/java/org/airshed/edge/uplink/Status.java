package org.airshed.edge.uplink;

import java.util.Locale;

/** What stands on a station's status topic. */
enum Status {
    ONLINE, OFFLINE;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
