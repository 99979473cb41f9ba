package org.airshed.ingest.series.influx;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.airshed.ingest.series.SeriesUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes lines of derived values in requests of a bounded size. What the database does not answer for is thrown, to be
 * tried again as a whole. A line that it will never take (beyond its retention, say) is found by halving, logged, counted
 * and passed over: it must not hold up all others for good.
 *
 * <p>Threads: one at a time; {@link #refused} any.
 */
final class LineWriter {
    private static final Logger LOG = LoggerFactory.getLogger(LineWriter.class);

    private final Function<String, InfluxWriter.Answer> writer;
    private final int batchLines;
    private final LongAdder refused = new LongAdder();

    LineWriter(Function<String, InfluxWriter.Answer> writer, int batchLines) {
        this.writer = writer;
        this.batchLines = batchLines;
    }

    void write(List<String> lines) throws SeriesUnavailableException {
        int here = 0;
        for (int from = 0; from < lines.size(); from += batchLines) {
            here += writeSome(lines.subList(from, Math.min(lines.size(), from + batchLines)));
        }
        if (here > 0) {
            refused.add(here);
            LOG.warn("InfluxDB refused {} of {} lines for good; they are left out", here, lines.size());
        }
    }

    /** Lines refused for good since this was made; one that is written again is counted again. */
    long refused() {
        return refused.sum();
    }

    /** How many of them were refused. */
    private int writeSome(List<String> lines) throws SeriesUnavailableException {
        return switch (writer.apply(String.join("\n", lines))) {
            case InfluxWriter.Answer.Stored _ -> 0;
            case InfluxWriter.Answer.Later later -> throw new SeriesUnavailableException(later.reason(), null);
            case InfluxWriter.Answer.TooLarge large -> halve(lines, large.reason());
            case InfluxWriter.Answer.Refused refused -> halve(lines, refused.reason());
        };
    }

    private int halve(List<String> lines, String reason) throws SeriesUnavailableException {
        if (lines.size() == 1) {
            LOG.debug("InfluxDB refused {}: {}", lines.getFirst(), reason);
            return 1;
        }
        int middle = lines.size() / 2;
        return writeSome(lines.subList(0, middle)) + writeSome(lines.subList(middle, lines.size()));
    }
}
