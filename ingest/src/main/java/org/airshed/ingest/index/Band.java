package org.airshed.ingest.index;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of an index, with what to say and which colour to show.
 *
 * @param level 1 is the best
 * @param key stable name for addresses and styles: {@code unhealthy-sensitive}
 * @param numberFrom lowest index number of the band; null for no bound
 * @param numberTo highest index number of the band; null for no bound
 * @param colour {@code #RRGGBB}
 * @param names by language: en, ja, es, ca; en as published, the others ours where no official one was read
 * @param mark how name and colour were checked: V, T, M or P
 */
public record Band(int level, String key, @Nullable Integer numberFrom, @Nullable Integer numberTo, String colour,
        Map<String, String> names, String mark) {
    public Band {
        names = Map.copyOf(names);
        if (!colour.matches("#[0-9A-F]{6}")) {
            throw new IllegalArgumentException("colour of band " + key + " is '" + colour + "'");
        }
    }

    /** The name in a language; English for any other than en, ja, es and ca. */
    public String name(String language) {
        String name = names.get(language);
        return name != null ? name : names.getOrDefault("en", key);
    }

    /** Not by an int: a broken sensor may send 1e300, and its index has no bound above. */
    boolean holds(BigDecimal number) {
        return (numberFrom == null || number.compareTo(BigDecimal.valueOf(numberFrom)) >= 0)
                && (numberTo == null || number.compareTo(BigDecimal.valueOf(numberTo)) <= 0);
    }
}
