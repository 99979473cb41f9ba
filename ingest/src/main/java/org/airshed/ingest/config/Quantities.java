package org.airshed.ingest.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values that carry their unit: {@code 90s}, {@code 20m}, {@code 64MB}. */
final class Quantities {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,12})\\s*([A-Za-z]+)");
    private static final Map<String, Long> MILLIS = Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L, "d",
            86_400_000L);
    /** As memory and disks are counted here: 1 KB is 1024 bytes. */
    private static final Map<String, Long> BYTES = Map.of("b", 1L, "kb", 1L << 10, "mb", 1L << 20, "gb", 1L << 30, "tb",
            1L << 40);

    private Quantities() {}

    static Optional<Duration> duration(String text) {
        return amount(text, MILLIS).map(Duration::ofMillis);
    }

    static Optional<Long> bytes(String text) {
        return amount(text, BYTES);
    }

    private static Optional<Long> amount(String text, Map<String, Long> units) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        Long unit = units.get(form.group(2).toLowerCase(Locale.ROOT));
        long number = Long.parseLong(form.group(1));
        return unit == null || number > Long.MAX_VALUE / unit ? Optional.empty() : Optional.of(number * unit);
    }
}
