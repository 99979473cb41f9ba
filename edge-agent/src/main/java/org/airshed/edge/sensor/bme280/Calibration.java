package org.airshed.edge.sensor.bme280;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The trimming values of one chip, and the data sheet's compensation formulae in double precision.
 *
 * <p>Source: firmware-notes/bme280.md "Calibration", "Compensation".
 */
record Calibration(int t1, int t2, int t3, int p1, int p2, int p3, int p4, int p5, int p6, int p7, int p8, int p9,
        int h1,
        int h2, int h3, int h4, int h5, int h6) {
    /** Registers 0x88 to 0xA1. */
    static final int FIRST_BLOCK = 26;
    /** Registers 0xE1 to 0xE7. */
    static final int SECOND_BLOCK = 7;

    /** Values as the chip compensates them; pressure null where the formula has no result. */
    record Compensated(double celsius, @Nullable Double pascal, double relativeHumidity) {}

    static Calibration of(byte[] first, byte[] second) {
        ByteBuffer a = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer b = ByteBuffer.wrap(second).order(ByteOrder.LITTLE_ENDIAN);
        int e5 = second[4] & 0xff;
        return new Calibration(a.getShort(0) & 0xffff, a.getShort(2), a.getShort(4), a.getShort(6) & 0xffff,
                a.getShort(8),
                a.getShort(10), a.getShort(12), a.getShort(14), a.getShort(16), a.getShort(18), a.getShort(20),
                a.getShort(22), first[25] & 0xff, b.getShort(0), second[2] & 0xff,
                // E5 is shared: its low half belongs to H4, its high half to H5. Swapped, humidity is 3 % too high.
                (second[3] * 16) | (e5 & 0x0f), (second[5] * 16) | (e5 >> 4), second[6]);
    }

    /** Whether these can be anybody's trimming values: an unread or absent memory shows 0000 or FFFF. */
    boolean plausible() {
        return t1 != 0 && t1 != 0xffff && p1 != 0 && p1 != 0xffff;
    }

    /**
     * @param temperature 20 bits
     * @param pressure 20 bits
     * @param humidity 16 bits
     */
    Compensated compensate(int temperature, int pressure, int humidity) {
        double v1 = (temperature / 16384.0 - t1 / 1024.0) * t2;
        double v2 = temperature / 131072.0 - t1 / 8192.0;
        v2 = v2 * v2 * t3;
        int fine = (int) (v1 + v2);
        return new Compensated((v1 + v2) / 5120, pascal(pressure, fine), relativeHumidity(humidity, fine));
    }

    private @Nullable Double pascal(int raw, int fine) {
        double v1 = fine / 2.0 - 64000;
        double v2 = v1 * v1 * p6 / 32768;
        v2 += v1 * p5 * 2;
        v2 = v2 / 4 + p4 * 65536.0;
        v1 = (p3 * v1 * v1 / 524288 + p2 * v1) / 524288;
        v1 = (1 + v1 / 32768) * p1;
        if (v1 <= 0) {
            return null; // the vendor's code gives 30000 Pa here, which is no measurement
        }
        double p = (1048576 - raw - v2 / 4096) * 6250 / v1;
        return p + (p9 * p * p / 2147483648.0 + p * p8 / 32768 + p7) / 16;
    }

    private double relativeHumidity(int raw, int fine) {
        double h = fine - 76800;
        h = (raw - (h4 * 64.0 + h5 / 16384.0 * h))
                * (h2 / 65536.0 * (1 + h6 / 67108864.0 * h * (1 + h3 / 67108864.0 * h)));
        h *= 1 - h1 * h / 524288;
        return Math.clamp(h, 0, 100);
    }
}
