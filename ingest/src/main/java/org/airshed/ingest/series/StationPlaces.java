package org.airshed.ingest.series;

import java.io.IOException;
import java.util.List;

/** Where a store shows stations on dashboards that see nothing but the store. */
public interface StationPlaces {
    /**
     * Notes that these stations are there.
     *
     * @throws IOException with a sentence; nothing is lost but a dot on a map, and the next call mends it
     */
    void publish(List<StationPlace> places, long atMillis) throws IOException;
}
