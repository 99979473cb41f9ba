package org.airshed.edge.recording;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperty;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a recording is what. Read from YAML by {@link MappingFile}; {@code docs/import.md} is its reference.
 *
 * @param hash SHA-256 of the mapping's text, so that a resumed import is known to mean the same
 * @param expect lines above the header that tell this file from another
 * @param missing cells that say "no value", in lower case; the empty cell is always one of them
 * @param sentinels numbers that say "no value"
 * @param where rows that do not match are skipped and counted
 * @param columns wide format: one column, one property; empty for the long format
 * @param longFormat long format: one column names the property, one holds the value; null for the wide format
 * @param ignored columns that are known and not wanted
 */
record Mapping(String hash, Charset encoding, char delimiter, char decimal, Header header, List<Expected> expect,
        Time time, Set<String> missing, List<BigDecimal> sentinels, List<Filter> where, List<Column> columns,
        @Nullable LongFormat longFormat, List<String> ignored) {
    Mapping {
        expect = List.copyOf(expect);
        missing = Set.copyOf(missing);
        sentinels = List.copyOf(sentinels);
        where = List.copyOf(where);
        columns = List.copyOf(columns);
        ignored = List.copyOf(ignored);
    }

    /**
     * @param skip lines above the header
     * @param rows header rows
     * @param names which of them names the columns, from 1
     */
    record Header(int skip, int rows, int names) {}

    /** A line, from 1, that must contain a text. */
    record Expected(int line, String contains) {}

    /**
     * @param columns joined by a space before they are read
     * @param form what they hold
     * @param zone for local times; null where the text brings its own offset
     * @param shift taken off, where the recording marks the end of its averaging window
     * @param earliest what lies before was written by a clock that was not set
     */
    record Time(List<String> columns, Form form, @Nullable DateTimeFormatter pattern, String patternText,
            @Nullable ZoneId zone, Duration shift, Instant earliest) {
        Time {
            columns = List.copyOf(columns);
        }
    }

    /** How a time is written. */
    enum Form {
        PATTERN, ISO, EPOCH_SECONDS, EPOCH_MILLISECONDS
    }

    /** Rows whose cell is none of {@code is} are skipped. */
    record Filter(String column, Set<String> is) {
        Filter {
            is = Set.copyOf(is);
        }
    }

    /** @param optional whether the file may come without this column */
    record Column(String column, ObservedProperty property, String unit, SensorName sensor, boolean optional) {}

    /**
     * @param unitColumn null where each parameter names its own unit
     * @param units text of the unit column to SenML unit
     * @param parameters text of the parameter column to what it is
     * @param ignored parameters that are known and not wanted
     */
    record LongFormat(String parameterColumn, String valueColumn, @Nullable String unitColumn,
            Map<String, String> units,
            Map<String, Parameter> parameters, Set<String> ignored) {
        LongFormat {
            units = Map.copyOf(units);
            parameters = Map.copyOf(parameters);
            ignored = Set.copyOf(ignored);
        }
    }

    /** @param unit where there is no unit column */
    record Parameter(ObservedProperty property, String unit, SensorName sensor) {}
}
