package org.airshed.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.airshed.benchmarks.mqtt.Latencies;

/** How long this disk takes to put 64 KiB on itself for certain: what a promise costs at least. */
final class ForceTimes {
    private static final int TIMES = 300;

    private ForceTimes() {}

    static Latencies measure(Path folder) throws IOException {
        Latencies latencies = new Latencies();
        ByteBuffer bytes = ByteBuffer.allocateDirect(64 * 1024);
        try (FileChannel file = FileChannel.open(folder.resolve("force-times"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            for (int time = 0; time < TIMES; time++) {
                long begin = System.nanoTime();
                file.write(bytes.clear(), (long) time * bytes.capacity());
                file.force(false);
                latencies.record(System.nanoTime() - begin);
            }
        }
        return latencies;
    }
}
