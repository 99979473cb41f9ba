package org.airshed.ingest.series.influx;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.series.Rejection;
import org.airshed.ingest.series.WriteOutcome;
import org.airshed.ingest.series.line.Line;
import org.airshed.ingest.series.line.LineProtocol;

/**
 * Writes a batch in requests of a bounded size; where a request is refused, halves it until the lines at fault stand
 * alone, and then their values. What is written more than once on the way does no harm.
 */
final class BatchWriter {
    /** The server says how many points of a request it dropped; where it is all of them, halving finds nothing new. */
    private static final Pattern DROPPED = Pattern.compile("dropped=(\\d+)");

    private final Function<String, InfluxWriter.Answer> writer;
    private final int batchLines;
    private final List<Rejection> rejected = new ArrayList<>();

    BatchWriter(Function<String, InfluxWriter.Answer> writer, int batchLines) {
        this.writer = writer;
        this.batchLines = batchLines;
    }

    WriteOutcome write(List<Reading> readings) {
        List<Line> lines = LineProtocol.lines(readings);
        for (int from = 0; from < lines.size(); from += batchLines) {
            InfluxWriter.Answer answer = write(lines.subList(from, Math.min(lines.size(), from + batchLines)), false);
            if (answer instanceof InfluxWriter.Answer.Later later) {
                return new WriteOutcome.TryLater(later.atLeast(), later.reason());
            }
        }
        return rejected.isEmpty() ? new WriteOutcome.Stored(0) : new WriteOutcome.Rejected(rejected, 0);
    }

    private static void append(List<Line> lines, StringBuilder text) {
        for (Line line : lines) {
            text.append(line.text()).append('\n');
        }
    }

    /** Stored where all of them are stored or set aside; Later where one request got no answer. */
    private InfluxWriter.Answer write(List<Line> lines, boolean halved) {
        StringBuilder text = new StringBuilder(lines.size() * 80);
        append(lines, text);
        return switch (writer.apply(text.toString())) {
            case InfluxWriter.Answer.Stored stored -> stored;
            case InfluxWriter.Answer.Later later -> later;
            case InfluxWriter.Answer.TooLarge large ->
                lines.size() == 1 ? setAside(lines, large.reason()) : halve(lines, halved);
            case InfluxWriter.Answer.Refused refused -> {
                if (lines.size() > 1 && !refusesAll(lines, refused.reason())) {
                    yield halve(lines, halved);
                }
                if (lines.size() == 1 && lines.getFirst().readings().size() > 1) {
                    yield valueByValue(lines.getFirst());
                }
                yield setAside(lines, refused.reason());
            }
        };
    }

    private static boolean refusesAll(List<Line> lines, String reason) {
        Matcher dropped = DROPPED.matcher(reason);
        // A point beyond retention is refused as a whole; one with a field of the wrong type for that field alone.
        return reason.contains("retention policy") && dropped.find()
                && dropped.group(1).equals(Integer.toString(lines.size()));
    }

    private InfluxWriter.Answer halve(List<Line> lines, boolean halved) {
        List<Line> ordered = lines;
        if (!halved) {
            // By time: what is too old then stands together. Equal keys have equal times and keep their order.
            ordered = new ArrayList<>(lines);
            ordered.sort(Comparator.comparingLong(Line::timeMillis));
        }
        int middle = ordered.size() / 2;
        InfluxWriter.Answer first = write(ordered.subList(0, middle), true);
        return first instanceof InfluxWriter.Answer.Stored
                ? write(ordered.subList(middle, ordered.size()), true)
                : first;
    }

    private InfluxWriter.Answer valueByValue(Line line) {
        for (Reading reading : line.readings()) {
            InfluxWriter.Answer answer = write(LineProtocol.lines(List.of(reading)), true);
            if (!(answer instanceof InfluxWriter.Answer.Stored)) {
                return answer;
            }
        }
        return new InfluxWriter.Answer.Stored();
    }

    private InfluxWriter.Answer setAside(List<Line> lines, String reason) {
        for (Line line : lines) {
            for (Reading reading : line.readings()) {
                rejected.add(new Rejection(reading, reason));
            }
        }
        return new InfluxWriter.Answer.Stored();
    }
}
