package org.airshed.ingest.derivation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.quality.ChannelAgreement;
import org.airshed.ingest.quality.HourTests;
import org.airshed.ingest.quality.PropertyTests;
import org.airshed.ingest.quality.QualitySettings;
import org.airshed.ingest.quality.Verdict;
import org.airshed.ingest.rollup.Hours;
import org.jspecify.annotations.Nullable;

/**
 * Compares a station's hours with those before and after and with those of its twin sensors.
 *
 * <p>What these tests say about an hour follows from the hour before it and the one after it, and where it repeats the
 * hour before it, from the {@link #BACK} hours before.
 */
final class HourChecks {
    /** So many hours before an hour decide whether it repeats them: more than any of the limits asks for. */
    static final int BACK = 48;

    private final QualitySettings settings;

    HourChecks(QualitySettings settings) {
        this.settings = settings;
    }

    /** A datastream of the station. */
    private record Stream(SensorName sensor, ObservedProperty property) {}

    /** Whether a datastream repeats at this hour what it had in the hour before it. */
    static boolean repeats(List<HourRow> rows, long hourMillis) {
        Map<Stream, BigDecimal> before = new HashMap<>();
        for (HourRow row : rows) {
            if (row.hourMillis() == hourMillis - Hours.HOUR_MILLIS && row.mean() != null) {
                before.put(new Stream(row.sensor(), row.property()), row.mean());
            }
        }
        for (HourRow row : rows) {
            BigDecimal mean = row.mean();
            if (row.hourMillis() == hourMillis && mean != null) {
                BigDecimal last = before.get(new Stream(row.sensor(), row.property()));
                if (last != null && last.compareTo(mean) == 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * The rows of {@code [fromMillis, toMillis)} with what these tests say.
     *
     * @param rows of one station from the hour before the period, or from {@link #BACK} hours before it where the period
     *     {@link #repeats} the hour before, to one after it, in any order
     */
    List<HourRow> judge(List<HourRow> rows, long fromMillis, long toMillis) {
        Map<Stream, NavigableMap<Long, HourRow>> streams = new HashMap<>();
        for (HourRow row : rows) {
            streams.computeIfAbsent(new Stream(row.sensor(), row.property()), _ -> new TreeMap<>())
                    .put(row.hourMillis(), row);
        }
        List<HourRow> judged = new ArrayList<>();
        streams.forEach((stream, byHour) -> {
            PropertyTests limits = settings.testsOf(stream.property());
            Hours hours = hours(byHour);
            List<Verdict> spikes = HourTests.spikes(hours, limits);
            List<Verdict> equal = HourTests.equalHours(hours, limits);
            List<Verdict> zero = HourTests.zeroHours(hours, new Hours(hours.firstHourMillis(), List.of()), limits);
            for (HourRow row : byHour.subMap(fromMillis, toMillis).values()) {
                int at = (int) ((row.hourMillis() - hours.firstHourMillis()) / Hours.HOUR_MILLIS);
                Verdict twins = twins(stream, row.hourMillis(), streams);
                judged.add(row.mean() == null
                        ? row
                        : row.with(row.verdict().and(spikes.get(at)).and(equal.get(at)).and(zero.get(at)).and(twins)));
            }
        });
        return judged;
    }

    private static Hours hours(NavigableMap<Long, HourRow> byHour) {
        long first = byHour.firstKey();
        List<@Nullable BigDecimal> values = new ArrayList<>();
        for (long hour = first; hour <= byHour.lastKey(); hour += Hours.HOUR_MILLIS) {
            HourRow row = byHour.get(hour);
            values.add(row == null ? null : row.mean());
        }
        return new Hours(first, values);
    }

    /** Only particulate matter: for it the limits were made. */
    private Verdict twins(Stream stream, long hourMillis, Map<Stream, NavigableMap<Long, HourRow>> streams) {
        if (!stream.property().id().startsWith("pm")) {
            return Verdict.NOT_EVALUATED;
        }
        Verdict verdict = Verdict.NOT_EVALUATED;
        for (Map.Entry<Stream, NavigableMap<Long, HourRow>> other : streams.entrySet()) {
            if (other.getKey().property().equals(stream.property())
                    && ChannelAgreement.arePartners(stream.sensor(), other.getKey().sensor())) {
                verdict = verdict.and(ChannelAgreement.of(mean(streams.get(stream), hourMillis),
                        mean(other.getValue(), hourMillis), settings.channels()));
            }
        }
        return verdict;
    }

    private static @Nullable BigDecimal mean(@Nullable NavigableMap<Long, HourRow> byHour, long hourMillis) {
        HourRow row = byHour == null ? null : byHour.get(hourMillis);
        return row == null ? null : row.mean();
    }
}
