package org.airshed.ingest.api;

import java.time.Duration;

/**
 * Bounds of the API.
 *
 * @param workers threads that ask store and registry
 * @param waitingQuestions questions that may wait for one of them; more are answered 503
 * @param exports CSV exports at the same time
 * @param eventClients listeners to {@code /events} at the same time; each costs a connection and a few hundred bytes
 * @param eventInterval how often listeners get what changed
 * @param heartbeat how often a silent event stream shows that it lives
 * @param stallLimit how long a listener may take nothing before it is cut off
 */
public record ApiSettings(int workers, int waitingQuestions, int exports, int eventClients, Duration eventInterval,
        Duration heartbeat, Duration stallLimit) {
    /** Fits a town on two cores. */
    public static final ApiSettings DEFAULT = new ApiSettings(4, 128, 2, 1_000, Duration.ofMillis(250),
            Duration.ofSeconds(15), Duration.ofSeconds(30));
}
