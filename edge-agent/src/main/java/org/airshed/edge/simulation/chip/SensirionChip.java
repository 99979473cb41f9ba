package org.airshed.edge.simulation.chip;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import org.airshed.edge.bus.Timing;
import org.airshed.edge.simulation.air.AirModel;
import org.jspecify.annotations.Nullable;

/**
 * Sensirion's framing from the chip's side: it does not acknowledge while it executes, without a request, before the
 * answer is ready, after it was read, and for what its state forbids.
 */
abstract sealed class SensirionChip extends SimulatedChip permits SimulatedScd41, SimulatedSen55 {
    private byte @Nullable [] pending;
    private long pendingFrom;
    private long busyUntil;

    SensirionChip(Timing timing, InstantSource clock, AirModel air, long seed) {
        super(timing, clock, air, seed);
        busyUntil = now();
    }

    /** Executes a command whose arguments have been checked; throws what {@link #refused} gives if it is not allowed. */
    abstract void execute(int command, int[] arguments) throws IOException;

    /** Whether the chip hears nothing but this command now. */
    abstract boolean deafTo(int command);

    @Override
    void powerOn() {
        pending = null;
        busyUntil = now();
    }

    @Override
    final void receive(byte[] message) throws IOException {
        if (message.length < 2 || (message.length - 2) % 3 != 0) {
            throw notAcknowledged("half a word");
        }
        int command = ((message[0] & 0xff) << 8) | (message[1] & 0xff);
        if (now() - busyUntil < 0 || deafTo(command)) {
            throw refused(command);
        }
        int[] arguments = new int[(message.length - 2) / 3];
        for (int i = 0; i < arguments.length; i++) {
            int at = 2 + 3 * i;
            if (checksum(message[at], message[at + 1]) != message[at + 2]) {
                throw notAcknowledged("wrong checksum of an argument");
            }
            arguments[i] = ((message[at] & 0xff) << 8) | (message[at + 1] & 0xff);
        }
        pending = null;
        execute(command, arguments);
    }

    @Override
    final byte[] answer(int length) throws IOException {
        byte[] bytes = pending;
        if (bytes == null || now() - pendingFrom < 0) {
            throw notAcknowledged(bytes == null ? "nothing to read" : "not ready yet");
        }
        pending = null;
        byte[] answer = Arrays.copyOf(bytes, length);
        if (length > bytes.length) {
            Arrays.fill(answer, bytes.length, length, (byte) 0xff);
        }
        return answer;
    }

    final void reply(long executionMillis, int... words) {
        byte[] bytes = new byte[3 * words.length];
        for (int i = 0; i < words.length; i++) {
            bytes[3 * i] = (byte) (words[i] >> 8);
            bytes[3 * i + 1] = (byte) words[i];
            bytes[3 * i + 2] = checksum(bytes[3 * i], bytes[3 * i + 1]);
        }
        pending = bytes;
        pendingFrom = now() + millis(executionMillis);
    }

    final void busy(long milliseconds) {
        busyUntil = now() + millis(milliseconds);
    }

    final IOException refused(int command) {
        return notAcknowledged(String.format(Locale.ROOT, "command %04x is not allowed now", command));
    }

    /** By table lookup of the highest bits, so that a mistake in a driver's own arithmetic is not repeated here. */
    static byte checksum(byte high, byte low) {
        int register = 0xff00 ^ ((high & 0xff) << 8);
        register |= low & 0xff;
        for (int bit = 0; bit < 16; bit++) {
            boolean carry = (register & 0x8000) != 0;
            register = (register << 1) & 0xffff;
            if (carry) {
                register ^= 0x3100;
            }
        }
        return (byte) (register >> 8);
    }
}
