package org.airshed.ingest.app;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.collocation.ReferenceTable;
import org.airshed.ingest.rollup.Hours;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The reference of a collocation: a CSV file and how it is written, or another station. */
final class ReferenceOptions {
    @Option(names = "--reference", required = true, paramLabel = "FILE.csv|STATION", description = "hourly values of the reference: a CSV file, or a station of this data folder")
    private String reference = "";

    @Option(names = "--reference-sensor", paramLabel = "NAME", description = "of a station: which sensor")
    private @Nullable String sensor;

    @Option(names = "--reference-time", paramLabel = "COLUMN", split = ",", description = "of a file: the column of the time, or two such as 'Date (UTC),Time (UTC)'")
    private List<String> time = List.of("time");

    @Option(names = "--reference-format", paramLabel = "PATTERN", description = "of the time, as 'M/d/uuuu H:mm' (default: 2026-03-01T12:00:00Z)")
    private @Nullable String format;

    @Option(names = "--reference-offset", paramLabel = "OFFSET", description = "how far the times are ahead of UTC, as Z, +09:00 or -05:00 (default: each time says so itself)")
    private @Nullable String offset;

    @Option(names = "--reference-marks", paramLabel = "start|end", defaultValue = "start", description = "which end of its hour the time is (default: start)")
    private String marks = "start";

    @Option(names = "--reference-column", paramLabel = "COLUMN", defaultValue = "value", description = "column of the value (default: value)")
    private String column = "value";

    @Option(names = "--reference-unit", paramLabel = "UNIT", defaultValue = "", description = "of the values, as ug/m3, ppb, ppm (default: that of the property)")
    private String unit = "";

    @Option(names = "--reference-where", paramLabel = "COLUMN=TEXT", description = "takes only the rows with this text, as Param=O3 or 'QC Code=0'; twice for one column: either text")
    private List<String> where = List.of();

    @Option(names = "--reference-skip", paramLabel = "N", defaultValue = "0", description = "lines before the column names (default: 0)")
    private int skip;

    private boolean isFile() {
        return reference.contains(".") || reference.contains("/") || Files.isRegularFile(Path.of(reference));
    }

    /** For a report and for the record: a file by its name alone, wherever it lay. */
    String named() {
        return isFile() ? String.valueOf(Path.of(reference).getFileName()) : "station " + reference;
    }

    /**
     * The reference's hours of a period.
     *
     * @param notes gets a sentence on what was left out
     */
    Hours hours(Recordings recordings, ObservedProperty property, long from, long to, List<String> notes)
            throws IOException {
        if (isFile()) {
            ReferenceTable.Result.Read read = read(property, from, to);
            notes.add("Reference: " + read.hours().present() + " hours of " + read.rows() + " rows; " + read.excluded()
                    + " left out by --reference-where, " + read.empty() + " without a value, " + read.outside()
                    + " outside the period.");
            return read.hours();
        }
        StationId station = new StationId(reference);
        return recordings.hours(station,
                recordings.sensor(station, property, sensor, "--reference-sensor NAME"), property, from, to, null)
                .hours();
    }

    private ReferenceTable.Result.Read read(ObservedProperty property, long from, long to) throws IOException {
        Path file = Path.of(reference);
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        } catch (MalformedInputException e) {
            throw new IOException("the file " + file + " is not written in UTF-8", e);
        }
        return switch (ReferenceTable.read(named(), text, layout(), property, from, to)) {
            case ReferenceTable.Result.Unreadable unreadable ->
                throw new IOException(String.join("\n", unreadable.problems()));
            case ReferenceTable.Result.Read read -> read;
        };
    }

    private ReferenceTable.Layout layout() {
        if (!marks.equals("start") && !marks.equals("end")) {
            throw new IllegalArgumentException("--reference-marks takes start or end, not '" + marks + "'");
        }
        if (skip < 0) {
            throw new IllegalArgumentException("--reference-skip takes a number from 0 upward, not " + skip);
        }
        if (format != null) {
            checkFormat(format);
        }
        Map<String, Set<String>> rules = new HashMap<>();
        for (String rule : where) {
            int equals = rule.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("--reference-where takes COLUMN=TEXT, not '" + rule + "'");
            }
            rules.computeIfAbsent(rule.substring(0, equals), _ -> new HashSet<>()).add(rule.substring(equals + 1));
        }
        return new ReferenceTable.Layout(skip, time, format, offset == null
                ? null
                : offset("--reference-offset", offset), marks.equals("end"), column, unit, rules);
    }

    private static void checkFormat(String pattern) {
        try {
            DateTimeFormatter _ = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--reference-format takes a pattern such as 'M/d/uuuu H:mm', not '"
                    + pattern + "': " + e.getMessage(), e);
        }
    }

    static ZoneOffset offset(String option, String text) {
        try {
            return ZoneOffset.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    option + " takes an offset such as Z, +09:00 or -05:00, not '" + text + "'", e);
        }
    }
}
