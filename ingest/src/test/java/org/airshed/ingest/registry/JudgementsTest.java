package org.airshed.ingest.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.quality.Judgement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgementsTest {
    private static final StationId ATELIER = new StationId("atelier-3");
    private static final StationId SCHOOL = new StationId("school-1");
    private static final ObservedProperty PM = ObservedProperties.of("pm2_5");

    @TempDir
    Path folder;
    private long now = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    private final InstantSource clock = () -> Instant.ofEpochMilli(now);
    private Database database;
    private Judgements judgements;

    @BeforeEach
    void open() throws IOException {
        database = Database.open(folder);
        Registry registry = Registry.open(database, clock);
        registry.add(ATELIER);
        registry.add(SCHOOL);
        judgements = Judgements.open(database, clock);
    }

    @AfterEach
    void close() throws IOException {
        database.close();
    }

    private Judgement fail(StationId station, long from, long to) throws IOException {
        return judgements.add(station, PM, null, from, to, Flag.FAIL, "fan stands still", "Aina");
    }

    @Test
    void whatAPersonSaidIsKeptWithAllThatBelongsToIt() throws IOException {
        Judgement said = judgements.add(ATELIER, PM, new SensorName("sps30-69"), 1000, 2000, Flag.SUSPECT,
                "  barbecue next door ", "Aina");
        assertThat(said).isEqualTo(new Judgement(said.id(), ATELIER, PM, new SensorName("sps30-69"), 1000, 2000,
                Flag.SUSPECT, "barbecue next door", "Aina", now, null));
        Judgement all = fail(SCHOOL, 5, 6);
        database.close();
        database = Database.open(folder);
        judgements = Judgements.open(database, clock);
        assertThat(judgements.list()).containsExactly(said, all);
        assertThat(judgements.list(SCHOOL)).containsExactly(all);
        assertThat(all.sensor()).isNull();
    }

    @Test
    void aRevokedJudgementCountsNoLongerAndStaysOnRecord() throws IOException {
        Judgement first = fail(ATELIER, 1000, 2000);
        Judgement second = fail(ATELIER, 1000, 2000);
        now += 1000;
        assertThat(judgements.revoke(first.id(), "Biel").revokedMillis()).isEqualTo(now);
        assertThat(judgements.covering(ATELIER, 0, 9000)).containsExactly(second);
        assertThat(judgements.list(ATELIER)).extracting(Judgement::id, Judgement::by, Judgement::revokedMillis)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(first.id(), "Aina", now),
                        org.assertj.core.groups.Tuple.tuple(second.id(), "Aina", null));
        assertThat(judgements.revocation(first.id())).contains(new Judgements.Revocation("Biel", now));
        assertThat(judgements.revocation(second.id())).isEmpty();
        assertThatThrownBy(() -> judgements.revoke(first.id(), "Biel")).hasMessageContaining("is revoked already");
        assertThatThrownBy(() -> judgements.revoke(99, "Biel")).hasMessageContaining("there is no judgement 99");
    }

    @Test
    void coveringAsksForPeriodsThatTouch() throws IOException {
        Judgement said = fail(ATELIER, 1000, 2000);
        fail(SCHOOL, 1000, 2000);
        assertThat(judgements.covering(ATELIER, 0, 1000)).isEmpty(); // ends where it begins
        assertThat(judgements.covering(ATELIER, 2000, 3000)).isEmpty();
        assertThat(judgements.covering(ATELIER, 0, 1001)).containsExactly(said);
        assertThat(judgements.covering(ATELIER, 1999, 3000)).containsExactly(said);
        assertThat(judgements.covering(ATELIER, 1400, 1500)).containsExactly(said);
        assertThat(judgements.covering(ATELIER, 0, 3000)).containsExactly(said);
    }

    @Test
    void theLaterWordStandsLast() throws IOException {
        Judgement early = fail(ATELIER, 1000, 2000);
        now -= 50_000; // whatever the clock says: the order is that of recording
        Judgement late = judgements.add(ATELIER, PM, null, 0, 9000, Flag.GOOD, "checked", "Biel");
        assertThat(judgements.covering(ATELIER, 1500, 1600)).containsExactly(early, late);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE judgement SET flag = 1", "DELETE FROM judgement",
            "UPDATE judgement_revocation SET author = 'x'", "DELETE FROM judgement_revocation"})
    void theTablesThemselvesRefuseToForget(String sql) throws IOException {
        judgements.revoke(fail(ATELIER, 1000, 2000).id(), "Biel");
        assertThatThrownBy(() -> database.write(connection -> RegistryTables.update(connection, sql)))
                .isInstanceOf(IOException.class).hasMessageContaining("a judgement is revoked, never changed");
        assertThat(judgements.list()).hasSize(1);
    }

    @Test
    void whatCanBeNoJudgementIsRefusedInASentence() throws IOException {
        assertThatThrownBy(() -> fail(new StationId("nobody"), 1, 2)).isInstanceOf(UnknownStationException.class);
        assertThatThrownBy(() -> fail(ATELIER, 2, 2)).hasMessageContaining("the period ends before it begins");
        assertThatThrownBy(() -> judgements.add(ATELIER, PM, null, 1, 2, Flag.MISSING, "r", "A"))
                .hasMessageContaining("cannot be judged missing");
        assertThatThrownBy(() -> judgements.add(ATELIER, PM, null, 1, 2, Flag.FAIL, " ", "A"))
                .hasMessageContaining("a reason must be 1 to 500");
        assertThatThrownBy(() -> judgements.add(ATELIER, PM, null, 1, 2, Flag.FAIL, "a\nb", "A"))
                .hasMessageContaining("printable");
        assertThatThrownBy(() -> judgements.add(ATELIER, PM, null, 1, 2, Flag.FAIL, "r", "x".repeat(101)))
                .hasMessageContaining("1 to 100");
        Judgement said = fail(ATELIER, 1, 2);
        assertThatThrownBy(() -> judgements.revoke(said.id(), "")).hasMessageContaining("the name of who says so");
        assertThat(judgements.list()).containsExactly(said);
    }
}
