package org.airshed.edge.clock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * One stretch of monotonic time: from power-on of this machine until it goes down.
 *
 * <p>On Linux the kernel names its boots, and {@link System#nanoTime} counts from there, so a process that is started
 * again goes on in the same stretch. Elsewhere every process is a boot of its own.
 *
 * <p>Threads: any.
 */
public final class Boot {
    private static final Path KERNEL_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final long ONE_MILLISECOND = 1_000_000;

    private final String id;
    private final LongSupplier nanos;

    private Boot(String id, LongSupplier nanos) {
        this.id = id;
        this.nanos = nanos;
    }

    /** The boot that is running now. */
    public static Boot running() {
        String kernelId = kernelId();
        if (!kernelId.isEmpty()) {
            return new Boot(kernelId, System::nanoTime);
        }
        // The origin of nanoTime is arbitrary here and may be negative; a boot begins with its first millisecond.
        long origin = System.nanoTime() - ONE_MILLISECOND;
        return new Boot(UUID.randomUUID().toString(), () -> System.nanoTime() - origin);
    }

    /** A boot with a clock of its own, for simulated time. */
    public static Boot of(String id, LongSupplier nanos) {
        return new Boot(id, nanos);
    }

    /** Tells this boot from every other of any machine. */
    public String id() {
        return id;
    }

    /** Nanoseconds since this boot began; never goes back. */
    public long nanos() {
        return nanos.getAsLong();
    }

    private static String kernelId() {
        try {
            return Files.readString(KERNEL_ID).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
