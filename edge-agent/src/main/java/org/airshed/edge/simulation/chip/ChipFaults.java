package org.airshed.edge.simulation.chip;

import java.io.IOException;
import java.util.Arrays;

/**
 * Switches for what can go wrong with a chip and its wires.
 *
 * <p>Threads: any; a test may throw them while the agent polls.
 */
public final class ChipFaults {
    private boolean absent;
    private boolean stuck;
    private boolean neverReady;
    private int nakMessages;
    private int onesAnswers;
    private int flipByte = -1;
    private int flipMask;
    private int flipAnswers;
    private int shiftAnswers;

    /** Nothing acknowledges until switched back. */
    public synchronized void absent(boolean on) {
        absent = on;
    }

    /** New measurements repeat the last one. */
    public synchronized void stuck(boolean on) {
        stuck = on;
    }

    /** No measurement ever finishes. */
    public synchronized void neverReady(boolean on) {
        neverReady = on;
    }

    /** So many messages from now on are not acknowledged. */
    public synchronized void nakNext(int messages) {
        nakMessages = messages;
    }

    /** So many answers from now on are all FF, as if the chip had let go of the wire. */
    public synchronized void allOnes(int answers) {
        onesAnswers = answers;
    }

    /** So many answers from now on have these bits of this byte turned; shorter answers have it in their last byte. */
    public synchronized void flip(int at, int mask, int answers) {
        flipByte = at;
        flipMask = mask;
        flipAnswers = answers;
    }

    /** The checksum of word {@code word} is wrong in so many answers. */
    public void wrongChecksum(int word, int answers) {
        flip(3 * word + 2, 0x01, answers);
    }

    /** So many answers from now on arrive shifted by one bit, as after a badly stretched clock. */
    public synchronized void shiftBit(int answers) {
        shiftAnswers = answers;
    }

    synchronized boolean stuck() {
        return stuck;
    }

    synchronized boolean neverReady() {
        return neverReady;
    }

    synchronized void message() throws IOException {
        if (absent) {
            throw new IOException("no acknowledge");
        }
        if (nakMessages > 0) {
            nakMessages--;
            throw new IOException("no acknowledge");
        }
    }

    synchronized byte[] damage(byte[] answer) {
        if (onesAnswers > 0) {
            onesAnswers--;
            Arrays.fill(answer, (byte) 0xff);
        }
        if (flipAnswers > 0 && answer.length > 0) {
            flipAnswers--;
            answer[Math.min(flipByte, answer.length - 1)] ^= (byte) flipMask;
        }
        if (shiftAnswers > 0) {
            shiftAnswers--;
            for (int i = 0; i < answer.length; i++) {
                int next = i + 1 < answer.length ? answer[i + 1] & 0xff : 0xff;
                answer[i] = (byte) ((answer[i] << 1) | (next >> 7));
            }
        }
        return answer;
    }
}
