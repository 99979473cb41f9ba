package org.airshed.edge.sensor.pms5003;

import java.util.Arrays;

/**
 * Finds whole, undamaged frames in whatever a serial line delivers: pieces, the middle of a frame, lost and doubled
 * bytes.
 *
 * <pre>
 *   0    1    2    3    4 ...                    length + 2
 *   42   4D   length    payload                  sum of all bytes before it
 * </pre>
 *
 * <p>Source: firmware-notes/pms5003.md "Frames".
 */
final class FrameStream {
    /** Payload and checksum of a PMS5003 frame: 13 words and the sum. */
    static final int DATA_LENGTH = 28;
    /** The same of a PMS5003ST, which is another sensor. */
    static final int ST_LENGTH = 36;
    /** Answers to commands. */
    private static final int ANSWER_LENGTH = 4;

    private final byte[] waiting = new byte[ST_LENGTH + 4];
    private int size;
    private int[] newest = new int[0];
    private int[] previous = new int[0];
    private long bytes;
    private long frames;
    private long damaged;
    private long foreignFrames;
    private boolean idle;

    void accept(byte[] from, int count) {
        bytes += count;
        for (int i = 0; i < count; i++) {
            waiting[size++] = from[i];
            while (look()) {
                // each look takes a frame or at least one byte away
            }
        }
    }

    /** The 13 words of the newest data frame since the last call; empty if there is none. */
    int[] takeNewest() {
        int[] words = newest;
        newest = new int[0];
        return words;
    }

    /** Whether a frame of nothing but zeros came since the last call: the module had no values yet at that moment. */
    boolean takeIdle() {
        boolean was = idle;
        idle = false;
        return was;
    }

    /** Forgets what has arrived so far, a half frame too. */
    void clear() {
        size = 0;
        newest = new int[0];
    }

    long bytes() {
        return bytes;
    }

    long frames() {
        return frames;
    }

    /** Starts of frames that did not come to a good end. */
    long damaged() {
        return damaged;
    }

    long foreignFrames() {
        return foreignFrames;
    }

    private boolean look() {
        if ((size > 0 && waiting[0] != 0x42) || (size > 1 && waiting[1] != 0x4d)) {
            drop(1);
            return true;
        }
        if (size < 4) {
            return false;
        }
        int length = word(2);
        if (length != DATA_LENGTH && length != ANSWER_LENGTH && length != ST_LENGTH) {
            damaged++;
            drop(1);
            return true;
        }
        if (size < length + 4) {
            return false;
        }
        if (sum(length + 2) != word(length + 2) || (length == DATA_LENGTH && contradictory())) {
            damaged++;
            drop(1); // only one: the next frame may begin inside what looked like this one
            return true;
        }
        take(length);
        drop(length + 4);
        return true;
    }

    private void take(int length) {
        if (length == DATA_LENGTH) {
            int[] words = new int[13];
            Arrays.setAll(words, i -> word(4 + 2 * i));
            idle |= Arrays.stream(words).allMatch(word -> word == 0);
            if (credible(words)) {
                newest = words;
            }
            previous = words;
            frames++;
        } else if (length == ST_LENGTH) {
            foreignFrames++;
        }
    }

    /**
     * A plain sum does not see bytes that changed places: one zero lost and another doubled, and the words between them
     * are shifted by a byte. But masses and numbers are cumulative by definition, and the two mass channels differ by a
     * factor below 2.
     */
    private boolean contradictory() {
        boolean possible = true;
        for (int channel = 4; channel <= 10; channel += 6) {
            possible &= word(channel) <= word(channel + 2) && word(channel + 2) <= word(channel + 4);
        }
        for (int size = 4; size <= 8; size += 2) {
            int factory = word(size);
            int atmospheric = word(size + 6);
            possible &= factory <= 2 * atmospheric + 2 && atmospheric <= 2 * factory + 2;
        }
        for (int number = 16; number <= 24; number += 2) {
            possible &= word(number) >= word(number + 2);
        }
        return !possible;
    }

    /**
     * A shift by one byte makes a word larger than 255, and mostly many times what it was. Such words count only when the
     * frame before was alike: sudden smoke is seen one frame later, shifted words not at all.
     */
    private boolean credible(int[] words) {
        for (int i = 0; i < 12; i++) {
            int before = previous.length == 0 ? 0 : previous[i];
            if (words[i] > 255 && (words[i] > 2 * before + 50 || before > 2 * words[i] + 50)) {
                return false;
            }
        }
        return true;
    }

    private int sum(int end) {
        int sum = 0;
        for (int i = 0; i < end; i++) {
            sum += waiting[i] & 0xff;
        }
        return sum & 0xffff;
    }

    private int word(int at) {
        return ((waiting[at] & 0xff) << 8) | (waiting[at + 1] & 0xff);
    }

    private void drop(int count) {
        System.arraycopy(waiting, count, waiting, 0, size - count);
        size -= count;
    }
}
