package org.airshed.edge.simulation.air;

/** Random numbers that are functions of where one looks, not of how often one asked. */
public final class Noise {
    private Noise() {}

    /** One of 2^64 numbers for each pair. Source: the finaliser of SplitMix64. */
    public static long mix(long seed, long n) {
        long z = seed * 0x9E3779B97F4A7C15L + n + 0x632BE59BD9B4E019L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** From 0 to just below 1. */
    public static double unit(long seed, long n) {
        return (mix(seed, n) >>> 11) * 0x1.0p-53;
    }

    /** About normal, mean 0, deviation 1, never beyond 3.5: a sum of twelve. */
    public static double bell(long seed, long n) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += unit(seed, n * 12 + i);
        }
        return Math.clamp(sum, -3.5, 3.5);
    }

    /**
     * A smooth curve between -1 and 1 that passes through a new random value once every {@code stepHours}.
     *
     * @param hours since 1970
     */
    static double smooth(long seed, double hours, double stepHours) {
        double at = hours / stepHours;
        double floor = Math.floor(at);
        double x = at - floor;
        double weight = x * x * x * (x * (x * 6 - 15) + 10); // first and second derivative 0 at both ends
        double left = unit(seed, (long) floor);
        double right = unit(seed, (long) floor + 1);
        return 2 * (left + (right - left) * weight) - 1;
    }

    static long text(String text) {
        long hash = 7;
        for (int i = 0; i < text.length(); i++) {
            hash = mix(hash, text.charAt(i));
        }
        return hash;
    }
}
