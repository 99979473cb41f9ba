package org.airshed.ingest.derivation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.quality.ChannelCheck;
import org.airshed.ingest.quality.DatastreamCheck;
import org.airshed.ingest.quality.Judgement;
import org.airshed.ingest.quality.QualitySettings;
import org.airshed.ingest.quality.Verdict;
import org.airshed.ingest.series.FlaggedReading;

/** Has quality control look at the readings of one station. */
final class ReadingFlags {
    private final QualitySettings settings;

    ReadingFlags(QualitySettings settings) {
        this.settings = settings;
    }

    /**
     * Fills in the flags of all rows; those of the context around the period asked for are not to be believed.
     *
     * @param contextFromMillis before it nothing was read; from it on the rows are complete
     * @param judgements of people that may concern these readings
     */
    void judge(Collection<Column> station, long contextFromMillis, Collection<Judgement> judgements) {
        Map<SensorName, List<Column>> sensors = new LinkedHashMap<>();
        for (Column column : station) {
            sensors.computeIfAbsent(column.sensor, _ -> new ArrayList<>()).add(column);
        }
        sensors.values().forEach(ReadingFlags::compareChannels);
        for (Column column : station) {
            DatastreamCheck check = new DatastreamCheck(column.property, column.sensor, settings, column);
            check.begin(contextFromMillis);
            for (int row = 0; row < column.size; row++) {
                check.reading(column.times[row], column.values[row], column.against[row]);
            }
            check.end();
            if (!judgements.isEmpty()) {
                apply(column, judgements);
            }
        }
    }

    /** Walks the channels of one sensor side by side: what stands at one time is looked at together. */
    private static void compareChannels(List<Column> channels) {
        if (channels.size() < 2) {
            return;
        }
        int count = channels.size();
        ChannelCheck check = new ChannelCheck(channels.stream().map(column -> column.property).toList());
        int[] row = new int[count];
        double[] values = new double[count];
        boolean[] present = new boolean[count];
        int[] reasons = new int[count];
        while (true) {
            long time = Long.MAX_VALUE;
            for (int i = 0; i < count; i++) {
                Column column = channels.get(i);
                if (row[i] < column.size) {
                    time = Math.min(time, column.times[row[i]]);
                }
            }
            if (time == Long.MAX_VALUE) {
                return;
            }
            for (int i = 0; i < count; i++) {
                Column column = channels.get(i);
                present[i] = row[i] < column.size && column.times[row[i]] == time;
                values[i] = present[i] ? column.values[row[i]] : 0;
            }
            check.reasons(values, present, reasons);
            for (int i = 0; i < count; i++) {
                if (present[i]) {
                    channels.get(i).against[row[i]++] = reasons[i];
                }
            }
        }
    }

    private static void apply(Column column, Collection<Judgement> judgements) {
        for (int row = 0; row < column.size; row++) {
            long time = column.times[row];
            List<Judgement> concerning = judgements.stream()
                    .filter(judgement -> judgement.concerns(column.station, column.sensor, column.property, time))
                    .toList();
            if (!concerning.isEmpty()) {
                Verdict verdict = new Verdict(column.flags[row], column.reasons[row]).judged(concerning);
                column.flags[row] = verdict.flag();
                column.reasons[row] = verdict.reasons();
            }
        }
    }

    /** The readings of {@code [fromMillis, toMillis)} whose flags are no longer those of the store. */
    static List<FlaggedReading> changed(Collection<Column> station, long fromMillis, long toMillis) {
        List<FlaggedReading> changed = new ArrayList<>();
        for (Column column : station) {
            for (int row = column.from(fromMillis); row < column.size && column.times[row] < toMillis; row++) {
                Flag flag = column.flags[row];
                if (flag.code() != column.storedFlags[row] || column.reasons[row] != column.storedReasons[row]) {
                    changed.add(column.flagged(row));
                }
            }
        }
        return changed;
    }
}
