package org.airshed.ingest.http;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.ingest.query.CardRules;
import org.airshed.ingest.standard.Criterion;

/** The numbers of {@link CardRules} as a language writes them, by the name under which the texts of the pages take them. */
final class RuleText {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final char NARROW_SPACE = '\u202f';

    private final NumberFormat numbers;
    private final String language;
    private final Map<String, String> words;

    private RuleText(String language, Map<String, String> words) {
        this.numbers = NumberFormat.getNumberInstance(Locale.forLanguageTag(language));
        this.language = language;
        this.words = words;
    }

    /** @param words the catalogue of the language, for units */
    static Map<String, String> of(CardRules rules, String language, Map<String, String> words) {
        return new RuleText(language, words).of(rules);
    }

    private Map<String, String> of(CardRules rules) {
        Map<String, String> texts = new HashMap<>();
        texts.put("percent", numbers.format(rules.coveragePercent()));
        texts.put("minutes", numbers.format(rules.walkMinutes()));
        texts.put("metres", numbers.format(rules.metresPerMinute()));
        texts.put("site", numbers.format(rules.siteMetres()));
        texts.put("sites", numbers.format(rules.minSites()));
        texts.put("share", numbers.format(BigDecimal.valueOf(rules.minShare()).multiply(HUNDRED)));
        texts.put("zone", rules.zone().getId().equals("Z") ? "UTC" : rules.zone().getId());
        texts.put("gases", word(rules.rawGases() ? "settings.gases.counted" : "settings.gases.left"));
        texts.put("standard", rules.standard().name(language));
        texts.put("source", rules.standard().source());
        texts.put("annual", amount(rules.annual().getFirst()));
        texts.put("daily", amount(rules.daily()));
        boolean wide = language.equals("ja");
        texts.put("annualLimits", rules.annual().stream()
                .map(limit -> name(limit) + (wide ? "は" : " – ") + amount(limit))
                .collect(Collectors.joining(wide ? "、" : ", ")));
        return texts;
    }

    private String amount(Criterion criterion) {
        String unit = words.getOrDefault("unit." + criterion.unit(), criterion.unit());
        return numbers.format(criterion.limit()) + NARROW_SPACE + unit;
    }

    private String name(Criterion criterion) {
        String property = criterion.property();
        return property == null
                ? criterion.pollutant()
                : ObservedProperties.find(property).map(its -> its.names().getOrDefault(language, its.id()))
                        .orElse(property);
    }

    private String word(String key) {
        String word = words.get(key);
        if (word == null) {
            throw new IllegalStateException("the page needs a text for '" + key + "'");
        }
        return word;
    }
}
