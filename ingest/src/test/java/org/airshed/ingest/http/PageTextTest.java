package org.airshed.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.junit.jupiter.api.Test;

/** Every text of the page comes from the catalogues, and the catalogues say the same things. */
class PageTextTest {
    private static final Path PAGE = Path.of("src/main/resources/org/airshed/ingest/http/page");
    private static final Pattern FILL = Pattern.compile("\\{(\\w+)\\}");
    /** String and template literals; the page's own style has no escaped quotes. */
    private static final Pattern LITERAL = Pattern.compile("\"([^\"\\n]*)\"|`([^`]*)`|'([^'\\n]*)'");
    private static final Pattern KEY_USE = Pattern.compile("text\\([\"`]([a-zA-Z.]+)(\\$\\{)?");
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-zA-Z0-9._-]+)\\}\\}");
    /** Not words: names of elements' attributes, selectors and fonts that have a space in them. */
    private static final Set<String> NO_WORDS = Set.of("zoomend moveend resize", "moveend zoomend resize",
            ".languages a");

    private static final Map<String, String> EN = new TreeMap<>(PageText.catalogue("en"));
    private static final Map<String, String> JA = new TreeMap<>(PageText.catalogue("ja"));

    @Test
    void bothCataloguesHaveTheSameKeysAndTheSamePlacesToFill() {
        assertThat(JA.keySet()).isEqualTo(EN.keySet());
        EN.forEach((key, text) -> assertThat(places(JA.getOrDefault(key, ""))).as(key).isEqualTo(places(text)));
    }

    @Test
    void noTextIsEmptyButTheUnitOfAPureNumber() {
        Stream.of(EN, JA).forEach(catalogue -> catalogue.forEach((key, text) -> {
            if (!key.equals("unit./")) {
                assertThat(text).as(key).isNotBlank();
            }
        }));
    }

    @Test
    void japaneseIsTranslatedAndNotCopied() {
        Set<String> same = EN.entrySet().stream().filter(entry -> entry.getValue().equals(JA.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .filter(key -> !key.startsWith("unit.") && !key.startsWith("language.")).collect(Collectors.toSet());
        assertThat(same).containsExactly("page.name");
    }

    @Test
    void theTemplateHasNoWordsOfItsOwn() throws IOException {
        String html = read(PAGE.resolve("index.html"));
        String visible = html.replaceAll("<[^>]*>", " ").replaceAll(PLACE.pattern(), " ");
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
        PLACE.matcher(read(PAGE.resolve("index.html"))).results().map(place -> place.group(1))
                .filter(key -> !Set.of("language", "tiles", "attribution").contains(key)).forEach(asked::add);

        assertThat(EN.keySet()).containsAll(asked);
        assertThat(EN.keySet().stream().filter(key -> !asked.contains(key))
                .filter(key -> families.stream().noneMatch(key::startsWith))).isEmpty();
        assertThat(families).allMatch(family -> EN.keySet().stream().anyMatch(key -> key.startsWith(family)));
    }

    @Test
    void everyPropertyHasANameInBothLanguages() {
        assertThat(ObservedProperties.all()).allMatch(property -> named(property, "en") && named(property, "ja"));
    }

    @Test
    void thePageIsFilledInBothLanguagesAndEscaped() {
        var tiles = new HttpSettings.MapTiles("https://tiles.example.org/{z}/{x}/{y}.png", "\"Us\" <b>&</b> them");
        PageText page = PageText.load(tiles);
        assertThat(page.html("ja").toString()).contains("<html lang=\"ja\">", "このまちの空気").doesNotContain("{{");
        assertThat(page.html("en").toString()).contains("data-tiles=\"https://tiles.example.org/{z}/{x}/{y}.png\"",
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
