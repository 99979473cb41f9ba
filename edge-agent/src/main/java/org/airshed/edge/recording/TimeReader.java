package org.airshed.edge.recording;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the times of one recording in their order.
 *
 * <p>When clocks go back, a local time happens twice. A recording tells which one is meant only by its order: within a
 * series the earlier one is taken unless that would step back. A local time that never happened is refused.
 *
 * <p>Threads: one.
 */
final class TimeReader {
    private final Mapping.Time time;
    private final Map<String, Instant> before = new HashMap<>();

    TimeReader(Mapping.Time time) {
        this.time = time;
    }

    /** A time, or what is wrong with the text. */
    sealed interface Outcome {
        /** Start of the averaging window. */
        record At(Instant start) implements Outcome {}

        /** A sentence's end, to stand after the quoted text. */
        record Wrong(String what) implements Outcome {}
    }

    /** @param series what has an order of its own: a parameter of the long format, otherwise empty */
    Outcome read(String text, String series) {
        try {
            Outcome outcome = switch (time.form()) {
                case EPOCH_SECONDS -> epoch(text, 3);
                case EPOCH_MILLISECONDS -> epoch(text, 0);
                case ISO -> dated(DateTimeFormatter.ISO_DATE_TIME, text.replace(' ', 'T'), series);
                case PATTERN -> {
                    DateTimeFormatter pattern = time.pattern();
                    yield pattern == null ? new Outcome.Wrong("has no pattern") : dated(pattern, text, series);
                }
            };
            if (outcome instanceof Outcome.At(Instant start)) {
                before.put(series, start);
                return new Outcome.At(start.minus(time.shift()));
            }
            return outcome;
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return new Outcome.Wrong("is not a time of the form " + time.patternText());
        }
    }

    private static Outcome epoch(String text, int power) {
        if (text.length() > 30) {
            throw new NumberFormatException();
        }
        return new Outcome.At(Instant.ofEpochMilli(new BigDecimal(text).scaleByPowerOfTen(power).longValueExact()));
    }

    private Outcome dated(DateTimeFormatter format, String text, String series) {
        TemporalAccessor parsed = format.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        if (parsed instanceof OffsetDateTime withOffset) {
            return new Outcome.At(withOffset.toInstant());
        }
        LocalDateTime local = (LocalDateTime) parsed;
        ZoneId zone = time.zone();
        if (zone == null) {
            return new Outcome.Wrong("has no offset, and the mapping names no zone");
        }
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return switch (offsets.size()) {
            case 0 -> new Outcome.Wrong("never was in " + zone
                    + ": clocks went forward over it; did the recorder keep a fixed offset, such as \"+01:00\"?");
            case 1 -> new Outcome.At(local.toInstant(offsets.getFirst()));
            default -> new Outcome.At(firstOrSecond(local, offsets, before.get(series)));
        };
    }

    private static Instant firstOrSecond(LocalDateTime local, List<ZoneOffset> offsets, @Nullable Instant last) {
        Instant first = local.toInstant(offsets.getFirst());
        return last != null && !first.isAfter(last) ? local.toInstant(offsets.getLast()) : first;
    }
}
