package org.airshed.ingest.registry;

import java.io.IOException;
import org.airshed.contract.id.StationId;

/** The station has a secret already. */
public final class AlreadyAddedException extends IOException {
    private static final long serialVersionUID = 1;

    AlreadyAddedException(StationId id) {
        super("station " + id + " has been added already; 'airshed station rotate " + id
                + "' gives it a new secret, the old one stays valid for a while");
    }
}
