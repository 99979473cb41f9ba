package org.airshed.contract.property;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is observed, with its one canonical unit. Instances come from {@link ObservedProperties} only, so two with the
 * same id are the same object.
 *
 * @param id as it stands in SenML names, tags, columns and addresses: {@code co2}, {@code pm2_5}
 * @param unit the canonical unit, SenML spelling: {@code ppm}, {@code ug/m3}, {@code Cel}
 * @param failBelow lowest value the property can take, null for no bound; lower is flagged FAIL, never refused
 * @param failAbove highest value the property can take, null for no bound
 * @param suspectBelow lowest value that air near people normally shows, null for no bound
 * @param suspectAbove highest value that air near people normally shows, null for no bound
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

    /** By id alone: there is one instance per id, and it is a map key on every reading's way. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ObservedProperty property && property.id.equals(id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** The name in a language ({@code en}, {@code ja}, {@code es}, {@code ca}); English for any other. */
    public String name(String language) {
        String name = names.get(language);
        return name != null ? name : names.getOrDefault("en", id);
    }

    @Override
    public String toString() {
        return id;
    }
}
