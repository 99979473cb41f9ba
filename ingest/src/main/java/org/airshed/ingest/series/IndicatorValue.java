package org.airshed.ingest.series;

import java.util.Comparator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One value of an indicator, or why there is none.
 *
 * <p>Area, index, property, period, environment and start are its key. Those of them that are text stand as they are in
 * tags and queries: no white space, comma, equals sign, quote or backslash.
 *
 * @param index key of the index, or of the plain statistic
 * @param period what one value stands for
 * @param startMillis beginning of the period, UTC
 * @param value null where there is none, and then {@code missing} says why
 * @param lower lower end of what is likely, null where not reckoned
 * @param upper upper end of what is likely, null where not reckoned
 * @param stations how many stations it rests on
 * @param coverage part of what is expected that was there, 0 to 1
 * @param category key of the band that the value lies in; null where there is none
 * @param missing why there is no value; null where there is one
 */
public record IndicatorValue(String area, String index, String property, Span period, String environment,
        long startMillis, @Nullable Double value, @Nullable Double lower, @Nullable Double upper, int stations,
        double coverage, @Nullable String category, @Nullable String missing) {
    /** The order of every answer: time, area, index, property, period, environment. */
    public static final Comparator<IndicatorValue> ORDER = Comparator.comparingLong(IndicatorValue::startMillis)
            .thenComparing(IndicatorValue::area).thenComparing(IndicatorValue::index)
            .thenComparing(IndicatorValue::property).thenComparing(IndicatorValue::period)
            .thenComparing(IndicatorValue::environment);

    private static final Pattern KEY = Pattern.compile("[^\\s,=\"'\\\\\\p{Cntrl}]{1,120}");
    private static final Pattern TEXT = Pattern.compile("[^\\p{Cntrl}]+");

    public IndicatorValue {
        checkKey("area", area);
        checkKey("index", index);
        checkKey("property", property);
        checkKey("environment", environment);
        checkText("category", category);
        checkText("missing", missing);
        Finite.check("value", value);
        Finite.check("lower", lower);
        Finite.check("upper", upper);
        Finite.check("coverage", coverage);
    }

    /** Whether this may stand as area, index, property or environment. */
    public static boolean isKey(String text) {
        return KEY.matcher(text).matches();
    }

    private static void checkKey(String name, String text) {
        if (!isKey(text)) {
            throw new IllegalArgumentException(name + " '" + text
                    + "' is not 1 to 120 characters without space, comma, equals sign, quote and backslash");
        }
    }

    private static void checkText(String name, @Nullable String text) {
        if (text != null && !TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException(name + " '" + text + "' is empty or holds control characters");
        }
    }
}
