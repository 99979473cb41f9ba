package org.airshed.ingest.registry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.database.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {
    private static final StationId ATELIER = new StationId("atelier-3");
    private static final Placement HERE = new Placement(41.40123, 2.20456, 2.5, 12.0, Environment.OUTDOOR, "traffic");
    private static final Placement THERE = new Placement(41.5, 2.3, null, null, Environment.INDOOR, null);

    @TempDir
    Path folder;
    private long now = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    private final InstantSource clock = () -> Instant.ofEpochMilli(now);
    private final List<Long> accepted = new ArrayList<>();
    private final Registry.Placed accept = (_, from) -> accepted.add(from);
    private Database database;
    private Registry registry;

    @BeforeEach
    void open() throws IOException {
        database = Database.open(folder);
        registry = Registry.open(database, clock);
    }

    @AfterEach
    void close() throws IOException {
        database.close();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    @Test
    void aSecretOpensItsOwnStationOnly() throws IOException {
        String secret = registry.add(ATELIER);
        String other = registry.add(new StationId("atelier-4"));
        assertThat(secret).hasSize(32).matches("[a-z2-7]+").isNotEqualTo(other);
        assertThat(registry.check(ATELIER, ascii(secret))).isPresent();
        assertThat(registry.check(ATELIER, ascii(other))).isEmpty();
        assertThat(registry.check(ATELIER, ascii(""))).isEmpty();
        assertThat(registry.check(new StationId("nobody"), ascii(secret))).isEmpty();
    }

    @Test
    void theSecretItselfIsNowhereInTheDataFolder() throws IOException {
        String secret = registry.add(ATELIER);
        database.checkpoint();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(secret);
            }
        }
    }

    @Test
    void addingTwiceIsRefusedWithTheWayToANewSecret() throws IOException {
        registry.add(ATELIER);
        assertThatThrownBy(() -> registry.add(ATELIER)).isInstanceOf(AlreadyAddedException.class)
                .hasMessageContaining("airshed station rotate atelier-3");
    }

    @Test
    void rotationLeavesTheOldSecretValidForAWhile() throws IOException {
        String old = registry.add(ATELIER);
        Credential session = registry.check(ATELIER, ascii(old)).orElseThrow();
        String young = registry.rotate(ATELIER, Duration.ofDays(7));
        now += Duration.ofDays(6).toMillis();
        assertThat(registry.check(ATELIER, ascii(old))).isPresent();
        assertThat(registry.check(ATELIER, ascii(young))).isPresent();
        assertThat(registry.secretsExpired()).isFalse();
        now += Duration.ofDays(1).toMillis();
        assertThat(registry.check(ATELIER, ascii(old))).isEmpty();
        assertThat(registry.stillValid(session)).isFalse();
        assertThat(registry.secretsExpired()).isTrue();
        assertThat(registry.secretsExpired()).isFalse(); // told once
        assertThat(registry.check(ATELIER, ascii(young))).isPresent();
    }

    @Test
    void aRevokedStationIsOutUntilItIsAddedAgain() throws IOException {
        String secret = registry.add(ATELIER);
        Credential session = registry.check(ATELIER, ascii(secret)).orElseThrow();
        registry.revoke(ATELIER);
        assertThat(registry.check(ATELIER, ascii(secret))).isEmpty();
        assertThat(registry.stillValid(session)).isFalse();
        assertThat(registry.revoked(ATELIER)).isTrue();
        assertThatThrownBy(() -> registry.rotate(ATELIER, Duration.ZERO)).hasMessageContaining("station add");
        String again = registry.add(ATELIER);
        assertThat(registry.check(ATELIER, ascii(again))).isPresent();
        assertThat(registry.check(ATELIER, ascii(secret))).isEmpty();
        assertThat(registry.stillValid(session)).isFalse(); // the number of its secret is never used again
    }

    // The command line is another process with its own connection to the same file.
    @Test
    void whatAnotherProcessChangesIsSeenAtTheNextRefresh() throws IOException {
        try (Database theirs = Database.open(folder)) {
            Registry other = Registry.open(theirs, clock);
            assertThat(registry.refresh()).isFalse();
            String secret = other.add(ATELIER);
            assertThat(registry.refresh()).isTrue();
            assertThat(registry.refresh()).isFalse();
            assertThat(registry.check(ATELIER, ascii(secret))).isPresent();
            other.revoke(ATELIER);
            assertThat(registry.refresh()).isTrue();
            assertThat(registry.check(ATELIER, ascii(secret))).isEmpty();
        }
    }

    @Test
    void deploymentsAreDatedAndLeaveNoOverlap() throws IOException {
        registry.place(ATELIER, HERE, 1000);
        registry.place(ATELIER, THERE, 5000);
        registry.place(ATELIER, HERE, 3000); // a move that the keeper remembers later
        assertThat(registry.deployments(ATELIER)).extracting(Deployment::fromMillis, Deployment::toMillis)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(1000L, 3000L),
                        org.assertj.core.groups.Tuple.tuple(3000L, 5000L),
                        org.assertj.core.groups.Tuple.tuple(5000L, null));
        assertThat(registry.deployment(ATELIER, 999)).isEmpty();
        assertThat(registry.deployment(ATELIER, 1000).orElseThrow().placement()).isEqualTo(HERE);
        assertThat(registry.deployment(ATELIER, 4999).orElseThrow().placement()).isEqualTo(HERE);
        assertThat(registry.deployment(ATELIER, 5000).orElseThrow().placement()).isEqualTo(THERE);
        registry.place(ATELIER, HERE, 5000); // a correction of the last
        assertThat(registry.deployments(ATELIER)).hasSize(3);
        assertThat(registry.deployment(ATELIER, 9000).orElseThrow().placement()).isEqualTo(HERE);
    }

    @Test
    void sensorsInAmbientAirAreSaidForAPlaceAndAPeriod() throws IOException {
        SensorName bme = new SensorName("bme280-76");
        SensorName sht = new SensorName("sht31-44");
        assertThatThrownBy(() -> registry.ambient(ATELIER, Set.of(bme), 1000))
                .isInstanceOf(UnknownStationException.class);
        registry.place(ATELIER, HERE, 1000);
        registry.place(ATELIER, THERE, 5000);
        assertThatThrownBy(() -> registry.ambient(ATELIER, Set.of(bme), 999)).isInstanceOf(IOException.class)
                .hasMessage("station atelier-3 has no place at 1970-01-01T00:00:00.999Z;"
                        + " 'airshed station place atelier-3' says where it stands first");
        assertThat(registry.deployment(ATELIER, 1000).orElseThrow().ambient()).isEmpty();
        Deployment said = registry.ambient(ATELIER, Set.of(bme, sht), 2000);
        assertThat(said.fromMillis()).isEqualTo(2000);
        assertThat(said.toMillis()).isEqualTo(5000L);
        assertThat(said.placement()).isEqualTo(HERE);
        assertThat(registry.deployments(ATELIER)).extracting(Deployment::fromMillis, Deployment::ambient)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(1000L, Set.of()),
                        org.assertj.core.groups.Tuple.tuple(2000L, Set.of(bme, sht)),
                        // At another place it hangs another way.
                        org.assertj.core.groups.Tuple.tuple(5000L, Set.of()));
        registry.ambient(ATELIER, Set.of(), 2000); // taken back
        assertThat(registry.deployment(ATELIER, 3000).orElseThrow().ambient()).isEmpty();
        registry.ambient(ATELIER, Set.of(sht), 5000);
        try (Database again = Database.open(folder)) {
            assertThat(Registry.open(again, clock).deployment(ATELIER, 9000).orElseThrow().ambient())
                    .containsExactly(sht);
        }
        registry.place(ATELIER, HERE, 9000);
        assertThat(registry.deployment(ATELIER, 9000).orElseThrow().ambient()).isEmpty();
    }

    @Test
    void sayingWhichSensorsAreInAmbientAirLeavesAProposalAProposal() throws IOException {
        String proposal = "{\"place\": {\"latitude\": 41.4, \"longitude\": 2.2, \"environment\": \"outdoor\"}}";
        registry.keep(List.of(info(proposal, now)), List.of(), accept);
        registry.ambient(ATELIER, Set.of(new SensorName("bme280-76")), now);
        registry.keep(List.of(info(proposal, now + 1000)), List.of(), accept); // retained, once more
        assertThat(registry.deployments(ATELIER)).singleElement()
                .satisfies(row -> assertThat(row.ambient()).hasSize(1));
        registry.keep(List.of(info(proposal.replace("41.4", "41.5"), now + 2000)), List.of(), accept);
        assertThat(registry.deployments(ATELIER)).hasSize(2);
        assertThat(registry.deployments(ATELIER).getLast().ambient()).isEmpty();
    }

    @Test
    void deploymentsFromBeforeSayNothingOfAmbientAir() throws IOException {
        Path older = folder.resolve("older");
        try (Database database = Database.open(older)) {
            database.migrate(RegistryTables.COMPONENT, RegistryTables.STEPS.subList(0, 1));
            database.write(connection -> {
                RegistryTables.update(connection,
                        "INSERT INTO station(id, added, origin) VALUES('garden', 1, 'added')");
                return RegistryTables.update(connection, "INSERT INTO deployment(station, from_time, latitude,"
                        + " longitude, environment, source, recorded) VALUES('garden', 5, 1.5, 2.5, 'outdoor',"
                        + " 'keeper', 5)");
            });
            StationId garden = new StationId("garden");
            Registry opened = Registry.open(database, clock);
            assertThat(opened.deployment(garden, 5).orElseThrow().ambient()).isEmpty();
            opened.ambient(garden, Set.of(new SensorName("bme280-76")), 5);
            assertThat(opened.deployments(garden)).singleElement()
                    .satisfies(row -> assertThat(row.ambient()).hasSize(1));
        }
    }

    @Test
    void everybodySeesTheSameBlurredPointUnlessTheKeeperChoseOtherwise() throws IOException {
        registry.place(ATELIER, HERE, 0);
        PublicPlace blurred = registry.publicPlace(ATELIER, now).orElseThrow();
        assertThat(blurred.blurred()).isTrue();
        assertThat(metres(blurred, HERE)).isBetween(0.0, 360.0);
        assertThat(registry.publicPlace(ATELIER, now)).contains(blurred);
        try (Database again = Database.open(folder)) { // after a restart too
            assertThat(Registry.open(again, clock).publicPlace(ATELIER, now)).contains(blurred);
        }
        registry.show(ATELIER, Visibility.PRECISE);
        assertThat(registry.publicPlace(ATELIER, now))
                .contains(new PublicPlace(HERE.latitude(), HERE.longitude(), false, Environment.OUTDOOR));
        registry.show(ATELIER, Visibility.PRIVATE);
        assertThat(registry.publicPlace(ATELIER, now)).isEmpty();
    }

    private static double metres(PublicPlace place, Placement truth) {
        double north = (place.latitude() - truth.latitude()) * 111_320;
        double east = (place.longitude() - truth.longitude()) * 111_320 * Math.cos(Math.toRadians(truth.latitude()));
        return Math.hypot(north, east);
    }

    @Test
    void blurredPointsAreCellCentresAllOverTheWorld() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] key = new byte[32];
            random.nextBytes(key);
            BlurGrid grid = new BlurGrid(key);
            double latitude = random.nextDouble(-89, 89);
            double longitude = random.nextDouble(-180, 180);
            PublicPlace centre = grid.centre(at(latitude, longitude));
            assertThat(metres(centre, new Placement(latitude, longitude, null, null, Environment.OUTDOOR, null)))
                    .as("%s %s", latitude, longitude).isLessThan(380);
        }
    }

    // Two neighbours in one cell share their point; where the borders run differs from network to network.
    @Test
    void theGridIsShiftedByTheNetworksSecret() {
        Set<PublicPlace> places = new HashSet<>();
        for (byte key = 0; key < 50; key++) {
            byte[] bytes = new byte[32];
            bytes[0] = key;
            places.add(new BlurGrid(bytes).centre(at(41.4, 2.2)));
        }
        assertThat(places).hasSizeGreaterThan(45);
        BlurGrid one = new BlurGrid(new byte[32]);
        Set<PublicPlace> nearby = new HashSet<>();
        for (int metre = 0; metre < 1000; metre++) {
            nearby.add(one.centre(at(41.4 + metre / 111_320.0, 2.2)));
        }
        assertThat(nearby).hasSizeBetween(2, 3);
    }

    private static Deployment at(double latitude, double longitude) {
        return new Deployment(ATELIER, 0, null, latitude, longitude, null, null, Environment.OUTDOOR, null, Set.of());
    }

    private static Notice info(String json, long receivedMillis) {
        return new Notice(ATELIER, Notice.Kind.INFO, ByteBuffer.wrap(json.getBytes(UTF_8)), receivedMillis);
    }

    @Test
    void anAcceptedProposalPlacesAStationAndNeverMovesOneThatAKeeperPlaced() throws IOException {
        String proposal = """
                {"name": "Window", "place": {"latitude": 41.4, "longitude": 2.2, "environment": "outdoor",
                 "height": null, "site_type": "traffic", "from": "2026-02-22T12:00:00.000Z"}}""";
        registry.keep(List.of(info(proposal, now)), List.of(), null);
        assertThat(registry.deployments(ATELIER)).isEmpty();
        registry.keep(List.of(info(proposal, now)), List.of(), accept);
        registry.keep(List.of(info(proposal, now + 1000)), List.of(), accept); // retained, once more
        assertThat(registry.deployments(ATELIER)).singleElement().satisfies(row -> {
            assertThat(row.fromMillis()).isEqualTo(Instant.parse("2026-02-22T12:00:00Z").toEpochMilli());
            assertThat(row.toMillis()).isNull();
        });
        registry.keep(List.of(info(proposal.replace("41.4", "41.5"), now + 2000)), List.of(), accept);
        assertThat(registry.deployments(ATELIER)).hasSize(2);
        assertThat(registry.deployments(ATELIER).getLast().fromMillis()).isEqualTo(now + 2000);
        registry.place(ATELIER, THERE, now + 3000);
        registry.keep(List.of(info(proposal, now + 4000)), List.of(), accept);
        assertThat(registry.deployments(ATELIER)).hasSize(3);
        assertThat(registry.deployment(ATELIER, now + 5000).orElseThrow().placement()).isEqualTo(THERE);
        assertThat(accepted).containsExactly(Instant.parse("2026-02-22T12:00:00Z").toEpochMilli(), now + 2000);
    }

    @Test
    void aProposalIsNotAcceptedWhereWhatFollowsFromItCannotBeKept() throws IOException {
        String proposal = """
                {"place": {"latitude": 41.4, "longitude": 2.2, "environment": "outdoor"}}""";
        assertThatThrownBy(() -> registry.keep(List.of(info(proposal, now)), List.of(), (_, _) -> {
            throw new IOException("no room");
        })).hasMessage("no room");
        registry.refresh();
        assertThat(registry.knows(ATELIER)).isFalse();
    }

    @Test
    void aProposalThatCanBeNoPlaceIsLeftAlone() throws IOException {
        for (String json : List.of("", "{", "[]", "null", "{\"place\": 1}", "{\"place\": {\"latitude\": 1}}",
                "{\"place\": {\"latitude\": 91, \"longitude\": 1, \"environment\": \"outdoor\"}}",
                "{\"place\": {\"latitude\": 1, \"longitude\": 1, \"environment\": \"space\"}}",
                "[".repeat(10_000))) {
            registry.keep(List.of(info(json, now)), List.of(), accept);
        }
        assertThat(registry.deployments(ATELIER)).isEmpty();
        assertThat(registry.knows(ATELIER)).isTrue();
        assertThat(registry.station(ATELIER).orElseThrow().origin()).isEqualTo(Station.Origin.SEEN);
    }

    @Test
    void theLastNoticeOfEachKindIsKept() throws Exception {
        StationVoices voices = StationVoices.open(registry);
        CountDownLatch kept = new CountDownLatch(3);
        try (NoticeBoard board = new NoticeBoard(registry, null, voices::heard)) {
            board.start();
            for (String status : List.of("online", "offline")) {
                now += 1000;
                board.offer(new Notice(ATELIER, Notice.Kind.STATUS, ByteBuffer.wrap(ascii(status)), now),
                        kept::countDown);
            }
            board.offer(info("{\"name\": \"Window\"}", now), kept::countDown);
            assertThat(kept.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(registry.notices(ATELIER)).containsOnlyKeys(Notice.Kind.STATUS, Notice.Kind.INFO);
        assertThat(registry.notices(ATELIER).get(Notice.Kind.STATUS))
                .satisfies(notice -> assertThat(new String(notice.bytes(), UTF_8)).isEqualTo("offline"));
        assertThat(voices.presence(ATELIER)).contains(new StationVoices.Presence(false, now));
        assertThat(voices.name(ATELIER)).contains("Window");
        // After a restart the name is known, and whether it is there is not: it has not said so since.
        assertThat(StationVoices.open(registry).name(ATELIER)).contains("Window");
        assertThat(StationVoices.open(registry).presence(ATELIER)).isEmpty();
    }

    @Test
    void aStationThatSendsLocallyAppearsByItself() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        try (NoticeBoard board = new NoticeBoard(registry, false)) {
            board.start();
            board.seen(ATELIER);
            board.fetchSettings(ATELIER, _ -> answered.countDown()); // in order: once this is answered it is there
            assertThat(answered.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(registry.knows(ATELIER)).isTrue();
        }
    }

    @Test
    void settingsAreBoundedAndNeedAStation() throws IOException {
        assertThatThrownBy(() -> registry.keepSettings(ATELIER, new byte[1]))
                .isInstanceOf(UnknownStationException.class);
        registry.add(ATELIER);
        registry.keepSettings(ATELIER, ascii("{}"));
        assertThat(registry.settings(ATELIER)).hasValueSatisfying(bytes -> assertThat(bytes).asString(UTF_8)
                .isEqualTo("{}"));
        assertThatThrownBy(() -> registry.keepSettings(ATELIER, new byte[Registry.MAX_SETTINGS_BYTES + 1]))
                .hasMessageContaining("bound");
    }
}
