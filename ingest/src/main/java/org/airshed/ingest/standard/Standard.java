package org.airshed.ingest.standard;

import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.Map;
import org.airshed.ingest.rollup.ReportingYear;
import org.jspecify.annotations.Nullable;

/**
 * A published set of numbers to hold air against.
 *
 * @param id {@code who-2021}
 * @param version as its publisher names it
 * @param validFrom date in force; null where no source was found for one
 * @param validTo first day it no longer applies; null for no end
 * @param dateMark how the dates were checked
 * @param source where the numbers were read
 * @param note what a reader must know beside the numbers
 * @param yearBegins first month of its year: January, in Japan April
 * @param names by language: en, ja, es, ca
 * @param criteria in the order of the table: of steps the loosest first
 */
public record Standard(String id, String version, Kind kind, @Nullable LocalDate validFrom, @Nullable LocalDate validTo,
        Mark dateMark, String source, String note, Month yearBegins, Capture capture, Map<String, String> names,
        List<Criterion> criteria) {
    /** What the numbers are for. */
    public enum Kind {
        /** For health, binding nobody. */
        GUIDELINE,
        /** Law. */
        LIMIT_VALUE,
        /** What a state sets itself to keep. */
        ENVIRONMENTAL_STANDARD,
        /** When people are told to take care. */
        ATTENTION_CRITERION
    }

    public Standard {
        names = Map.copyOf(names);
        criteria = List.copyOf(criteria);
    }

    /** The rows for one observed property. */
    public List<Criterion> criteria(String property) {
        return criteria.stream().filter(criterion -> property.equals(criterion.property())).toList();
    }

    /** The name in a language ({@code en}, {@code ja}, {@code es}, {@code ca}); English for any other. */
    public String name(String language) {
        String name = names.get(language);
        return name != null ? name : names.getOrDefault("en", id);
    }

    /** The year, as this standard cuts years, that holds a day. */
    public ReportingYear yearOf(LocalDate day) {
        return ReportingYear.holding(day, yearBegins);
    }
}
