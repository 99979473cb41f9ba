package org.airshed.ingest.http;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.airshed.ingest.query.CardRules;
import org.jspecify.annotations.Nullable;

/**
 * The pages' HTML, once per language: a template has no words of its own, {@code {{key}}} takes them from the catalogue,
 * and numbers of the network stand in them as {@code {name}}. So a page reads right before any script has run.
 */
final class PageText {
    /** The languages of the page, each with a catalogue {@code page/assets/words/LANGUAGE.json}. */
    static final List<String> LANGUAGES = List.of("en", "ja", "es", "ca");
    /** A page and its template. */
    enum Page {
        /** The town: neighbourhoods, map, stations. */
        TOWN("index.html"),
        /** How its clean-air cards are answered. */
        CLEAN_AIR_CARD("clean-air-card.html");

        private final String template;

        Page(String template) {
            this.template = template;
        }
    }

    private static final Pattern NUMBER = Pattern.compile("\\{(\\w+)\\}");
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-zA-Z0-9._-]+)\\}\\}");

    private record Version(Page page, String language) {}

    private final Map<Version, Buffer> pages;

    private PageText(Map<Version, Buffer> pages) {
        this.pages = pages;
    }

    static PageText load(HttpSettings.@Nullable MapTiles tiles, CardRules rules) {
        Map<Version, Buffer> pages = new HashMap<>();
        for (String language : LANGUAGES) {
            Map<String, String> words = new HashMap<>(catalogue(language));
            Map<String, String> numbers = RuleText.of(rules, language, words);
            words.replaceAll((key, text) -> withNumbers(text, numbers));
            words.putAll(numbers);
            words.put("language", language);
            for (String other : LANGUAGES) {
                words.put("current." + other, Boolean.toString(other.equals(language)));
            }
            words.put("tiles", tiles == null ? "" : tiles.urlTemplate());
            words.put("attribution", tiles == null ? "" : tiles.attribution());
            for (Page page : Page.values()) {
                String template = new String(resource("page/" + page.template), StandardCharsets.UTF_8);
                pages.put(new Version(page, language), Buffer.buffer(filled(template, words)));
            }
        }
        return new PageText(pages);
    }

    List<String> languages() {
        return LANGUAGES;
    }

    Buffer html(Page page, String language) {
        Buffer html = pages.get(new Version(page, language));
        if (html == null) {
            throw new IllegalArgumentException("the page does not speak '" + language + "'");
        }
        return html;
    }

    static Map<String, String> catalogue(String language) {
        try {
            return new ObjectMapper().readValue(resource("page/assets/words/" + language + ".json"),
                    new TypeReference<Map<String, String>>() {});
        } catch (IOException e) {
            throw new IllegalStateException("the catalogue " + language + ".json is no flat JSON object of texts", e);
        }
    }

    /** Puts numbers in; places that a script fills stay. */
    private static String withNumbers(String text, Map<String, String> numbers) {
        return NUMBER.matcher(text).replaceAll(
                place -> Matcher.quoteReplacement(numbers.getOrDefault(place.group(1), place.group())));
    }

    private static String filled(String template, Map<String, String> words) {
        return PLACE.matcher(template).replaceAll(place -> {
            String word = words.get(place.group(1));
            if (word == null) {
                throw new IllegalStateException("the page needs a text for '" + place.group(1) + "'");
            }
            return Matcher.quoteReplacement(escaped(word));
        });
    }

    private static String escaped(String word) {
        return word.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private static byte[] resource(String name) {
        try (InputStream in = PageText.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read from the jar", e);
        }
    }
}
