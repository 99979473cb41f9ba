package org.airshed.benchmarks.load;

import java.time.Duration;

/**
 * How long and how wide.
 *
 * @param measured length of the measured load
 * @param warmUp length of the same load before it, not measured
 * @param drain longest wait until all that was acknowledged is stored
 * @param connections at once
 * @param window unacknowledged publishes per connection, at most
 */
record Plan(Duration measured, Duration warmUp, Duration drain, int connections, int window) {}
