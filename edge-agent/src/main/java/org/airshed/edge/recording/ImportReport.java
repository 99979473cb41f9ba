package org.airshed.edge.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * What became of an import, told at its end.
 *
 * @param complete whether everything was acknowledged
 * @param lines for people
 */
public record ImportReport(boolean complete, long rejectedEntries, List<String> lines) {
    public ImportReport {
        lines = List.copyOf(lines);
    }

    /** Whether nothing is left to do and nothing was set aside. */
    public boolean good() {
        return complete && rejectedEntries == 0;
    }

    static ImportReport of(String file, String station, Recording.Checked checked, boolean complete,
            long waiting, long earlier, Sender.Sent sent) {
        Tally tally = checked.tally();
        List<String> lines = new ArrayList<>();
        lines.add(file + " to station " + station + ": " + (complete ? "done" : "not finished"));
        line(lines, "rows read", tally.rows, tally.first + " to " + tally.last);
        line(lines, "readings", tally.readings, complete
                ? "all acknowledged by the server"
                        + (earlier > 0
                                ? String.format(Locale.ROOT, ", %,d of them handed over by an earlier run", earlier)
                                : "")
                : String.format(Locale.ROOT, "%,d entries wait for their acknowledgement", waiting));
        tally.columns.forEach((name, column) -> {
            if (column.readings > 0) {
                line(lines, "  " + name, column.readings, "as " + target(checked.layout(), name));
            }
        });
        line(lines, "cells skipped", tally.skippedCells(), "");
        tally.columns.forEach((name, column) -> counts(lines, column.skipped, reason -> name + ": " + reason));
        line(lines, "rows skipped", tally.skippedRows.values().stream().mapToLong(count -> count.number).sum(), "");
        counts(lines, tally.skippedRows, reason -> reason);
        if (tally.notLater > 0) {
            line(lines, "rows not later", tally.notLater,
                    "than the row before; where a time stands twice, the last value stands");
        }
        lines.add("  ignored: " + (checked.layout().ignored().isEmpty() && tally.ignored.isEmpty()
                ? "nothing"
                : String.join(", ", names(checked, tally))));
        if (sent.rejectedEntries() > 0) {
            line(lines, "set aside", sent.rejectedEntries(),
                    "submissions, by the server; see: ./airshed dead-letters --station " + station);
        }
        return new ImportReport(complete, sent.rejectedEntries(), lines);
    }

    private static List<String> names(Recording.Checked checked, Tally tally) {
        List<String> names = new ArrayList<>(checked.layout().ignored());
        tally.ignored.forEach((name, count) -> names.add(name + " (" + count.number + " rows)"));
        return names;
    }

    private static String target(Layout layout, String name) {
        Layout.BoundLong longFormat = layout.longFormat();
        if (longFormat != null) {
            Mapping.Parameter parameter = longFormat.format().parameters().get(name);
            return parameter == null ? "?" : parameter.sensor() + "/" + parameter.property();
        }
        return layout.columns()
                .stream()
                .filter(bound -> layout.name(bound.index()).equals(name))
                .map(bound -> bound.column().sensor() + "/" + bound.column().property())
                .findFirst()
                .orElse("?");
    }

    private static void counts(List<String> lines, Map<String, Tally.Count> counts, Function<String, String> text) {
        counts.forEach((reason, count) -> line(lines, "  " + text.apply(reason), count.number,
                "first in line " + count.firstLine));
    }

    private static void line(List<String> lines, String what, long number, String more) {
        lines.add(String.format(Locale.ROOT, "  %-28s %,11d  %s", what, number, more).stripTrailing());
    }
}
