package org.airshed.edge.simulation.chip;

import java.util.function.IntToLongFunction;

/**
 * The data sheet's compensation in whole numbers, and the way back: which raw values a chip with the data sheet's example
 * calibration would show. Whole numbers here because drivers use the formulae in double: a slip in one shows against the
 * other.
 *
 * <p>Source: BME280 data sheet, "Compensation formulas", 32 and 64 bit.
 */
final class BoschCompensation {
    /** Registers 88 to A1 of the example. */
    static final int[] FIRST_BLOCK = {0x70, 0x6b, 0x43, 0x67, 0x18, 0xfc, 0x7d, 0x8e, 0x43, 0xd6, 0xd0, 0x0b, 0x27,
            0x0b,
            0x8c, 0x00, 0xf9, 0xff, 0x8c, 0x3c, 0xf8, 0xc6, 0x70, 0x17, 0x00, 0x4b};
    /** Registers E1 to E7. */
    static final int[] SECOND_BLOCK = {0x72, 0x01, 0x00, 0x13, 0x29, 0x03, 0x1e};

    private static final int T1 = 27504;
    private static final int T2 = 26435;
    private static final int T3 = -1000;
    private static final int P1 = 36477;
    private static final int P2 = -10685;
    private static final int P3 = 3024;
    private static final int P4 = 2855;
    private static final int P5 = 140;
    private static final int P6 = -7;
    private static final int P7 = 15500;
    private static final int P8 = -14600;
    private static final int P9 = 6000;
    private static final int H1 = 75;
    private static final int H2 = 370;
    private static final int H3 = 0;
    private static final int H4 = 313;
    private static final int H5 = 50;
    private static final int H6 = 30;

    private BoschCompensation() {}

    /** The temperature that the other two formulae need, in 1/5120 of a degree. */
    static int fine(int raw) {
        int v1 = (((raw >> 3) - (T1 << 1)) * T2) >> 11;
        int v2 = (((((raw >> 4) - T1) * ((raw >> 4) - T1)) >> 12) * T3) >> 14;
        return v1 + v2;
    }

    static int hundredthsCelsius(int raw) {
        return (fine(raw) * 5 + 128) >> 8;
    }

    /** In 1/256 Pa. */
    static long pressure256(int raw, int fine) {
        long v1 = fine - 128_000L;
        long v2 = v1 * v1 * P6;
        v2 += (v1 * P5) << 17;
        v2 += (long) P4 << 35;
        v1 = ((v1 * v1 * P3) >> 8) + ((v1 * P2) << 12);
        v1 = (((1L << 47) + v1) * P1) >> 33;
        long p = 1_048_576L - raw;
        p = (((p << 31) - v2) * 3125) / v1;
        v1 = (P9 * (p >> 13) * (p >> 13)) >> 25;
        v2 = (P8 * p) >> 19;
        return ((p + v1 + v2) >> 8) + ((long) P7 << 4);
    }

    /** In 1/1024 %. */
    static int humidity1024(int raw, int fine) {
        int v = fine - 76_800;
        int left = ((raw << 14) - (H4 << 20) - (H5 * v) + 16_384) >> 15;
        int right = ((((((v * H6) >> 10) * (((v * H3) >> 11) + 32_768)) >> 10) + 2_097_152) * H2 + 8192) >> 14;
        v = left * right;
        v -= ((((v >> 15) * (v >> 15)) >> 7) * H1) >> 4;
        return Math.clamp(v, 0, 419_430_400) >> 12;
    }

    static int rawTemperature(double celsius) {
        return sixteenBits(raw -> fine(raw), Math.round(celsius * 5120), false);
    }

    static int rawPressure(double pascal, int fine) {
        return sixteenBits(raw -> pressure256(raw, fine), Math.round(pascal * 256), true);
    }

    static int rawHumidity(double percent, int fine) {
        return bisect(0, 0xffff, raw -> humidity1024(raw, fine), Math.round(percent * 1024), false);
    }

    /** Without oversampling the converter gives 16 bits; the lowest four of the twenty stay 0. */
    private static int sixteenBits(IntToLongFunction formula, long wanted, boolean falling) {
        return bisect(0, 0xffff, raw -> formula.applyAsLong(raw << 4), wanted, falling) << 4;
    }

    private static int bisect(int low, int high, IntToLongFunction formula, long wanted, boolean falling) {
        int from = low;
        int to = high;
        while (from < to) {
            int middle = (from + to) >>> 1;
            boolean below = formula.applyAsLong(middle) < wanted;
            if (below != falling) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
