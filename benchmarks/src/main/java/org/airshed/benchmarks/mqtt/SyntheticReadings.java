package org.airshed.benchmarks.mqtt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Readings that can be told apart and foretold: reading {@code n} of a station has a time and a value that follow from
 * {@code n} alone, so whoever finds one in a store knows whether it was ever sent, and with which value.
 *
 * @param prefix station ids are this and a number
 * @param baseMillis phenomenon time of each station's reading 0; the following ones a millisecond apart
 * @param perSubmission readings in one submission
 */
public record SyntheticReadings(String prefix, long baseMillis, int perSubmission) {
    /** The one sensor of each station. */
    public static final String SENSOR = "sim";
    /** The one property of that sensor. */
    public static final String PROPERTY = "pm2_5";

    /** Station id of a connection: {@code load-007}. */
    public String station(int connection) {
        return prefix + "-" + (connection < 10 ? "00" : connection < 100 ? "0" : "") + connection;
    }

    /** Phenomenon time of a station's reading. */
    public long timeMillis(long reading) {
        return baseMillis + reading;
    }

    /** Value of a station's reading in tenths: negative ones too, no two neighbours the same. */
    public static long tenths(long reading) {
        return reading * 7919 % 20_011 - 5_000;
    }

    /** Value of a station's reading. */
    public static double value(long reading) {
        return tenths(reading) / 10.0;
    }

    /** SenML JSON of a connection's submission, as anyone's microcontroller would write it. */
    public void senml(int connection, long submission, ByteBuffer into) {
        long first = submission * perSubmission;
        ascii(into, "[{\"bn\":\"");
        ascii(into, station(connection));
        ascii(into, "/\",\"bu\":\"ug/m3\",\"n\":\"sim/pm2_5\",\"t\":");
        for (int index = 0; index < perSubmission; index++) {
            if (index > 0) {
                ascii(into, ",{\"n\":\"sim/pm2_5\",\"t\":");
            }
            decimal(into, timeMillis(first + index), 3);
            ascii(into, ",\"v\":");
            decimal(into, tenths(first + index), 1);
            into.put((byte) '}');
        }
        into.put((byte) ']');
    }

    /** The same readings as line protocol, for a peer that takes nothing else at that speed. */
    public void lines(int connection, long submission, ByteBuffer into) {
        long first = submission * perSubmission;
        for (int index = 0; index < perSubmission; index++) {
            ascii(into, "air,station=");
            ascii(into, station(connection));
            ascii(into, ",sensor=sim pm2_5=");
            decimal(into, tenths(first + index), 1);
            into.put((byte) ' ');
            decimal(into, timeMillis(first + index), 0);
            ascii(into, "000000\n");
        }
    }

    private static void ascii(ByteBuffer into, String text) {
        for (int index = 0; index < text.length(); index++) {
            into.put((byte) text.charAt(index));
        }
    }

    private static void decimal(ByteBuffer into, long scaled, int places) {
        String digits = Long.toString(Math.abs(scaled));
        if (scaled < 0) {
            into.put((byte) '-');
        }
        int whole = digits.length() - places;
        if (whole <= 0) {
            into.put((byte) '0');
        }
        for (int index = Math.min(0, whole); index < digits.length(); index++) {
            if (index == whole && places > 0) {
                into.put((byte) '.');
            }
            into.put((byte) (index < 0 ? '0' : digits.charAt(index)));
        }
    }

    /** A payload as text, for people. */
    public String example() {
        ByteBuffer bytes = ByteBuffer.allocate(64 * 1024);
        senml(1, 0, bytes);
        return StandardCharsets.US_ASCII.decode(bytes.flip()).toString();
    }
}
