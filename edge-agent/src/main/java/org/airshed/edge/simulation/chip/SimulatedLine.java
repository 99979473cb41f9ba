package org.airshed.edge.simulation.chip;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.airshed.edge.bus.SerialPort;
import org.airshed.edge.bus.SerialPorts;
import org.airshed.edge.bus.Timing;

/**
 * A serial line in this process, with a PMS5003 at its other end: 960 bytes a second into a buffer of 4096 that loses
 * what comes when it is full, as a system's does.
 *
 * <p>Threads: one at a time.
 */
public final class SimulatedLine implements SerialPorts {
    private static final long NANOS_PER_BYTE = 1_041_667;
    private static final int BUFFER = 4096;
    private static final int FRAME = 32;

    private final SimulatedPms5003 module;
    private final Timing timing;
    private final byte[] buffer = new byte[BUFFER];
    private int size;
    private byte[] sending = new byte[0];
    private int sent;
    private long sendingSince;

    private boolean unplugged;
    private Random random = new Random(1);
    private double lossPerByte;
    private double doublePerByte;
    private double flipPerByte;
    private int sinceFlip;
    private int largestChunk = Integer.MAX_VALUE;

    public SimulatedLine(SimulatedPms5003 module, Timing timing) {
        this.module = module;
        this.timing = timing;
    }

    /**
     * Chances that a byte is lost, doubled, or has one bit turned; the same sequence for the same seed. Turned bits keep a
     * frame's length apart: a sum cannot show two that cancel each other, and no driver could.
     */
    public void noise(long seed, double loss, double doubled, double flipped) {
        random = new Random(seed);
        lossPerByte = loss;
        doublePerByte = doubled;
        flipPerByte = flipped;
    }

    /** Reads give at most so many bytes, at least 1, by chance. */
    public void chunks(int largest) {
        largestChunk = largest;
    }

    /** Lost port: reads and writes fail until it is plugged in and opened again. */
    public void unplugged(boolean on) {
        unplugged = on;
        if (on) {
            size = 0;
        }
    }

    /** Puts bytes on the line as if the module had sent them. */
    public void inject(byte... bytes) {
        for (byte each : bytes) {
            arrive(each);
        }
    }

    @Override
    public SerialPort open(String path, int baud) throws IOException {
        if (unplugged) {
            throw new IOException("there is no serial port " + path);
        }
        return new Port();
    }

    private void arrive(byte value) {
        if (lossPerByte > 0 && random.nextDouble() < lossPerByte) {
            return;
        }
        byte got = value;
        if (++sinceFlip > FRAME && flipPerByte > 0 && random.nextDouble() < flipPerByte) {
            got ^= (byte) (1 << random.nextInt(8));
            sinceFlip = 0;
        }
        store(got);
        if (doublePerByte > 0 && random.nextDouble() < doublePerByte) {
            store(got);
        }
    }

    private void store(byte value) {
        if (size < BUFFER) {
            buffer[size++] = value;
        }
    }

    /** Everything that the module has sent by now. */
    private void catchUp() {
        long now = timing.nanoTime();
        while (true) {
            while (sent < sending.length && sendingSince + (sent + 1) * NANOS_PER_BYTE <= now) {
                arrive(sending[sent++]);
            }
            if (sent < sending.length || module.nextFrameNanos() > now) {
                return;
            }
            sendingSince = module.nextFrameNanos();
            sending = module.frame();
            sent = 0;
        }
    }

    private long nextByteNanos() {
        long frame = module.nextFrameNanos();
        return sent < sending.length
                ? sendingSince + (sent + 1) * NANOS_PER_BYTE
                : frame == Long.MAX_VALUE ? frame : frame + NANOS_PER_BYTE;
    }

    private final class Port implements SerialPort {
        private boolean open = true;

        @Override
        public int read(byte[] into, Duration atMost) throws IOException {
            check();
            long end = timing.nanoTime() + atMost.toNanos();
            catchUp();
            while (size == 0 && timing.nanoTime() < end) {
                long until = Math.min(end, nextByteNanos());
                timing.pause(Duration.ofNanos(Math.max(1, until - timing.nanoTime())));
                catchUp();
            }
            int count = Math.min(size, into.length);
            if (count > 1 && largestChunk < Integer.MAX_VALUE) {
                count = Math.min(count, 1 + random.nextInt(largestChunk));
            }
            System.arraycopy(buffer, 0, into, 0, count);
            System.arraycopy(buffer, count, buffer, 0, size - count);
            size -= count;
            return count;
        }

        @Override
        public void write(byte... bytes) throws IOException {
            check();
            catchUp();
            for (byte each : module.command(bytes)) {
                arrive(each);
            }
        }

        @Override
        public void close() {
            open = false;
        }

        private void check() throws IOException {
            if (unplugged) {
                open = false;
            }
            if (!open) {
                throw new IOException("the serial port is lost");
            }
        }
    }
}
