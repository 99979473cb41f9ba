/** A small, fast MQTT client that publishes on many connections and keeps account of every PUBACK. */
@NullMarked
package org.airshed.benchmarks.mqtt;

import org.jspecify.annotations.NullMarked;
