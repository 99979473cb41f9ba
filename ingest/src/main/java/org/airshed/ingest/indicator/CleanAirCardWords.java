package org.airshed.ingest.indicator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the clean-air card says, by language: en, ja, es, ca.
 *
 * <p>Source: {@code clean-air-card.tsv} beside this class.
 */
public final class CleanAirCardWords {
    private static final String FILE = "clean-air-card.tsv";
    private static final Map<String, Map<String, String>> WORDS = read();

    private CleanAirCardWords() {}

    /** The question. */
    public static Map<String, String> question() {
        return of("question");
    }

    /** That the definition is ours and what it is not. */
    public static Map<String, String> disclaimer() {
        return of("disclaimer");
    }

    /** A sentence for a reason. */
    public static Map<String, String> of(CleanAirCard.Reason reason) {
        return of(reason.key());
    }

    private static Map<String, String> of(String key) {
        Map<String, String> words = WORDS.get(key);
        if (words == null) {
            throw new IllegalStateException(FILE + " has no line for " + key);
        }
        return words;
    }

    private static Map<String, Map<String, String>> read() {
        try (InputStream file = CleanAirCardWords.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing from the jar");
            }
            List<String[]> lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8)).lines()
                    .filter(line -> !line.startsWith("#")).map(line -> line.split("\t", -1)).toList();
            String[] languages = lines.getFirst();
            Map<String, Map<String, String>> words = new LinkedHashMap<>();
            for (String[] cells : lines.subList(1, lines.size())) {
                if (cells.length != languages.length) {
                    throw new IllegalStateException(FILE + ": " + languages.length + " cells expected after "
                            + cells[0]);
                }
                Map<String, String> byLanguage = new LinkedHashMap<>();
                for (int i = 1; i < cells.length; i++) {
                    byLanguage.put(languages[i], cells[i]);
                }
                words.put(cells[0], Collections.unmodifiableMap(byLanguage));
            }
            return Collections.unmodifiableMap(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
