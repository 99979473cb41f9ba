package org.airshed.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.api.Api;
import org.airshed.ingest.derivation.Indicators;
import org.airshed.ingest.derivation.NetworkSettings;
import org.airshed.ingest.index.Averaging;
import org.airshed.ingest.quality.Reason;
import org.airshed.ingest.query.CardRules;
import org.airshed.ingest.rollup.Completeness;
import org.airshed.ingest.rollup.Statistic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every text of the page comes from the catalogues, and the catalogues say the same things. */
class PageTextTest {
    private static final Path PAGE = Path.of("src/main/resources/org/airshed/ingest/http/page");
    private static final List<String> TEMPLATES = List.of("index.html", "clean-air-card.html");
    /** What a template takes from elsewhere than the catalogue. */
    private static final Set<String> NO_TEXTS = Set.of("language", "tiles", "attribution", "zone", "sites", "share",
            "minutes", "gases", "current.en", "current.ja", "current.es", "current.ca");
    private static final Pattern FILL = Pattern.compile("\\{(\\w+)\\}");
    /** String and template literals; the page's own style has no escaped quotes. */
    private static final Pattern LITERAL = Pattern.compile("\"([^\"\\n]*)\"|`([^`]*)`|'([^'\\n]*)'");
    private static final Pattern KEY_USE = Pattern.compile("text\\([\"`]([a-zA-Z.]+)(\\$\\{)?");
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-zA-Z0-9._-]+)\\}\\}");
    /** Not words: names of elements' attributes, selectors and fonts that have a space in them. */
    private static final Set<String> NO_WORDS = Set.of("zoomend moveend resize", "moveend zoomend resize",
            ".languages a");

    private static final Map<String, String> EN = new TreeMap<>(PageText.catalogue("en"));

    static List<String> languages() {
        return PageText.LANGUAGES;
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyCatalogueHasTheSameKeysInTheSameOrderAndTheSamePlacesToFill(String language) {
        Map<String, String> words = PageText.catalogue(language);
        assertThat(words.keySet()).containsExactlyElementsOf(PageText.catalogue("en").keySet());
        EN.forEach((key, text) -> assertThat(places(words.getOrDefault(key, ""))).as(key).isEqualTo(places(text)));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void noTextIsEmptyButTheUnitOfAPureNumber(String language) {
        PageText.catalogue(language).forEach((key, text) -> {
            if (!key.equals("unit./")) {
                assertThat(text).as(key).isNotBlank();
            }
        });
    }

    /** Words that are the same in two languages are named here, so that a text that was forgotten shows. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"en|ja|page.name",
            "en|es|page.name clean.answer.no detail.sensor table.sensor",
            "en|ca|page.name clean.answer.no detail.sensor table.sensor",
            "es|ca|page.name environment.outdoor environment.indoor year.exceeded outcome.exceeded clean.answer.yes "
                    + "clean.answer.no averaging.instant room.ppm detail.sensor table.sensor table.value definition.question"})
    void aLanguageIsTranslatedAndNotCopied(String from, String to, String alike) {
        Map<String, String> words = PageText.catalogue(to);
        Set<String> same = PageText.catalogue(from).entrySet().stream()
                .filter(entry -> entry.getValue().equals(words.get(entry.getKey())))
                .filter(entry -> entry.getValue().replaceAll(FILL.pattern(), "").matches(".*\\p{L}.*"))
                .map(Map.Entry::getKey).filter(key -> !key.startsWith("unit.") && !key.startsWith("language."))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(same).isSubsetOf(alike.split(" ")).contains("page.name");
    }

    @ParameterizedTest
    @CsvSource({"index.html,/", "clean-air-card.html,/docs/clean-air-card"})
    void aPageLinksToEachOfItsLanguages(String template, String address) throws IOException {
        assertThat(Pattern.compile("href=\"" + address
                + "\\?lang=(\\w+)\" hreflang=\"(\\w+)\" lang=\"(\\w+)\" aria-current=\"\\{\\{current\\.(\\w+)\\}\\}\"")
                .matcher(read(PAGE.resolve(template))).results()
                .flatMap(link -> Stream.of(link.group(1), link.group(2), link.group(3), link.group(4))).distinct())
                .containsExactlyElementsOf(PageText.LANGUAGES);
    }

    // A field that the interface has not is undefined in a script, and whatever is compared with it is silently wrong.
    @Test
    void whatThePageReadsOfABandIsInTheInterface() throws IOException {
        Set<String> sent = new TreeSet<>();
        try (InputStream document = Api.class.getResourceAsStream("openapi.json")) {
            new ObjectMapper().readTree(document)
                    .at("/components/schemas/IndexDefinition/properties/bands/items/properties").fieldNames()
                    .forEachRemaining(sent::add);
        }
        Set<String> read = new TreeSet<>();
        for (Path script : scripts()) {
            Pattern.compile("\\bband\\.(\\w+)").matcher(read(script)).results().forEach(use -> read.add(use.group(1)));
        }
        assertThat(read).contains("from", "to").isSubsetOf(sent);
    }

    /** The page puts the numbers of "2 of 4 stations, 3 are needed" into a sentence of its own. */
    @Test
    void whatIsMissingCanBeSaidForEverythingThatIsCounted() {
        for (Completeness.Unit unit : Completeness.Unit.values()) {
            String sentence = Statistic.NotEnoughData.of(new Completeness(2, 4, 3, unit)).reason();
            Matcher counted = Pattern.compile("2 of 4 ([a-z ]+), 3 are needed").matcher(sentence);
            assertThat(counted.matches()).as(sentence).isTrue();
            String key = "missing." + counted.group(1).replace(' ', '_');
            assertThat(EN).containsKey(key);
            assertThat(places(EN.getOrDefault(key, ""))).contains("{valid}", "{expected}", "{required}");
        }
    }

    @Test
    void everyAveragingTimeAndEveryKindOfCorrectionHasWords() {
        assertThat(EN.keySet())
                .containsAll(Stream.of(Averaging.values()).map(averaging -> "averaging." + averaging.text()).toList())
                .contains("sure." + Indicators.CORRECTED, "sure." + Indicators.PARTLY_CORRECTED,
                        "sure." + Indicators.UNCORRECTED);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyReasonOfAFlagIsExplainedInTheLanguagesOfThePage(String language) {
        for (Reason reason : Reason.values()) {
            assertThat(reason.sentence(language)).as(reason.key()).isNotBlank();
            if (!language.equals("en")) {
                assertThat(reason.sentence(language)).as(reason.key()).isNotEqualTo(reason.sentence("en"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void theCleanAirCardNeverClaimsAFormulaOfC40(String language) {
        Map<String, String> words = PageText.catalogue(language);
        assertThat(words.get("definition.principle")).contains("C40");
        words.forEach((key, text) -> {
            if (!key.equals("definition.principle")) {
                assertThat(text).as(key).doesNotContain("C40");
            }
        });
    }

    static List<String> templates() {
        return TEMPLATES;
    }

    @ParameterizedTest
    @MethodSource("templates")
    void aTemplateHasNoWordsOfItsOwn(String template) throws IOException {
        String html = read(PAGE.resolve(template));
        String visible = html.replaceAll("<[^>]*>", " ").replaceAll(PLACE.pattern(), " ").replace("&#8239;", " ");
        assertThat(visible).as("text between tags").doesNotContainPattern("\\p{L}");
        Pattern.compile("(?:alt|title|placeholder|aria-label|content)=\"([^\"]*)\"").matcher(html).results()
                .map(attribute -> attribute.group(1)).filter(value -> !value.isEmpty() && !value.startsWith("{{"))
                .forEach(value -> assertThat(value).as("attribute for people")
                        .matches("width=device-width, initial-scale=1|light dark|#[0-9a-f]{6}"));
    }

    @Test
    void scriptsHaveNoWordsOfTheirOwn() throws IOException {
        for (Path script : scripts()) {
            String code = read(script).replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)(^|\\s)//.*$", "");
            List<String> wordy = LITERAL.matcher(code).results().map(PageTextTest::literal)
                    .map(literal -> literal.replaceAll("\\$\\{[^}]*\\}", " ")).map(String::strip)
                    .filter(literal -> literal.matches(".*\\p{L}{2,}\\s+\\p{L}{2,}.*")
                            || literal.matches(".*[^\\x00-\\x7f].*\\p{L}.*")
                            || literal.matches("\\p{Lu}\\p{Ll}{2,}"))
                    .filter(literal -> !NO_WORDS.contains(literal)).toList();
            assertThat(wordy).as(script.getFileName() + ": literals that look like words").isEmpty();
        }
    }

    @Test
    void everyKeyThatIsAskedForIsThereAndEveryKeyIsAskedFor() throws IOException {
        Set<String> asked = new TreeSet<>();
        Set<String> families = new TreeSet<>(Set.of("unit."));
        for (Path script : scripts()) {
            KEY_USE.matcher(read(script)).results()
                    .forEach(use -> (use.group(2) == null ? asked : families).add(use.group(1)));
        }
        for (String template : TEMPLATES) {
            PLACE.matcher(read(PAGE.resolve(template))).results().map(place -> place.group(1))
                    .filter(key -> !NO_TEXTS.contains(key)).forEach(asked::add);
        }
        asked.addAll(Set.of("settings.gases.counted", "settings.gases.left"));

        assertThat(EN.keySet()).containsAll(asked);
        assertThat(EN.keySet().stream().filter(key -> !asked.contains(key))
                .filter(key -> families.stream().noneMatch(key::startsWith))).isEmpty();
        assertThat(families).allMatch(family -> EN.keySet().stream().anyMatch(key -> key.startsWith(family)));
    }

    @Test
    void everyPropertyHasANameInEveryLanguage() {
        assertThat(ObservedProperties.all()).allMatch(
                property -> PageText.LANGUAGES.stream().allMatch(language -> named(property, language)));
    }

    @Test
    void thePageIsFilledInEveryLanguageAndEscaped() {
        var tiles = new HttpSettings.MapTiles("https://tiles.example.org/{z}/{x}/{y}.png", "\"Us\" <b>&</b> them");
        PageText page = PageText.load(tiles, CardRules.of(NetworkSettings.proposed(ZoneOffset.UTC)));
        for (String language : page.languages()) {
            assertThat(page.html(PageText.Page.TOWN, language).toString()).contains("<html lang=\"" + language + "\">")
                    .doesNotContain("{{");
        }
        assertThat(page.html(PageText.Page.TOWN, "ja").toString()).contains("このまちの空気", "data-zone=\"UTC\"");
        PageText auckland = PageText.load(null,
                CardRules.of(NetworkSettings.proposed(ZoneId.of("Pacific/Auckland"))));
        assertThat(auckland.html(PageText.Page.TOWN, "en").toString()).contains("data-zone=\"Pacific/Auckland\"");
        assertThat(page.html(PageText.Page.TOWN, "en").toString()).contains(
                "data-tiles=\"https://tiles.example.org/{z}/{x}/{y}.png\"",
                "data-attribution=\"&quot;Us&quot; &lt;b&gt;&amp;&lt;/b&gt; them\"");
    }

    private static boolean named(ObservedProperty property, String language) {
        return !property.names().getOrDefault(language, "").isBlank();
    }

    private static Set<String> places(String text) {
        return FILL.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String literal(MatchResult found) {
        return Stream.of(1, 2, 3).map(found::group).filter(group -> group != null).findFirst().orElse("");
    }

    private static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(PAGE.resolve("assets"))) {
            return files.filter(file -> file.toString().endsWith(".js")).sorted().toList();
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    @Test
    void everyScriptOfTheFolderIsReached() throws IOException {
        Set<String> imported = new TreeSet<>(Set.of("page.js"));
        for (Path script : scripts()) {
            Pattern.compile("from \"\\./(\\w+\\.js)\"").matcher(read(script)).results()
                    .forEach(i -> imported.add(i.group(1)));
        }
        assertThat(scripts().stream().map(script -> script.getFileName().toString()).toList())
                .containsExactlyInAnyOrderElementsOf(imported);
    }
}
