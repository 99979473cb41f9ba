package org.airshed.ingest.series.influx;

import java.io.IOException;
import java.util.List;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/** Asks for what is there at many times: neighbouring ones together, several statements a request. */
final class Runs {
    private static final long LONGEST = 40L * 86_400_000;
    private static final int STATEMENTS = 40;

    private Runs() {}

    /** A period that holds some of the times. */
    interface Run {
        void period(long from, long to);
    }

    /** Told of each row. */
    interface Rows {
        void row(int statement, List<String> columns, List<@Nullable String> cells);
    }

    /** Periods of bounded length that together hold all times. */
    static void of(NavigableSet<Long> times, Run run) {
        Long first = null;
        Long last = null;
        for (Long time : times) {
            if (first != null && last != null && time - first > LONGEST) {
                run.period(first, last + 1);
                first = null;
            }
            first = first == null ? time : first;
            last = time;
        }
        if (first != null && last != null) {
            run.period(first, last + 1);
        }
    }

    static void ask(InfluxQueries queries, List<String> statements, Rows rows) throws IOException {
        for (int from = 0; from < statements.size(); from += STATEMENTS) {
            int offset = from;
            List<String> some = statements.subList(from, Math.min(statements.size(), from + STATEMENTS));
            queries.ask(String.join(";", some), json -> Table.read(json,
                    (statement, _, columns, cells) -> rows.row(offset + statement, columns, cells)));
        }
    }
}
