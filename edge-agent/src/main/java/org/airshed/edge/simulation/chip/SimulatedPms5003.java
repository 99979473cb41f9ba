package org.airshed.edge.simulation.chip;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.airshed.edge.bus.Timing;
import org.airshed.edge.simulation.air.Air;
import org.airshed.edge.simulation.air.AirModel;
import org.airshed.edge.simulation.air.Noise;
import org.jspecify.annotations.Nullable;

/**
 * A PMS5003 as a source of bytes: frames in its own time, answers to its commands.
 *
 * <p>Threads: one, that of the line it is connected to.
 *
 * <p>Source: firmware-notes/pms5003.md.
 */
public final class SimulatedPms5003 {
    private static final long STEADY_NANOS = 2_300_000_000L;
    private static final long CHANGING_NANOS = 800_000_000L;
    /** Frames of nothing but zeros while the fan gathers speed. */
    private static final Duration SPINNING_UP = Duration.ofSeconds(3);
    private static final Duration SETTLED = Duration.ofSeconds(30);
    private static final int REMEMBERED = 8;
    /** A stuck fan: dust lies in the beam, and the same number comes for ever. */
    private static final int[] STUCK_WORDS = {164, 231, 268, 109, 154, 178, 32_440, 9380, 1660, 214, 32, 11, 0x9700};

    private final Timing timing;
    private final InstantSource clock;
    private final AirModel air;
    private final long seed;

    private long fanStartNanos;
    private long nextFrameNanos;
    private boolean asleep;
    private boolean passive;
    private boolean silent;
    private boolean zeros;
    private int errorByte;
    private @Nullable Instant stuckSince;
    private int lastPm;
    private final Deque<Map<String, Double>> served = new ArrayDeque<>();

    /** @param runningFor how long ago the module got its power */
    public SimulatedPms5003(Timing timing, InstantSource clock, AirModel air, long seed, Duration runningFor) {
        this.timing = timing;
        this.clock = clock;
        this.air = air;
        this.seed = seed;
        this.fanStartNanos = timing.nanoTime() - runningFor.toNanos();
        this.nextFrameNanos = timing.nanoTime() + (long) (STEADY_NANOS * Noise.unit(seed, 99));
    }

    /** From then on the fan stands still and the values with it; null: never. */
    public void stuckSince(@Nullable Instant since) {
        stuckSince = since;
    }

    /** No byte comes any more until switched back. */
    public void silent(boolean on) {
        silent = on;
        skipWhatWasNotSent();
    }

    /** Frames of zeros, as from a module whose fan does not turn yet. */
    public void zeros(boolean on) {
        zeros = on;
    }

    /** The last byte before the checksum. */
    public void errorByte(int value) {
        errorByte = value;
    }

    /** Takes the power away for a moment. */
    public void reboot() {
        asleep = false;
        passive = false;
        fanStartNanos = timing.nanoTime();
        nextFrameNanos = fanStartNanos + STEADY_NANOS;
    }

    /**
     * Whether one of the last frames had these values and was made from settled air: what a driver may hand out.
     *
     * @param values by observed property
     */
    public boolean meant(Map<String, Double> values) {
        return served.contains(values);
    }

    /** When the next byte of a frame is due; {@code Long.MAX_VALUE} if none is. */
    long nextFrameNanos() {
        return asleep || passive || silent ? Long.MAX_VALUE : nextFrameNanos;
    }

    /** The frame that is due, and sets the time of the next. */
    byte[] frame() {
        long at = nextFrameNanos;
        int[] words = words(at);
        nextFrameNanos = at + (Math.abs(words[1] - lastPm) > 3 ? CHANGING_NANOS : STEADY_NANOS);
        lastPm = words[1];
        return encode(words);
    }

    /** Takes one command; returns what is answered at once, which may be nothing. */
    byte[] command(byte[] message) {
        boolean whole = message.length == 7 && message[0] == 0x42 && message[1] == 0x4d
                && (((message[5] & 0xff) << 8) | (message[6] & 0xff)) == sum(message, 5);
        if (!whole || silent) {
            return new byte[0];
        }
        int kind = message[2] & 0xff;
        boolean on = message[4] == 1;
        switch (kind) {
            case 0xe1 -> {
                passive = !on;
                skipWhatWasNotSent();
            }
            case 0xe4 -> {
                if (on && asleep) {
                    reboot();
                }
                asleep = !on;
            }
            case 0xe2 -> {
                return passive && !asleep ? encode(words(timing.nanoTime())) : new byte[0];
            }
            default -> {
                return new byte[0];
            }
        }
        if (kind == 0xe4 && on) {
            return new byte[0]; // a wake-up has no answer
        }
        byte[] answer = {0x42, 0x4d, 0, 4, (byte) kind, message[4], 0, 0};
        int sum = sum(answer, 6);
        answer[6] = (byte) (sum >> 8);
        answer[7] = (byte) sum;
        return answer;
    }

    private void skipWhatWasNotSent() {
        long now = timing.nanoTime();
        if (nextFrameNanos < now) {
            nextFrameNanos = now + CHANGING_NANOS;
        }
    }

    private int[] words(long nanos) {
        long running = nanos - fanStartNanos;
        if (zeros || running < SPINNING_UP.toNanos()) {
            return new int[13];
        }
        Instant time = clock.instant().minusNanos(timing.nanoTime() - nanos);
        int[] words;
        Instant since = stuckSince;
        if (since != null && !time.isBefore(since)) {
            words = STUCK_WORDS.clone();
        } else {
            // Not settled: half as much again, which a driver that does not wait would publish.
            words = measured(time, running < SETTLED.toNanos() ? 1.5 : 1);
        }
        words[12] = 0x9700 | errorByte;
        if (running >= SETTLED.toNanos() && errorByte == 0) {
            remember(words);
        }
        return words;
    }

    private int[] measured(Instant time, double bias) {
        Air now = air.at(time);
        double spread = bias * (1 + 0.04 * Noise.bell(seed + 1, time.toEpochMilli() / 100));
        double fine = now.pm25() * spread;
        double coarse = (now.pm10() - now.pm25()) * spread;
        double one = now.pm1() * spread;
        double above = 1.0 + 0.5 * Math.clamp((fine - 30) / 60, 0, 1); // the factory channel is higher in thick air only
        int[] words = new int[13];
        words[0] = whole(one * above);
        words[1] = whole(fine * above);
        words[2] = whole((fine + 0.6 * coarse) * above); // little of the coarse dust gets as far as the beam
        words[3] = whole(one);
        words[4] = whole(fine);
        words[5] = whole(fine + 0.6 * coarse);
        words[6] = whole(185 * fine + 40);
        words[7] = whole(54 * fine + 8);
        words[8] = whole(9.5 * fine + 0.9 * coarse + 1);
        words[9] = whole(1.2 * fine + 0.5 * coarse);
        words[10] = whole(0.12 * fine + 0.2 * coarse);
        words[11] = whole(0.08 * coarse);
        return words;
    }

    private void remember(int[] words) {
        String[] names = {"pm1_cf1", "pm2_5_cf1", "pm10_cf1", "pm1", "pm2_5", "pm10", "pn_gt0_3", "pn_gt0_5", "pn_gt1",
                "pn_gt2_5", "pn_gt5", "pn_gt10"};
        Map<String, Double> values = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            values.put(names[i], i < 6 ? words[i] : words[i] / 100.0);
        }
        served.addLast(values);
        if (served.size() > REMEMBERED) {
            served.removeFirst();
        }
    }

    private static int whole(double value) {
        return Math.clamp(Math.round(value), 0, 0xfffe);
    }

    private static byte[] encode(int[] words) {
        var bytes = new ByteArrayOutputStream(32);
        bytes.writeBytes(new byte[]{0x42, 0x4d, 0, 28});
        for (int word : words) {
            bytes.write(word >> 8);
            bytes.write(word);
        }
        int sum = sum(bytes.toByteArray(), 30);
        bytes.write(sum >> 8);
        bytes.write(sum);
        return bytes.toByteArray();
    }

    private static int sum(byte[] bytes, int end) {
        int sum = 0;
        for (int i = 0; i < end; i++) {
            sum += bytes[i] & 0xff;
        }
        return sum;
    }
}
