package org.airshed.ingest.derivation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What one of our own indicators is, for the list of them. All of them are proposals of ours.
 *
 * <p>Source: {@code indicators.tsv} beside this class; docs/indicators.md says it at length.
 *
 * @param id as it is stored; {@code days-over:*} stands for all of them
 * @param unit SenML spelling; {@code property} = that of the property
 * @param names by language: en, ja, es, ca
 * @param definition a sentence in English
 */
public record IndicatorDefinition(String id, String unit, Map<String, String> names, String definition) {
    private static final String FILE = "indicators.tsv";
    private static final List<IndicatorDefinition> ALL = read();

    public IndicatorDefinition {
        names = Map.copyOf(names);
    }

    /** All of them, in the order of the table. */
    public static List<IndicatorDefinition> all() {
        return ALL;
    }

    private static List<IndicatorDefinition> read() {
        try (InputStream file = IndicatorDefinition.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing from the jar");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            return lines.lines().filter(line -> !line.startsWith("#")).skip(1).map(line -> line.split("\t", -1))
                    .map(cells -> new IndicatorDefinition(cells[0], cells[1],
                            Map.of("en", cells[2], "ja", cells[3], "es", cells[4], "ca", cells[5]), cells[6]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
