package org.airshed.system;

import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.airshed.benchmarks.mqtt.LoadClient;
import org.airshed.benchmarks.mqtt.LoadSettings;
import org.airshed.benchmarks.mqtt.SyntheticReadings;
import org.airshed.benchmarks.server.AirshedIngest;
import org.airshed.benchmarks.server.Http;
import org.airshed.system.ledger.Ledger;

/**
 * Knows when everything is stored, without asking the ingest tier how far it believes to be: what is delivered in
 * journal order is all there once a last reading, sent when all else was acknowledged, can be read.
 */
public final class Drained {
    private static final String PREFIX = "sentinel";
    private static final SyntheticReadings LAST = new SyntheticReadings(PREFIX, 1_767_225_600_000L, 1);
    private static final Duration AT_MOST = Duration.ofMinutes(3);

    private Drained() {}

    /** Sends the last reading and waits until the API shows it. */
    public static void await(AirshedIngest ingest) {
        // The station itself is unknown (404) until its reading is stored.
        await(ingest, prefix -> {
            Http.Answer answer = Http.get(ingest.api("/api/v1/readings?format=csv&from=2026-01-01T00:00:00.000Z"
                    + "&to=2026-01-02T00:00:00.000Z&station=" + LAST.station(0)), Map.of());
            return answer.status() == 200 && answer.body().lines().count() > 1;
        });
    }

    /**
     * Sends the last reading and waits until it is stored.
     *
     * @param stored whether a reading of a station with this prefix is
     */
    public static void await(AirshedIngest ingest, Predicate<String> stored) {
        ingest.awaitReady();
        Promises promises = new Promises(LAST, 1);
        LoadSettings settings = new LoadSettings(ingest.mqtt(), 5, "sentinel-", 1, 1, 0, 1, Duration.ofMillis(100));
        try (LoadClient client = LoadClient.start(settings, promises)) {
            client.awaitDone(AT_MOST);
        }
        ingest.process().await("the last reading in the store", AT_MOST, () -> stored.test(PREFIX));
    }

    /** The store without the last reading. */
    public static Ledger.Stored without(Ledger.Stored stored) {
        stored.values().keySet().removeIf(key -> key.station().startsWith(PREFIX));
        return stored;
    }
}
