package org.airshed.ingest.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.auth.SelfSigned;
import org.airshed.ingest.deadletter.DeadLetter;
import org.airshed.ingest.deadletter.DeadLetterSettings;
import org.airshed.ingest.deadletter.DeadLetters;
import org.airshed.journal.disk.FileDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    @TempDir
    Path folder;

    private Ran station(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "station";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "--data";
        all[arguments.length + 2] = folder.resolve("data").toString();
        return Ran.airshed(all);
    }

    @Test
    void addPrintsTheSecretOnceWithTheLinesForTheAgent() throws IOException {
        SelfSigned.in(folder.resolve("data"));
        Ran added = station("add", "atelier-3");
        assertThat(added.code()).isZero();
        String secret = added.out().replaceAll("(?s).*secret: \"([a-z2-7]{32})\".*", "$1");
        assertThat(secret).hasSize(32);
        assertThat(added.out()).contains("  - id: atelier-3",
                "fingerprint: \"" + SelfSigned.in(folder.resolve("data")).fingerprint() + "\"");
        assertThat(station("list").out()).contains("atelier-3  added").contains("not placed").doesNotContain(secret);

        Ran again = station("add", "atelier-3");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("airshed station rotate atelier-3").doesNotContain("Exception");

        Ran rotated = station("rotate", "atelier-3", "--overlap", "1h");
        assertThat(rotated.code()).isZero();
        assertThat(rotated.out()).doesNotContain(secret);
        assertThat(station("rotate", "atelier-3", "--overlap", "soon").err()).contains("--overlap takes a time");

        assertThat(station("revoke", "atelier-3").code()).isZero();
        assertThat(station("list").out()).contains("atelier-3  revoked");
        assertThat(station("revoke", "nobody").err()).contains("station nobody is not known here");
    }

    @Test
    void placeTakesWhatCanBeAPlaceAndSaysWhatCannot() {
        Ran placed = station("place", "atelier-3", "--lat", "-33.45", "--lon", "-70.66", "--environment", "outdoor",
                "--height", "2.5", "--site-type", "traffic", "--from", "2026-03-01", "--public", "precise");
        assertThat(placed.err()).isEmpty();
        assertThat(placed.code()).isZero();
        assertThat(station("list").out()).contains("-33.45, -70.66 outdoor traffic since 2026-03-01T00:00:00Z")
                .contains("precise");
        assertThat(station("place", "atelier-3", "--lat", "91", "--lon", "0", "--environment", "outdoor").err())
                .contains("latitude 91.0 is not between -90 and 90");
        assertThat(station("place", "atelier-3", "--lat", "1", "--lon", "0", "--environment", "space").err())
                .contains("--environment takes outdoor or indoor");
        assertThat(station("place", "atelier-3", "--lat", "1", "--lon", "0", "--environment", "indoor", "--from",
                "yesterday").err()).contains("--from takes a time");
        assertThat(station("place", "Atelier 3", "--lat", "1", "--lon", "0", "--environment", "indoor").err())
                .contains("station id 'Atelier 3' is not");
        assertThat(station("place", "atelier-3").code()).isEqualTo(2);
    }

    @Test
    void ambientSaysWhichSensorsAreInTheFreeAirAndAMoveAsksAnew() {
        assertThat(station("ambient", "atelier-3", "--sensor", "bme280-76").err()).contains("there is no data folder");
        List<String> place = List.of("place", "atelier-3", "--lat", "41.4", "--lon", "2.2", "--environment", "outdoor",
                "--from");
        station("add", "atelier-3");
        assertThat(station("ambient", "atelier-3", "--sensor", "bme280-76").err())
                .contains("station atelier-3 has no place at").contains("'airshed station place atelier-3'");
        station(with(place, "2026-03-01"));
        Ran said = station("ambient", "atelier-3", "--sensor", "sht31-44,bme280-76", "--from", "2026-03-02");
        assertThat(said.err()).isEmpty();
        assertThat(said.out()).contains("since 2026-03-02T00:00:00Z the humidity of bme280-76, sht31-44 is that of");
        assertThat(station("list").out()).contains("since 2026-03-02T00:00:00Z, in ambient air bme280-76, sht31-44");
        Ran moved = station(with(place, "2026-03-03"));
        assertThat(moved.out()).contains("'airshed station ambient atelier-3 --sensor bme280-76,sht31-44'");
        assertThat(station("list").out()).contains("since 2026-03-03T00:00:00Z").doesNotContain("ambient");
        assertThat(station("ambient", "atelier-3", "--sensor", "bme280-76").out())
                .contains("since 2026-03-03T00:00:00Z the humidity of bme280-76");
        assertThat(station("ambient", "atelier-3", "--none").out())
                .contains("since 2026-03-03T00:00:00Z no sensor is said to be");
        assertThat(station("list").out()).doesNotContain("ambient");

        assertThat(station("ambient", "atelier-3").err()).contains("either --sensor NAME or --none");
        assertThat(station("ambient", "atelier-3", "--none", "--sensor", "bme280-76").err())
                .contains("either --sensor NAME or --none");
        assertThat(station("ambient", "atelier-3", "--sensor", "BME 280").err()).contains("sensor name 'BME 280'");
        assertThat(station("ambient", "nobody", "--sensor", "bme280-76").err())
                .contains("station nobody is not known here");
        assertThat(station("ambient", "atelier-3", "--none", "--from", "2025-01-01").err())
                .contains("has no place at 2025-01-01T00:00:00Z");
        assertThat(station("ambient", "atelier-3", "--none", "--from", "May").err()).contains("--from takes a time");
    }

    @Test
    void aPlaceInThePastHasItsHoursComputedAnewUpToTheNextOne() throws IOException {
        Path data = folder.resolve("data");
        List<String> place = List.of("place", "atelier-3", "--lat", "41.4", "--lon", "2.2", "--environment", "outdoor",
                "--from");
        station(with(place, "2026-03-01"));
        station(with(place, "2026-03-05"));
        Computed.hours(data, "atelier-3", Instant.parse("2026-03-01T00:00:00Z").toEpochMilli(), 6 * 24);
        Computed.hours(data, "atelier-4", Instant.parse("2026-03-01T00:00:00Z").toEpochMilli(), 6 * 24);
        assertThat(Computed.marked(data)).isZero();
        assertThat(station("place", "atelier-3", "--lat", "41.4", "--lon", "2.2", "--environment", "indoor", "--from",
                "2026-03-04T12:00:00Z").err()).isEmpty();
        assertThat(Computed.marked(data)).isEqualTo(12);
        Computed.forbidMarks(data);
        assertThat(station("place", "atelier-3", "--lat", "41.4", "--lon", "2.2", "--environment", "indoor", "--from",
                "2026-03-03").err()).contains("no room");
        assertThat(station("ambient", "atelier-3", "--sensor", "bme280-76", "--from", "2026-03-05").err())
                .contains("no room");
        assertThat(station("list").out()).contains("outdoor since 2026-03-05").doesNotContain("ambient");
    }

    @Test
    void recomputeTakesTheHoursThatThereAreHoweverLongThePeriod() throws IOException {
        Path data = folder.resolve("data");
        station("add", "atelier-3");
        station("add", "atelier-4");
        Computed.hours(data, "atelier-3", Instant.parse("2019-03-01T00:00:00Z").toEpochMilli(), 30);
        Computed.hours(data, "atelier-4", Instant.parse("2026-03-01T00:00:00Z").toEpochMilli(), 1);
        assertThat(Ran.airshedOn(data, "recompute", "--from", "0001-01-01").out())
                .contains("31 hours of 2 stations from 0001-01-01T00:00:00Z to ");
        assertThat(Computed.marked(data)).isEqualTo(31);
        assertThat(Ran.airshedOn(data, "recompute", "atelier-4", "--from", "1970-01-01", "--to", "2027-01-01").out())
                .contains("1 hour of 1 station from");
        assertThat(Ran.airshedOn(data, "recompute", "nobody", "--from", "1970-01-01").err())
                .contains("there is no station nobody");
        assertThat(Ran.airshedOn(data, "recompute", "--from", "2026-03-02", "--to", "2026-03-01").err())
                .contains("must be before --to");
    }

    private static String[] with(List<String> arguments, String more) {
        return Stream.concat(arguments.stream(), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void commandsWithoutADataFolderSaySo() {
        assertThat(station("list").err()).contains("there is no data folder").contains("--data");
        assertThat(Ran.airshed("dead-letters", "--data", folder.resolve("none").toString()).code()).isEqualTo(1);
        assertThat(Ran.airshed().code()).isEqualTo(2);
        assertThat(Ran.airshed("station").code()).isEqualTo(2);
        assertThat(Ran.airshed("--help").code()).isZero();
        assertThat(Ran.airshed("ingest", "--help").out()).contains("--tls-self-signed").contains("--influx-token-file");
    }

    @Test
    void deadLettersAreListedWithTheirControlBytesEscaped() throws IOException {
        Path data = folder.resolve("data");
        DataFolder.open(data);
        try (DeadLetters letters = DeadLetters.open(data.resolve("ingest/dead-letters"), new FileDisk(),
                DeadLetterSettings.STANDARD)) {
            letters.keep(List.of(letter("atelier-3", 8, "\u001b[31mred\n"), letter("atelier-4", 16, "plain")));
            letters.keep(List.of(new DeadLetter(1000, new StationId("atelier-4"), "not-cbor", "no CBOR", 24, -1,
                    ByteBuffer.wrap(new byte[]{(byte) 0xff, 0x00}), "mqtt5 c1")));
        }
        Ran all = Ran.airshed("dead-letters", "--data", data.toString());
        assertThat(all.code()).isZero();
        assertThat(all.out()).contains("\\u001b[31mred\\u000a", "plain", "2 bytes: ff00").doesNotContain("\u001b");
        Ran one = Ran.airshed("dead-letters", "--data", data.toString(), "--station", "atelier-3", "--json");
        assertThat(one.out().lines()).singleElement().asString().startsWith("{")
                .contains("\"reason\":\"not-json\"", "\"payload\":\"G1szMW1yZWQK\"").doesNotContain("\u001b");
        assertThat(Ran.airshed("dead-letters", "--data", data.toString(), "--limit", "1").out()).contains("ff00")
                .doesNotContain("plain");
        assertThat(Ran.airshed("dead-letters", "--data", data.toString(), "--limit", "0").code()).isEqualTo(1);
    }

    private static DeadLetter letter(String station, long position, String payload) {
        return new DeadLetter(1000, new StationId(station), "not-json", "this is no JSON", position, -1,
                ByteBuffer.wrap(payload.getBytes(UTF_8)), "mqtt5 c1 192.0.2.7:1 qos 1");
    }

    @Test
    void aNewerOrForeignDataFolderIsRefused() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("VERSION"), "2\n");
        assertThat(station("list").err()).contains("was written by a newer Airshed (layout 2");
        assertThat(Ran.airshed("ingest", "--data", data.toString(), "--mqtt", "0", "--http", "0").err())
                .contains("newer Airshed");
        Files.writeString(data.resolve("VERSION"), "cheese\n");
        assertThat(station("list").err()).contains("says 'cheese' and not a number");
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(Ran.airshed("ingest", "--data", file.toString()).err()).contains("is a file");
    }

    @Test
    void anythingButLoopbackWithoutTlsIsRefused() {
        Ran result = Ran.airshed("ingest", "--data", folder.toString(), "--listen", "0.0.0.0:1884");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("--listen", "needs TLS", "--tls-self-signed").doesNotContain("Exception");
        assertThat(Ran.airshed("ingest", "--data", folder.toString(), "--tls-self-signed").err()).contains("--listen");
    }
}
