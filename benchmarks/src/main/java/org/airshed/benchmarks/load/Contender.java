package org.airshed.benchmarks.load;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import org.airshed.benchmarks.mqtt.SyntheticReadings;
import org.airshed.benchmarks.process.ChildProcess;

/** A way of readings from MQTT into the influxd: running now, empty at first. */
interface Contender extends AutoCloseable {
    /** As it stands in the table. */
    String name();

    /** Where to publish. */
    InetSocketAddress mqtt();

    /** The bucket it writes into. */
    String bucket();

    /** Its own processes by name, without the influxd. */
    Map<String, ChildProcess> processes();

    /** The payload in the form it takes. */
    void payload(SyntheticReadings readings, int connection, long submission, ByteBuffer into);

    @Override
    void close();
}
