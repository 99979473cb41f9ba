package org.airshed.ingest.registry;

import java.io.IOException;
import org.airshed.contract.id.StationId;

/** The registry has no such station. */
public final class UnknownStationException extends IOException {
    private static final long serialVersionUID = 1;

    UnknownStationException(StationId id) {
        super("station " + id + " is not known here; 'airshed station list' shows those that are");
    }
}
