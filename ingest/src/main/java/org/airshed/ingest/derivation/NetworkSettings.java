package org.airshed.ingest.derivation;

import java.time.ZoneId;
import java.util.List;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.correction.Correction;
import org.airshed.ingest.indicator.AreaRules;
import org.airshed.ingest.indicator.SchoolCalendar;
import org.airshed.ingest.quality.QualitySettings;
import org.airshed.ingest.rollup.DayRule;

/**
 * What one network has chosen. Where it chose nothing, what we propose stands; an operator changes it in
 * {@code ingest.yaml}, section {@code network}.
 *
 * @param zone whose days are the network's days
 * @param areas when an area speaks at all
 * @param corrections in the order of preference; a local fit of a station comes before all of them
 * @param indices ids of the communication indices that are reckoned, the one shown first in front
 * @param ventilation id of the ventilation proxy for rooms
 * @param standards ids of the guidelines, limit values and environmental standards that days and years are held against
 * @param school when classrooms are held against {@code schoolCo2Ppm}
 * @param schoolCo2Ppm what CO2 in a classroom should not exceed, ppm
 * @param walkMinutes how near a station must be to speak for a place, in minutes' walk (80 m a minute)
 * @param indexRawGases whether a gas channel that nobody has calibrated gets an index; without it concentrations are
 *     shown and no index is made of them (a proposal of ours: data-quality reference, section 8)
 * @param quality limits of the quality tests
 */
public record NetworkSettings(ZoneId zone, AreaRules areas, List<Correction> corrections, List<String> indices,
        String ventilation, List<String> standards, SchoolCalendar school, int schoolCo2Ppm, int walkMinutes,
        boolean indexRawGases, QualitySettings quality) {
    public NetworkSettings {
        corrections = List.copyOf(corrections);
        indices = List.copyOf(indices);
        standards = List.copyOf(standards);
        if (indices.isEmpty()) {
            throw new IllegalArgumentException("a network shows at least one index");
        }
    }

    /** What stands until an operator chooses. */
    public static NetworkSettings proposed(ZoneId zone) {
        return new NetworkSettings(zone, AreaRules.PROPOSED, List.of(), List.of("eaqi", "us-epa-aqi", "uk-daqi"),
                "co2-japan-school", List.of("who-2021", "eu-2024-2881", "eu-2008-50", "japan-eqs"),
                SchoolCalendar.usual(zone), 1500, 15, false, QualitySettings.DEFAULTS);
    }

    /** The network's days: those people live by. */
    public DayRule days() {
        return new DayRule(zone, DayRule.Clock.CIVIL);
    }

    /** Whether the property is of the air and worth a number for a neighbourhood. */
    public static boolean isOfTheAir(ObservedProperty property) {
        return !property.health() && AIR.contains(property.id());
    }

    private static final List<String> AIR = List.of("pm1", "pm2_5", "pm4", "pm10", "no", "no2", "o3", "so2", "co",
            "co2", "hcho", "temperature", "relative_humidity", "pressure", "noise_laeq");

    /** Whether a value of this property means little before somebody has calibrated its sensor. */
    public static boolean isGasCell(ObservedProperty property) {
        return GASES.contains(property.id());
    }

    private static final List<String> GASES = List.of("no", "no2", "o3", "so2", "co", "hcho");
}
