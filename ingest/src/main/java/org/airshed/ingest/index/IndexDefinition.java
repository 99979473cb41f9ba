package org.airshed.ingest.index;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.airshed.contract.property.ObservedProperty;
import org.jspecify.annotations.Nullable;

/**
 * Everything there is to say about one version of an index: for the list of indices, its page, and the arithmetic.
 *
 * @param names display names by language: en, ja, es, ca
 * @param inForce since when, ISO 8601, as precise as it is known ({@code 2024-05-06}, {@code 2017}); null where it is not
 * @param source where the tables were published
 * @param marks how they were checked, in words: [V], [T], [M], [P]
 * @param inputs in the order that breaks ties between pollutants; per pollutant the normal average first
 * @param bands best first
 * @param notes what a reader must know: what is unsure, what is ours
 * @param gasReference at which ppb and ug/m3 convert into each other; null where no gas is converted
 * @param outdoorCo2Default ppm, for a proxy that takes CO2 over outdoors; null where the absolute value counts
 */
public record IndexDefinition(IndexId id, IndexKind kind, Status status, Map<String, String> names,
        @Nullable String inForce, String source, String marks, List<Input> inputs, List<Band> bands,
        List<Breakpoint> breakpoints, List<String> notes, GasUnits.@Nullable Reference gasReference,
        @Nullable BigDecimal outdoorCo2Default) {
    /** Whether it is in use where it comes from. */
    public enum Status {
        CURRENT,
        /** To read old data, never beside the current version. */
        OLDER
    }

    public IndexDefinition {
        names = Map.copyOf(names);
        inputs = List.copyOf(inputs);
        bands = List.copyOf(bands);
        breakpoints = List.copyOf(breakpoints);
        notes = List.copyOf(notes);
    }

    /** The name in a language; English for any other than en, ja, es and ca. */
    public String name(String language) {
        String name = names.get(language);
        return name != null ? name : names.getOrDefault("en", id.id());
    }

    /** What it can speak about, in the order that breaks ties. */
    public List<ObservedProperty> pollutants() {
        return inputs.stream().map(Input::property).distinct().toList();
    }

    /** The kinds of value it takes of one pollutant, the normal one first; empty where it does not know it. */
    public List<Input> inputs(ObservedProperty property) {
        return inputs.stream().filter(input -> input.property().equals(property)).toList();
    }

    /** How a value of this averaging is taken; empty where it is not. */
    public Optional<Input> input(ObservedProperty property, Averaging averaging) {
        return inputs(property).stream().filter(input -> input.averaging() == averaging).findFirst();
    }

    /** The printed rows for one pollutant and averaging, lowest first. */
    public List<Breakpoint> table(ObservedProperty property, Averaging table) {
        return breakpoints.stream().filter(row -> row.property().equals(property) && row.averaging() == table).toList();
    }

    /** The band an index number belongs to. */
    public Band band(BigDecimal number) {
        return bands.stream().filter(band -> band.holds(number)).findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException(id.text() + " has no band for " + number.toPlainString()));
    }
}
