package org.airshed.ingest.quality;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Why a value is not plainly good. Stores keep a mask of these: <b>a bit keeps its meaning for ever</b>; a reason that
 * is given up leaves its number unused, a new one takes the next free number (19).
 *
 * <p>A <em>statistical</em> reason says only that a value is unusual. Fireworks, a fire and spring dust are unusual too:
 * alone it makes a value SUSPECT, never FAIL.
 */
public enum Reason {
    /** Outside what the sensor can give or physics allows. */
    GROSS_RANGE(0, "gross-range", false),
    /** Outside what air near people normally shows. */
    OUTSIDE_USUAL_RANGE(1, "outside-usual-range", true),
    /** A number by which a driver or device says "no value". */
    SENTINEL(2, "sentinel", false),
    /** Shortly after a silence of more than 10 minutes, as when the sensor is switched on. */
    WARM_UP(3, "warm-up", false),
    /** One value far from both of its neighbours in time. */
    SPIKE(4, "spike", true),
    /** A faster change than the property shows. */
    RATE_OF_CHANGE(5, "rate-of-change", true),
    /** No change at all for longer than the property allows. */
    FLAT_LINE(6, "flat-line", false),
    /** Zero and nothing but zero where the air cannot be that clean. */
    STUCK_AT_ZERO(7, "stuck-at-zero", false),
    /** The same hourly value several hours running. */
    PERSISTENT_VALUE(8, "persistent-value", false),
    /** A second, different value for the same time. */
    DUPLICATE_TIME(9, "duplicate-time", false),
    /** A time before that of the reading which arrived earlier. */
    BACKWARD_TIME(10, "backward-time", false),
    /** Two sensors of one kind in one station contradict each other. */
    CHANNEL_DISAGREEMENT(11, "channel-disagreement", false),
    /** The stations around show something else. */
    NEIGHBOURS_DISAGREE(12, "neighbours-disagree", true),
    /** Channels of one sensor that cannot be true together: PM2.5 above PM10. */
    INCONSISTENT(13, "inconsistent", false),
    /** Registered as outdoors, but the air it breathes behaves like a room's. */
    SITING(14, "siting", false),
    /** The time of the reading cannot be trusted. */
    CLOCK(15, "clock", false),
    /** Too little of the hour is there. */
    TOO_FEW_READINGS(16, "too-few-readings", false),
    /** A person looked and decided; see {@link Judgement}. */
    JUDGED_BY_PERSON(17, "judged-by-person", false),
    /** The CO2 sensor's self-calibration holds its lowest value at 400 ppm. */
    BASELINE_PINNED(18, "baseline-pinned", false);

    private static final Map<String, Reason> BY_KEY = byKey();
    private static final int STATISTICAL = statisticalMask();

    private final int bit;
    private final String key;
    private final boolean statistical;

    Reason(int bit, String key, boolean statistical) {
        this.bit = bit;
        this.key = key;
        this.statistical = statistical;
    }

    /** Number of its bit in a mask, 0 to 30. */
    public int bit() {
        return bit;
    }

    /** The mask that holds this reason alone. */
    public int mask() {
        return 1 << bit;
    }

    /** Its name in answers and exports: {@code flat-line}. As stable as the bit. */
    public String key() {
        return key;
    }

    /** Whether it says only that a value is unusual, so that it alone can never make a value FAIL. */
    public boolean statistical() {
        return statistical;
    }

    /** A sentence that explains it to a keeper or citizen, in {@code en}, {@code ja}, {@code es}, {@code ca}. */
    public String sentence(String language) {
        return ReasonSentences.of(this, language);
    }

    /** Whether it is in the mask. */
    public boolean in(int mask) {
        return (mask & mask()) != 0;
    }

    /** The reason with this key; empty where there is none. */
    public static Optional<Reason> find(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }

    /** The reasons in a mask, lowest bit first. Bits without a meaning (written by a newer version) are left out. */
    public static Set<Reason> setOf(int mask) {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        for (Reason reason : values()) {
            if (reason.in(mask)) {
                reasons.add(reason);
            }
        }
        return reasons;
    }

    /** The mask that holds these reasons. */
    public static int maskOf(Collection<Reason> reasons) {
        int mask = 0;
        for (Reason reason : reasons) {
            mask |= reason.mask();
        }
        return mask;
    }

    /** Whether nothing in the mask is more than unusual; true for none. An unknown bit is taken for more. */
    public static boolean onlyStatistical(int mask) {
        return (mask & ~STATISTICAL) == 0;
    }

    private static Map<String, Reason> byKey() {
        Map<String, Reason> byKey = new HashMap<>();
        for (Reason reason : values()) {
            byKey.put(reason.key, reason);
        }
        return Map.copyOf(byKey);
    }

    private static int statisticalMask() {
        int mask = 0;
        for (Reason reason : values()) {
            mask |= reason.statistical ? reason.mask() : 0;
        }
        return mask;
    }
}
