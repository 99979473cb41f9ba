package org.airshed.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.airshed.ingest.api.ApiSettings;
import org.airshed.ingest.derivation.NetworkSettings;
import org.airshed.ingest.indicator.AreaRules;
import org.airshed.ingest.standard.Standards;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's HTML and its files as a browser fetches them; what a browser makes of them is tested with a browser. */
class PageIT {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T17:00:00Z"));

    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"]*)\"");

    private static ServedTown served;

    @BeforeAll
    static void serve() throws IOException {
        served = new ServedTown(CLOCK);
    }

    @AfterAll
    static void close() {
        served.close();
    }

    @ParameterizedTest
    @CsvSource({"/,,,en", "/,ja,,ja", "/,'fr, ja;q=0.5',,ja", "/,'ja-JP,ja;q=0.9,en;q=0.8',,ja", "/,'de',,en",
            "/?lang=ja,en,,ja",
            "/docs/clean-air-card,ja,,ja", "/docs/clean-air-card,en,lang=ca,ca",
            "/docs/clean-air-card?lang=es,ca,lang=en,es",
            "/?lang=en,ja,lang=ja,en", "/,en,lang=ja,ja", "/,'ca-ES,ca;q=0.9,es;q=0.8',,ca", "/?lang=es,ca,lang=en,es",
            "/,'es;q=0.4,ca;q=0.6',,ca", "/?lang=xx,ja,,ja", "/,en,lang=%22%3e,en"})
    void thePageSpeaksTheLanguageChosenNowOrBeforeOrAskedFor(String address, String accepted, String cookie,
            String language)
            throws Exception {
        HttpResponse<String> page = served.get(address, "Accept-Language", accepted == null ? "*" : accepted, "Cookie",
                cookie == null ? "a=b" : cookie);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<html lang=\"" + language + "\">");
        assertThat(page.body()).containsOnlyOnce("aria-current=\"true\"")
                .contains("lang=\"" + language + "\" aria-current=\"true\"");
        assertThat(page.headers().firstValue("content-language")).hasValue(language);
        assertThat(page.headers().firstValue("vary").orElseThrow()).contains("Accept-Language", "Cookie");
    }

    @Test
    void aChoiceIsRememberedAndNothingElseIs() throws Exception {
        assertThat(served.get("/?lang=ja").headers().firstValue("set-cookie").orElseThrow())
                .startsWith("lang=ja; ").contains("HTTPOnly", "SameSite=Lax");
        assertThat(served.get("/").headers().firstValue("set-cookie")).isEmpty();
        assertThat(served.get("/?lang=xx").headers().firstValue("set-cookie")).isEmpty();
    }

    @Test
    void everyFileThePageNamesIsServedFromHere() throws Exception {
        Set<String> files = Pattern.compile("(?:src|href)=\"([^\"]*)\"").matcher(served.get("/").body()).results()
                .map(reference -> reference.group(1))
                .filter(reference -> !reference.startsWith("#") && !reference.startsWith("/?"))
                .collect(java.util.stream.Collectors.toSet());
        assertThat(files).hasSizeGreaterThan(6).allMatch(file -> file.startsWith("/"));
        for (String file : files) {
            assertThat(served.get(file).statusCode()).as(file).isEqualTo(200);
        }
        assertThat(served.get("/assets/page.js").headers().firstValue("content-type").orElseThrow())
                .contains("javascript");
        assertThat(served.get("/assets/words/ja.json").body()).contains("測定局");
        assertThat(served.get("/assets/words/ca.json").body()).contains("Estacions");
    }

    // The address in every card must lead somewhere, and the town's page must lead there too.
    @Test
    void theDefinitionOfTheCardIsServedWhereTheCardAndThePageSay() throws Exception {
        String address = ServedTown.json(served.get("/api/v1/areas/poblenou")).get("card").get("definition")
                .textValue();
        HttpResponse<String> page = served.get(address);

        assertThat(address).isEqualTo("/docs/clean-air-card");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
        assertThat(page.body()).doesNotContain("<script");
        assertThat(served.get("/").body()).contains("<a href=\"" + address + "\">");
        for (MatchResult link : LINK.matcher(page.body()).results().toList()) {
            assertThat(served.get(link.group(1)).statusCode()).as(link.group(1)).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ja", "es", "ca"})
    void theDialogAndThePageSayTheSameInEveryLanguage(String language) throws Exception {
        String dialog = served.get("/?lang=" + language).body();
        String page = served.get("/docs/clean-air-card?lang=" + language).body();
        Map<String, String> words = PageText.catalogue(language);

        List<String> said = Pattern.compile("<(p|dd)>([^<]+)</").matcher(dialog.substring(dialog.indexOf("<dialog"),
                dialog.indexOf("</dialog"))).results().map(text -> text.group(2)).toList();
        assertThat(said).hasSize(8).allSatisfy(text -> assertThat(page).contains(">" + text + "<"));
        for (String body : List.of(dialog, page)) {
            assertThat(body).doesNotContainPattern("[{}]").contains(words.get("definition.principle"), "75\u202f%",
                    "80");
        }
        for (String key : List.of("proposal.means", "limits.chips", "rules.verdict", "definition.year")) {
            assertThat(page).contains(words.get(key));
        }
        String who = Standards.of("who-2021").name(language);
        String dash = language.equals("ja") ? "は" : " – ";
        assertThat(page).contains(who, Standards.of("who-2021").source(), dash + "5\u202fµg/m³",
                "PM10" + dash + "15\u202fµg/m³",
                "10\u202fµg/m³").doesNotContain("<dd></dd>", "<li></li>", "<td class=\"number\"></td>");
    }

    // Whoever has chosen other numbers must not be shown ours.
    @Test
    void theDefinitionTellsTheSettingsThatAreUsedHere() throws Exception {
        NetworkSettings ours = NetworkSettings.proposed(ZoneId.of("Asia/Tokyo"));
        var chosen = new NetworkSettings(ours.zone(), new AreaRules(4, 0.345), ours.corrections(), ours.indices(),
                ours.ventilation(), ours.standards(), ours.school(), ours.schoolCo2Ppm(), 11, true, ours.quality());
        try (var other = new ServedTown(CLOCK, chosen)) {
            for (String address : List.of("/?lang=es", "/docs/clean-air-card?lang=es")) {
                assertThat(other.get(address).body()).contains("a 11 minutos a pie", "4 sitios", "34,5\u202f%")
                        .doesNotContain("15 minutos", "3 sitios");
            }
            assertThat(other.get("/docs/clean-air-card?lang=en").body())
                    .contains("<td class=\"number\">Asia/Tokyo</td>", "midnight in Asia/Tokyo",
                            "<td class=\"number\">4</td>", "<td class=\"number\">34.5&#8239;%</td>",
                            "<td class=\"number\">11</td>", "<td class=\"number\">count</td>");
            assertThat(other.get("/").body()).contains("data-walk=\"11\"");
        }
        assertThat(served.get("/docs/clean-air-card?lang=en").body()).contains("<td class=\"number\">UTC</td>",
                "<td class=\"number\">3</td>", "<td class=\"number\">50&#8239;%</td>", "15 minutes’ walk",
                "<td class=\"number\">do not count</td>");
    }

    @Test
    void aTileServerIsAllowedOnlyWhereItIsConfigured() throws Exception {
        var tiles = new HttpSettings.MapTiles("https://tiles.example.org:8443/{z}/{x}/{y}.png", "© us");
        HttpSettings plain = HttpSettings.loopback(0);
        var settings = new HttpSettings(plain.host(), 0, Set.of("air.example.org"), null, tiles, plain.connections(),
                plain.bodyBytes());
        try (var tiled = new ServedTown(CLOCK, settings, ApiSettings.DEFAULT)) {
            HttpResponse<String> page = tiled.get("/");
            assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                    .contains("img-src 'self' data: https://tiles.example.org:8443;");
            assertThat(page.body()).contains("data-tiles=\"https://tiles.example.org:8443/{z}/{x}/{y}.png\"");
            assertThat(RawHttp.get(tiled.server.port(), "/", "air.example.org")).startsWith("HTTP/1.1 200 ");
        }
        assertThat(served.get("/").headers().firstValue("content-security-policy").orElseThrow())
                .doesNotContain("http");
        assertThatThrownBy(() -> new HttpSettings.MapTiles("https://x.org/{z}; script-src *", ""))
                .hasMessageContaining("must be like");
    }

    @Test
    void aTakenPortIsNamed() {
        HttpSettings same = HttpSettings.loopback(served.server.port());
        assertThatThrownBy(() -> new ServedTown(CLOCK, same, ApiSettings.DEFAULT))
                .isInstanceOf(PortTakenException.class)
                .hasMessage("HTTP port " + served.server.port() + " on 127.0.0.1 is taken by another program");
    }

    @Test
    void connectionsAreBoundedAndCounted() throws Exception {
        HttpSettings plain = HttpSettings.loopback(0);
        var settings = new HttpSettings(plain.host(), 0, Set.of(), null, null, 1, plain.bodyBytes());
        try (var small = new ServedTown(CLOCK, settings, ApiSettings.DEFAULT);
                var first = new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), small.server.port())) {
            first.setSoTimeout(10_000);
            first.getOutputStream().write("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            assertThat(first.getInputStream().read()).isEqualTo('H');
            try (var second = new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), small.server.port())) {
                second.setSoTimeout(10_000);
                assertThat(second.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(small.server.refusedConnections()).isEqualTo(1);
            assertThat(small.server.connections()).isEqualTo(1);
        }
    }
}
