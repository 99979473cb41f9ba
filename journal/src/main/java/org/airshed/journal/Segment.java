package org.airshed.journal;

import java.nio.file.Path;

/**
 * One segment file. Its first frame stands at {@code base}; the next segment's base is where its last frame ends.
 */
final class Segment {
    private static final String SUFFIX = ".segment";
    private static final int DIGITS = 19;

    final long base;
    final Path path;
    /** Size of the file; written by the commit thread only. */
    volatile long bytes;

    Segment(long base, Path path, long bytes) {
        this.base = base;
        this.path = path;
        this.bytes = bytes;
    }

    /** Padded, so that names sort as positions do. */
    static String name(long base) {
        String digits = Long.toString(base);
        return "0".repeat(DIGITS - digits.length()) + digits + SUFFIX;
    }

    /** The base in a file name, or -1 where this is not a segment's name. */
    static long base(String name) {
        if (name.length() != DIGITS + SUFFIX.length() || !name.endsWith(SUFFIX)) {
            return -1;
        }
        for (int i = 0; i < DIGITS; i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return -1;
            }
        }
        try {
            long base = Long.parseLong(name, 0, DIGITS, 10);
            return base % FrameFormat.ALIGNMENT == 0 ? base : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
