package org.airshed.edge.bus;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/** A device that gives prepared answers and writes down what it is told and how long it is left alone. */
public final class ScriptedI2c implements I2cPort, Timing {
    /** In an answer list: this read is not acknowledged. */
    public static final String NAK = "nak";

    private final Deque<String> answers = new ArrayDeque<>();
    private final List<String> log = new ArrayList<>();
    private long nanos;

    /** Prepares answers in hexadecimal; blanks are ignored. */
    public ScriptedI2c answers(String... hex) {
        answers.addAll(List.of(hex));
        return this;
    }

    /** {@code w 21b1}, {@code p 500ms}, {@code r 9}, in order. */
    public List<String> log() {
        return log;
    }

    @Override
    public void write(byte... bytes) {
        log.add("w " + HexFormat.of().formatHex(bytes));
    }

    @Override
    public void read(byte[] into) throws IOException {
        log.add("r " + into.length);
        String next = answers.poll();
        if (next == null || next.equals(NAK)) {
            throw new IOException("no acknowledge");
        }
        byte[] bytes = HexFormat.of().parseHex(next.replace(" ", ""));
        if (bytes.length != into.length) {
            throw new AssertionError("the script has " + bytes.length + " bytes for a read of " + into.length);
        }
        System.arraycopy(bytes, 0, into, 0, bytes.length);
    }

    @Override
    public void writeRead(byte[] write, byte[] into) throws IOException {
        write(write);
        read(into);
    }

    @Override
    public void pause(Duration atLeast) {
        nanos += atLeast.toNanos();
        if (!atLeast.isZero()) {
            log.add("p " + atLeast.toMillis() + "ms");
        }
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public void close() {
        log.add("close");
    }
}
