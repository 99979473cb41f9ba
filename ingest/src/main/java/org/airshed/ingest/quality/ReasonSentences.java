package org.airshed.ingest.quality;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the page and the exports say about a reason; the words are in {@code reasons.tsv} beside this class. */
final class ReasonSentences {
    /** The languages of the table, in the order of its columns. */
    static final List<String> LANGUAGES = List.of("en", "ja", "es", "ca");

    private static final Map<String, Map<String, String>> BY_KEY = load();

    private ReasonSentences() {}

    /** English for a language that the table has not. */
    static String of(Reason reason, String language) {
        Map<String, String> sentences = BY_KEY.get(reason.key());
        if (sentences == null) {
            throw new IllegalStateException("reasons.tsv has no line for " + reason.key());
        }
        String sentence = sentences.get(language);
        return sentence != null ? sentence : sentences.getOrDefault("en", reason.key());
    }

    private static Map<String, Map<String, String>> load() {
        Map<String, Map<String, String>> byKey = new HashMap<>();
        for (String[] cells : Table.rows("reasons.tsv", "\t", LANGUAGES.size() + 1)) {
            Map<String, String> sentences = new HashMap<>();
            for (int i = 0; i < LANGUAGES.size(); i++) {
                sentences.put(LANGUAGES.get(i), cells[i + 1]);
            }
            byKey.put(cells[0], Map.copyOf(sentences));
        }
        return Map.copyOf(byKey);
    }
}
