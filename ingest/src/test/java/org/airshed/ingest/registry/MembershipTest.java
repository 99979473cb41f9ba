package org.airshed.ingest.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.area.Area;
import org.airshed.ingest.area.AreaId;
import org.airshed.ingest.area.Earth;
import org.airshed.ingest.area.Position;
import org.airshed.ingest.area.Walk;
import org.airshed.ingest.database.Database;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MembershipTest {
    private static final StationId ATELIER = new StationId("atelier-3");
    private static final StationId SCHOOL = new StationId("school-1");
    private static final Position CENTRE = new Position(41.4030, 2.2035);
    private static final Area AREA = Area.of(new AreaId("poblenou"), "Poblenou", new Walk(CENTRE, 15));

    @TempDir
    Path folder;
    private long now = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    private final InstantSource clock = () -> Instant.ofEpochMilli(now);
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

    private static Placement at(double metresEast, Environment environment) {
        Position place = Earth.destination(CENTRE, 90, metresEast);
        return new Placement(place.latitude(), place.longitude(), null, null, environment, null);
    }

    private void precise(StationId station, Placement place, long from) throws IOException {
        registry.place(station, place, from);
        registry.show(station, Visibility.PRECISE);
    }

    private Membership during(long from, long to) {
        return Membership.of(AREA, from, to, registry.publicDeployments());
    }

    @Test
    void membershipFollowsThePeriodsOfThePlaces() throws IOException {
        precise(ATELIER, at(100, Environment.OUTDOOR), 1000);
        precise(ATELIER, at(5000, Environment.OUTDOOR), 3000); // moves away
        precise(ATELIER, at(200, Environment.INDOOR), 6000); // and comes back, indoors
        precise(SCHOOL, at(1100, Environment.OUTDOOR), 2000);
        Membership all = during(0, 10_000);
        assertThat(all.stays()).extracting(Membership.Stay::station, Membership.Stay::fromMillis,
                Membership.Stay::toMillis, stay -> stay.place().environment())
                .containsExactly(Tuple.tuple(ATELIER, 1000L, 3000L, Environment.OUTDOOR),
                        Tuple.tuple(ATELIER, 6000L, 10_000L, Environment.INDOOR),
                        Tuple.tuple(SCHOOL, 2000L, 10_000L, Environment.OUTDOOR));
    }

    @Test
    void aStayIsCutToThePeriodAskedAbout() throws IOException {
        precise(ATELIER, at(100, Environment.OUTDOOR), 1000);
        precise(ATELIER, at(5000, Environment.OUTDOOR), 3000);
        assertThat(during(1500, 2500).stays()).singleElement().extracting(Membership.Stay::fromMillis,
                Membership.Stay::toMillis).containsExactly(1500L, 2500L);
        assertThat(during(0, 1000).stays()).isEmpty();
        assertThat(during(3000, 4000).stays()).isEmpty();
        assertThat(during(2000, 2000).stays()).isEmpty();
        assertThatThrownBy(() -> during(2, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    // Whoever watches an area's numbers must not learn on which side of its border a blurred station stands.
    @Test
    void aBlurredStationIsWhereItsCellIs() throws IOException {
        int insideByCell = 0;
        int decidedByCell = 0;
        for (int i = 0; i < 40; i++) {
            StationId station = new StationId("home-" + i);
            Position home = Earth.destination(CENTRE, 9.0 * i, 1200 + (i % 2 == 0 ? 150 : -150));
            registry.place(station, new Placement(home.latitude(), home.longitude(), null, null, Environment.OUTDOOR,
                    null), 0);
            PublicPlace shown = registry.publicPlace(station, now).orElseThrow();
            assertThat(shown.blurred()).isTrue();
            boolean cell = AREA.shape().contains(shown.latitude(), shown.longitude());
            insideByCell += cell ? 1 : 0;
            decidedByCell += cell == AREA.shape().contains(home.latitude(), home.longitude()) ? 0 : 1;
            assertThat(during(0, now).stays().stream().anyMatch(stay -> stay.station().equals(station)))
                    .as("station %s", i).isEqualTo(cell);
        }
        // The grid is shifted at random: that some were decided by their cell alone is as good as certain.
        assertThat(decidedByCell).isPositive();
        assertThat(during(0, now).stays()).hasSize(insideByCell)
                .allSatisfy(stay -> assertThat(stay.place().blurred()).isTrue());
    }

    @Test
    void aPrivateStationIsInNoArea() throws IOException {
        precise(ATELIER, at(0, Environment.OUTDOOR), 0);
        assertThat(during(0, now).stays()).hasSize(1);
        registry.show(ATELIER, Visibility.PRIVATE);
        assertThat(during(0, now).stays()).isEmpty();
        assertThat(registry.publicDeployments()).isEmpty();
    }

    @Test
    void aRevokedStationWasThereUntilItWasShutOut() throws IOException {
        precise(ATELIER, at(0, Environment.OUTDOOR), 0);
        now = 5000;
        registry.revoke(ATELIER);
        assertThat(during(0, 9000).stays()).singleElement().extracting(Membership.Stay::toMillis).isEqualTo(5000L);
        assertThat(registry.publicPlace(ATELIER, 4999)).isPresent();
        assertThat(registry.publicPlace(ATELIER, 5000)).as("nor is it shown there any longer").isEmpty();
        registry.place(ATELIER, at(10, Environment.OUTDOOR), 6000); // a place after its end is no place
        assertThat(during(0, 9000).stays()).hasSize(1);
        registry.add(ATELIER);
        assertThat(during(0, 9000).stays()).hasSize(2);
    }

    @Test
    void publicDeploymentsAgreeWithPublicPlacesAtEveryInstant() throws IOException {
        registry.place(ATELIER, at(100, Environment.OUTDOOR), 1000);
        registry.place(ATELIER, at(900, Environment.INDOOR), 3000);
        for (Visibility visibility : Visibility.values()) {
            registry.show(ATELIER, visibility);
            for (long at = 500; at < 5000; at += 500) {
                long instant = at;
                assertThat(registry.publicDeployments().stream().filter(row -> row.fromMillis() <= instant)
                        .filter(row -> row.toMillis() == null || instant < row.toMillis())
                        .map(PublicDeployment::place).findFirst()).as("%s at %s", visibility, at)
                        .isEqualTo(registry.publicPlace(ATELIER, at));
            }
        }
    }
}
