package org.airshed.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.airshed.benchmarks.process.ChildProcess;
import org.airshed.benchmarks.process.Ports;
import org.airshed.benchmarks.server.Http;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The page of the running demo in Chromium, as a citizen sees it on a phone, a desk and a wall.
 *
 * <p>{@code -Dairshed.page=URL} looks at a page that runs already; {@code -Dairshed.pictures=FOLDER} keeps pictures, among
 * them the one in the README.
 */
class PageIT {
    private static final Duration START = Duration.ofMinutes(5);
    private static final int STATIONS = 8;
    private static final int AREAS = 2;
    private static final double PATIENCE_MILLIS = 40_000;
    private static final Set<String> CHIPS = Set.of("bme280", "pms5003", "scd41", "sen55");
    private static final Pattern READING = Pattern
            .compile("\"station\":\"([^\"]+)\",\"sensor\":\"([a-z0-9]+)-[^\"]*\",\"property\":\"([^\"]+)\"");
    /** Until the hours of the history are computed and the page has asked again, which it does once a minute. */
    private static final double AREAS_PATIENCE_MILLIS = 180_000;
    /** Contrast of what stands on the colour of a category, WCAG 2.2 "contrast ratio". */
    private static final String CONTRASTS = """
            () => [...document.querySelectorAll(".badge:not(.silent)")].map((badge) => {
              const parts = (colour) => colour.match(/[0-9.]+/g).slice(0, 3).map((part) => part / 255)
                .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
              const light = (colour) => parts(colour).reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
              const style = getComputedStyle(badge);
              const [low, high] = [light(style.color), light(style.backgroundColor)].sort((a, b) => a - b);
              return (high + 0.05) / (low + 0.05);
            })
            """;

    @TempDir
    private static Path folder = Path.of("");
    private static @Nullable ChildProcess demo;
    private static @Nullable Playwright playwright;
    private static @Nullable Browser browser;
    private static String address = "";

    @BeforeAll
    static void open() {
        Path chromium = Needs.tool("chromium");
        address = System.getProperty("airshed.page", "");
        if (address.isEmpty()) {
            int http = Ports.free();
            address = "http://localhost:" + http;
            ChildProcess started = ChildProcess.start("demo",
                    List.of(Needs.checkout().resolve("airshed").toString(), "demo", "--data",
                            folder.resolve("data").toString(), "--http", Integer.toString(http), "--mqtt",
                            Integer.toString(Ports.free()), "--history", "1d"),
                    folder, folder.resolve("demo.log"));
            demo = started;
            started.await("the page", START, () -> Http.healthy(URI.create(address + "/")));
            started.awaitOutput("Airshed is running", START);
            started.await("readings of every station and every chip", START, PageIT::townIsComplete);
        }
        Playwright made = Playwright
                .create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        playwright = made;
        browser = made.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(chromium).setArgs(
                List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                        "--disable-background-networking", "--disable-component-update", "--disable-sync")));
    }

    /** Stations and sensors appear with their first message each; until the last has, cards and choices still change. */
    private static boolean townIsComplete() {
        Http.Answer answer = Http.get(URI.create(address + "/api/v1/latest"), Map.of());
        Set<String> stations = new HashSet<>();
        Set<String> chips = new HashSet<>();
        Set<String> properties = new HashSet<>();
        Matcher readings = READING.matcher(answer.status() == 200 ? answer.body() : "");
        while (readings.find()) {
            stations.add(readings.group(1));
            chips.add(readings.group(2));
            properties.add(readings.group(3));
        }
        // The NOx index comes last: the SEN55 has none in its first seconds.
        return stations.size() == STATIONS && chips.equals(CHIPS) && properties.contains("nox_index");
    }

    @AfterAll
    static void close() {
        if (playwright != null) {
            playwright.close();
        }
        if (demo != null) {
            demo.stop(Duration.ofSeconds(30));
            demo.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"page-phone,390,844,en,LIGHT", "page-phone-ja,390,844,ja,DARK", "page-desk,1280,800,en,LIGHT",
            "page-desk-ja,1280,800,ja,LIGHT", "page-wall-ja,1920,1080,ja,DARK"})
    void eightStationsAndAValueThatChangesByItself(String picture, int width, int height, String language,
            ColorScheme colours) {
        try (Visit visit = new Visit(width, height, language, colours)) {
            Page page = visit.page;
            visit.seesStations();
            assertThat(page.locator("html")).hasAttribute("lang", language);
            assertThat(page.locator("h1")).containsText("Airshed");
            assertThat(page.locator("#stations-title")).containsText(language.equals("ja") ? "測定局" : "Stations");
            assertThat(page.locator("#connection")).hasAttribute("data-state", "live");
            assertThat(page.locator(".pin")).hasCount(STATIONS);
            assertThat(page.locator("#chart canvas")).isVisible();
            assertThat(page.locator("#summary")).not().isEmpty();

            // Without reloading: the numbers on the cards, all together, become others.
            List<String> before = page.locator(".figure").allTextContents();
            page.waitForCondition(() -> !page.locator(".figure").allTextContents().equals(before),
                    new Page.WaitForConditionOptions().setTimeout(PATIENCE_MILLIS));

            assertThat(visit.overflow()).as("pixels the page is wider than the window").isZero();
            visit.keep(picture);
            visit.wasQuiet();
        }
    }

    @Test
    void aStationIsChosenByKeyboardAndTheAddressRemembersIt() {
        try (Visit visit = new Visit(1_280, 800, "en", ColorScheme.LIGHT)) {
            visit.seesStations();
            Locator card = visit.page.locator(".card").nth(2);
            String name = card.locator(".name").textContent();
            card.focus();
            visit.page.keyboard().press("Enter");

            assertThat(card).hasAttribute("aria-pressed", "true");
            assertThat(visit.page.locator("#detail-name")).hasText(name);
            assertThat(card).isFocused();
            visit.page.reload();
            assertThat(visit.page.locator("#detail-name")).hasText(name);
            visit.wasQuiet();
        }
    }

    @Test
    void aPropertyIsChosenByArrowKeyAndEveryPinFollows() {
        try (Visit visit = new Visit(1_280, 800, "en", ColorScheme.LIGHT)) {
            visit.seesStations();
            Locator chips = visit.page.locator(".chip input");
            chips.nth(0).focus();
            visit.page.keyboard().press("ArrowRight");

            assertThat(chips.nth(1)).isChecked();
            String property = visit.page.locator(".chip").nth(1).textContent();
            assertThat(visit.page.locator(".now-name")).hasText(property);
            visit.wasQuiet();
        }
    }

    @Test
    void theOtherLanguageIsOneClickAwayAndKeepsTheChoice() {
        try (Visit visit = new Visit(390, 844, "en", ColorScheme.LIGHT)) {
            visit.seesStations();
            visit.page.locator(".card").nth(3).click();
            String name = visit.page.locator("#detail-name").textContent();
            visit.page.locator(".languages a[lang=ja]").click();

            assertThat(visit.page.locator("html")).hasAttribute("lang", "ja");
            assertThat(visit.page.locator("#detail-name")).hasText(name);
            visit.page.navigate(address);
            assertThat(visit.page.locator("html")).hasAttribute("lang", "ja");
            visit.wasQuiet();
        }
    }

    @ParameterizedTest
    @CsvSource({"areas-phone,390,844,en,LIGHT,\\d+ of \\d+ stations",
            "areas-desk,1400,1000,en,DARK,\\d+ of \\d+ stations",
            "areas-desk-ja,1400,1000,ja,LIGHT,\\d+局中\\d+局", "areas-phone-es,390,844,es,DARK,\\d+ de \\d+ estaciones",
            "areas-phone-ca,390,844,ca,LIGHT,\\d+ de \\d+ estacions"})
    void everyNeighbourhoodSaysHowItsAirIsOrWhatIsMissingAndHowManyStationsSpeak(String picture, int width, int height,
            String language, ColorScheme colours, String stations) {
        try (Visit visit = new Visit(width, height, language, colours)) {
            visit.seesAreas(Pattern.compile(stations));
            Page page = visit.page;
            assertThat(page.locator("html")).hasAttribute("lang", language);
            assertThat(page.locator(".area h3 .area-choose").first()).not().isEmpty();
            assertThat(page.locator(".area .band-name")).hasCount(AREAS);
            assertThat(page.locator(".area-outline")).hasCount(AREAS);
            assertThat(page.locator(".area-outline.chosen")).hasCount(1);
            assertThat(page.locator(".walk")).hasCount(0);
            assertThat(page.locator(".answer")).hasCount(AREAS);
            assertThat((List<?>) page.evaluate(CONTRASTS))
                    .allSatisfy(contrast -> assertThat(((Number) contrast).doubleValue()).isGreaterThanOrEqualTo(4.5));
            assertThat(visit.overflow()).as("pixels the page is wider than the window").isZero();
            visit.keep(picture);
            visit.wasQuiet();
        }
    }

    @Test
    void aNeighbourhoodIsChosenByItsNameAndTheAddressRemembersIt() {
        try (Visit visit = new Visit(1_280, 800, "en", ColorScheme.LIGHT)) {
            visit.seesAreas(Pattern.compile("stations"));
            Locator name = visit.page.locator(".area-choose").nth(1);
            name.focus();
            visit.page.keyboard().press("Enter");

            assertThat(name).hasAttribute("aria-pressed", "true");
            assertThat(name).isFocused();
            visit.page.reload();
            assertThat(visit.page.locator(".area-choose").nth(1)).hasAttribute("aria-pressed", "true");
            assertThat(visit.page.locator(".area-choose").nth(0)).hasAttribute("aria-pressed", "false");
            visit.wasQuiet();
        }
    }

    // At UTC+14 a day begins at 10:00Z of the day before, and half a day later it still is that day before.
    @Test
    void theCalendarHasTheDaysOfTheNetworkHoweverFarItsMidnightIsFromOurs() {
        ZoneId zone = ZoneId.of("Pacific/Kiritimati");
        LocalDate day = LocalDate.now(zone).minusDays(3);
        try (Visit visit = new Visit(1_280, 800, "en", ColorScheme.LIGHT)) {
            visit.page.route(Pattern.compile("/(\\?lang=en)?$"), route -> {
                APIResponse page = route.fetch();
                route.fulfill(new Route.FulfillOptions().setResponse(page)
                        .setBody(page.text().replaceFirst("data-zone=\"[^\"]*\"", "data-zone=\"" + zone + "\"")));
            });
            visit.page.route(Pattern.compile("/indicators\\?.*period=1d"), route -> route.fulfill(
                    new Route.FulfillOptions().setContentType("application/json").setBody("{\"items\":[{\"time\":\""
                            + day.atStartOfDay(zone).toInstant()
                            + "\",\"property\":\"pm2_5\",\"value\":20,\"category\":\"exceeded\"}]}")));
            visit.page.navigate(address + "/?lang=en");
            assertThat(visit.page.locator("svg.year g:has(.day-exceeded) > title").first())
                    .containsText(DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.ENGLISH).format(day));
        }
    }

    @Test
    void theDefinitionOfTheCleanAirCardIsOneClickAwayAndClaimsNoFormulaOfC40() {
        try (Visit visit = new Visit(390, 844, "en", ColorScheme.LIGHT)) {
            visit.seesAreas(Pattern.compile("stations"));
            Locator open = visit.page.locator(".definition-open").first();
            Locator definition = visit.page.locator("#definition");
            assertThat(visit.page.locator(".clean h4").first()).hasText("Does everyone here breathe clean air?");
            assertThat(definition).isHidden();
            open.click();

            assertThat(definition).isVisible();
            assertThat(definition).containsText("No formula of C40’s exists");
            assertThat(definition).containsText("a proposal of this project");
            visit.page.keyboard().press("Escape");
            assertThat(definition).isHidden();
            assertThat(open).isFocused();
            visit.wasQuiet();
        }
    }

    // 45 of 1080 pixels are 2.3 cm on a screen of a metre's width: letters that are read from 5 m.
    @Test
    void aWallShowsOneNeighbourhoodInLettersForFiveMetresAndNothingElse() {
        try (Visit visit = new Visit(1_920, 1_080, "ja", ColorScheme.DARK)) {
            visit.page.navigate(address + "/?wall=1");
            assertThat(visit.page.locator(".area:visible")).hasCount(1);
            assertThat(visit.page.locator("#map")).isHidden();
            assertThat(visit.page.locator(".card").first()).isHidden();
            assertThat(visit.page.locator("#wall-pause")).isVisible();
            double letters = ((Number) visit.page.locator(".area:visible .sentence")
                    .evaluate("sentence => parseFloat(getComputedStyle(sentence).fontSize)")).doubleValue();
            assertThat(letters).as("pixels of 1080").isGreaterThan(45);
            double below = ((Number) visit.page.locator(".area:visible .answer")
                    .evaluate("answer => answer.getBoundingClientRect().bottom"
                            + " - document.querySelector('footer').getBoundingClientRect().top"))
                    .doubleValue();
            assertThat(below).as("pixels that the card is taller than the wall").isNegative();
            visit.keep("areas-wall-ja");
            visit.wasQuiet();
        }
    }

    // A wall display must not show yesterday's air as today's when the server is gone.
    @Test
    void aLostConnectionIsSaidInWordsAndComesBackByItself() {
        try (Visit visit = new Visit(1_280, 800, "en", ColorScheme.LIGHT)) {
            visit.seesStations();
            assertThat(visit.page.locator("#connection")).hasAttribute("data-state", "live");
            visit.page.context().setOffline(true);

            assertThat(visit.page.locator("#connection")).hasAttribute("data-state", "lost");
            assertThat(visit.page.locator("#connection")).containsText("Connection lost");
            visit.page.context().setOffline(false);
            assertThat(visit.page.locator("#connection")).hasAttribute("data-state", "live");
        }
    }

    /** One visitor with an own browser profile, whose complaints are collected. */
    private static final class Visit implements AutoCloseable {
        private final BrowserContext context;
        private final Page page;
        private final List<String> complaints = new ArrayList<>();

        Visit(int width, int height, String language, ColorScheme colours) {
            Browser opened = browser;
            if (opened == null) {
                throw new IllegalStateException("the browser did not start");
            }
            context = opened.newContext(new Browser.NewContextOptions().setViewportSize(width, height)
                    .setLocale(language).setColorScheme(colours).setTimezoneId("Europe/Madrid")
                    .setDeviceScaleFactor(width < 500 ? 2 : 1));
            context.setDefaultTimeout(PATIENCE_MILLIS);
            page = context.newPage();
            page.onConsoleMessage(message -> {
                if (Pattern.matches("error|warning", message.type())) {
                    complaints.add(message.type() + ": " + message.text());
                }
            });
            page.onPageError(error -> complaints.add("uncaught: " + error));
            page.onRequest(request -> {
                if (!request.url().startsWith(address) && !request.url().startsWith("data:")) {
                    complaints.add("a third party was asked: " + request.url());
                }
            });
            page.onResponse(response -> {
                if (response.status() >= 400) {
                    complaints.add(response.status() + " " + response.url());
                }
            });
            page.navigate(address);
        }

        void seesStations() {
            com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
            assertThat(page.locator(".card")).hasCount(STATIONS);
            assertThat(page.locator(".chip input:checked")).hasCount(1);
        }

        void seesAreas(Pattern sentence) {
            seesStations();
            var patient = new com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions()
                    .setTimeout(AREAS_PATIENCE_MILLIS);
            Locator sentences = page.locator(".area .sentence");
            assertThat(sentences).hasCount(AREAS);
            for (int i = 0; i < AREAS; i++) {
                assertThat(sentences.nth(i)).containsText(sentence, patient);
            }
        }

        int overflow() {
            return ((Number) page
                    .evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .intValue();
        }

        void wasQuiet() {
            assertThat(complaints).isEmpty();
        }

        void keep(String picture) {
            String pictures = System.getProperty("airshed.pictures", "");
            if (!pictures.isEmpty() && Files.isDirectory(Path.of(pictures))) {
                page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(pictures, picture + ".png")));
            }
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
