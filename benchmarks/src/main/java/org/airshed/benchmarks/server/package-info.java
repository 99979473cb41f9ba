/** Real servers started for a while in a folder of their own: Airshed's ingest tier, influxd, Mosquitto, Telegraf. */
@NullMarked
package org.airshed.benchmarks.server;

import org.jspecify.annotations.NullMarked;
