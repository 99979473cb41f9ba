package org.airshed.edge.clock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The machine's clock, believed once the kernel says that NTP has set it.
 *
 * <p>Asked are the mark of systemd-timesyncd and {@code timedatectl}, which reports what any NTP daemon told the kernel.
 * A fake hardware clock restarts at the last shutdown's time and looks plausible: without one of these marks it is not
 * believed. Threads: one.
 */
public final class NetworkTime implements TrustedTime {
    private static final Path TIMESYNCD_MARK = Path.of("/run/systemd/timesync/synchronized");
    private static final long ASK_AGAIN_NANOS = Duration.ofSeconds(20).toNanos();
    private static final long ANSWER_WITHIN_SECONDS = 2;

    private final InstantSource clock;
    private final LongSupplier nanos;
    private final BooleanSupplier synchronizedByNtp;
    private boolean believed;
    private boolean asked;
    private long askedAtNanos;

    NetworkTime(InstantSource clock, LongSupplier nanos, BooleanSupplier synchronizedByNtp) {
        this.clock = clock;
        this.nanos = nanos;
        this.synchronizedByNtp = synchronizedByNtp;
    }

    /** Of this machine. */
    public static NetworkTime ofThisMachine() {
        return new NetworkTime(InstantSource.system(), System::nanoTime, NetworkTime::kernelIsSynchronized);
    }

    @Override
    public Optional<Instant> now() {
        if (!believed && (!asked || nanos.getAsLong() - askedAtNanos >= ASK_AGAIN_NANOS)) {
            asked = true;
            askedAtNanos = nanos.getAsLong();
            believed = synchronizedByNtp.getAsBoolean();
        }
        return believed ? Optional.of(clock.instant()) : Optional.empty();
    }

    @Override
    public String source() {
        return "ntp";
    }

    private static boolean kernelIsSynchronized() {
        return Files.exists(TIMESYNCD_MARK) || timedatectlSaysYes();
    }

    private static boolean timedatectlSaysYes() {
        try {
            Process process = new ProcessBuilder("timedatectl", "show", "-p", "NTPSynchronized", "--value")
                    .redirectErrorStream(true).start();
            try {
                if (!process.waitFor(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                    return false;
                }
                return new String(process.getInputStream().readNBytes(100), StandardCharsets.UTF_8).strip()
                        .equals("yes");
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return false; // no systemd here
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
