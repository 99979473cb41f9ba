package org.airshed.ingest.derivation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.quality.BuddySettings;
import org.airshed.ingest.quality.Judgement;
import org.airshed.ingest.quality.NeighbourCheck;
import org.airshed.ingest.registry.Deployment;
import org.airshed.ingest.registry.Environment;
import org.airshed.ingest.rollup.Hours;

/** All stations in one hour: asks each one's neighbours, and lets the people's word stand above all. */
final class TownHour {
    private TownHour() {}

    /**
     * The rows with their final verdicts, in their order.
     *
     * @param given every station's rows of one hour, without their neighbours' word
     * @param judgements of people, by station
     */
    static List<HourRow> judge(List<HourRow> given, Places places, BuddySettings settings, NeighbourCheck check,
            Map<StationId, List<Judgement>> judgements) {
        List<HourRow> rows = new ArrayList<>(given.size());
        Map<ObservedProperty, List<Integer>> asked = new LinkedHashMap<>();
        for (HourRow row : given) {
            if (settings.judges(row.property()) && row.mean() != null) {
                asked.computeIfAbsent(row.property(), _ -> new ArrayList<>()).add(rows.size());
            }
            rows.add(judged(row, judgements));
        }
        asked.values().forEach(indexes -> ask(rows, indexes, places, check, judgements));
        return rows;
    }

    private static HourRow judged(HourRow row, Map<StationId, List<Judgement>> judgements) {
        List<Judgement> ofStation = judgements.getOrDefault(row.station(), List.of());
        if (ofStation.isEmpty()) {
            return row;
        }
        List<Judgement> covering = ofStation.stream()
                .filter(judgement -> judgement.covers(row.station(), row.sensor(), row.property(), row.hourMillis(),
                        row.hourMillis() + Hours.HOUR_MILLIS))
                .toList();
        return covering.isEmpty() ? row : row.with(row.verdict().judged(covering));
    }

    private static void ask(List<HourRow> rows, List<Integer> indexes, Places places, NeighbourCheck check,
            Map<StationId, List<Judgement>> judgements) {
        List<NeighbourCheck.Member> members = new ArrayList<>();
        List<Integer> placed = new ArrayList<>();
        for (int index : indexes) {
            HourRow row = rows.get(index);
            Deployment at = places.exact(row.station(), row.hourMillis()).orElse(null);
            Double value = HourRow.real(row.mean());
            if (at != null && value != null) {
                members.add(new NeighbourCheck.Member(row.station(), at.latitude(), at.longitude(),
                        at.environment() == Environment.OUTDOOR, at.siteType(), value, row.verdict().verdict()));
                placed.add(index);
            }
        }
        List<NeighbourCheck.Opinion> opinions = check.of(members);
        for (int i = 0; i < placed.size(); i++) {
            HourRow row = rows.get(placed.get(i));
            Flag said = opinions.get(i).flag();
            if (said != Flag.NOT_EVALUATED) {
                rows.set(placed.get(i), judged(row.with(row.verdict().withNeighbours(said)), judgements));
            }
        }
    }
}
