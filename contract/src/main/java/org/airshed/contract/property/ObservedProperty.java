package org.airshed.contract.property;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is observed, with its one canonical unit. Instances come from {@link ObservedProperties} only, so two with the
 * same id are the same object.
 *
 * @param id as it stands in SenML names, tags, columns and addresses: {@code co2}, {@code pm2_5}
 * @param unit the canonical unit, SenML spelling: {@code ppm}, {@code ug/m3}, {@code Cel}
 * @param failBelow lowest value the property can take; lower is flagged FAIL, never refused
 * @param failAbove highest value the property can take
 * @param suspectBelow lowest value that air near people normally shows
 * @param suspectAbove highest value that air near people normally shows
 * @param resolution smallest step that is worth showing, in {@code unit}
 * @param eeaCode code in the EEA vocabulary "aq/pollutant", null where it has none
 * @param definition URI of the definition
 * @param names display names by language: en, ja, es, ca
 * @param health true for battery, rssi, uptime and the like: about the station, not about the air
 */
public record ObservedProperty(String id, String unit, @Nullable Double failBelow, @Nullable Double failAbove,
        @Nullable Double suspectBelow, @Nullable Double suspectAbove, double resolution, @Nullable Integer eeaCode,
        String definition, Map<String, String> names, boolean health) {
    public ObservedProperty {
        names = Map.copyOf(names);
    }

    @Override
    public String toString() {
        return id;
    }
}
