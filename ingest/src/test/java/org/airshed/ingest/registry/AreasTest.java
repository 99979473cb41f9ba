package org.airshed.ingest.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.airshed.ingest.area.Area;
import org.airshed.ingest.area.AreaId;
import org.airshed.ingest.area.Position;
import org.airshed.ingest.area.Shapes;
import org.airshed.ingest.area.Walk;
import org.airshed.ingest.database.Database;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AreasTest {
    private static final AreaId CLOT = new AreaId("clot");
    private static final Area SMALL = Area.of(CLOT, "El Clot", new Walk(new Position(41.4095, 2.1890), 5));
    private static final Area LARGE = Area.of(CLOT, "El Clot", new Walk(new Position(41.4095, 2.1890), 15));
    private static final Area BLOCK = Area.of(new AreaId("block"), "渋谷",
            Shapes.polygon(Shapes.box(2.19, 41.40, 2.195, 41.405), Shapes.box(2.191, 41.401, 2.192, 41.402)));

    @TempDir
    Path folder;
    private long now = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    private final InstantSource clock = () -> Instant.ofEpochMilli(now);
    private Database database;
    private Areas areas;

    @BeforeEach
    void open() throws IOException {
        database = Database.open(folder);
        areas = Areas.open(database, clock);
    }

    @AfterEach
    void close() throws IOException {
        database.close();
    }

    /** An area as it was recorded; its end is null while it stands. */
    private record Row(String id, long recorded, @Nullable Long ended) {}

    private List<Row> rows() throws IOException {
        return database.<List<Row>>read(connection -> {
            List<Row> all = new ArrayList<>();
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT id, recorded, ended FROM area ORDER BY number")) {
                while (rows.next()) {
                    all.add(new Row(rows.getString(1), rows.getLong(2), (Long) rows.getObject(3)));
                }
            }
            return all;
        });
    }

    @Test
    void whatIsAddedIsThereAfterARestart() throws IOException {
        assertThat(areas.areas()).isEmpty();
        areas.add(SMALL);
        areas.add(BLOCK);
        assertThat(areas.areas()).containsExactly(BLOCK, SMALL);
        database.close();
        database = Database.open(folder);
        areas = Areas.open(database, clock);
        assertThat(areas.areas()).containsExactly(BLOCK, SMALL);
        assertThat(areas.area(CLOT)).contains(SMALL);
        assertThat(areas.area(new AreaId("nowhere"))).isEmpty();
    }

    @Test
    void addingTwiceIsRefusedAndLeavesAllAsItWas() throws IOException {
        areas.add(SMALL);
        assertThatThrownBy(() -> areas.add(LARGE)).isInstanceOf(IOException.class)
                .hasMessageContaining("area clot is there already").hasMessageContaining("airshed area remove clot");
        assertThat(areas.areas()).containsExactly(SMALL);
    }

    @Test
    void aReplacedAreaStaysOnRecordWithItsEnd() throws IOException {
        long first = now;
        areas.add(SMALL);
        now += 1000;
        Areas.Changes changes = areas.put(List.of(LARGE, BLOCK));
        assertThat(changes).isEqualTo(new Areas.Changes(List.of(BLOCK.id()), List.of(CLOT), List.of()));
        assertThat(areas.areas()).containsExactly(BLOCK, LARGE);
        assertThat(rows()).containsExactly(new Row("clot", first, now), new Row("clot", now, null),
                new Row("block", now, null));
    }

    @Test
    void whatIsAsBeforeMakesNoRowAndNoChange() throws IOException {
        areas.put(List.of(SMALL, BLOCK));
        Areas other = Areas.open(database, clock);
        assertThat(areas.put(List.of(BLOCK, SMALL)))
                .isEqualTo(new Areas.Changes(List.of(), List.of(), List.of(BLOCK.id(), CLOT)));
        assertThat(other.refresh()).isFalse();
        assertThat(rows()).hasSize(2);
    }

    @Test
    void aRemovedAreaStaysOnRecordAndItsIdMayBeUsedAgain() throws IOException {
        areas.add(SMALL);
        now += 1000;
        areas.remove(CLOT);
        assertThat(areas.areas()).isEmpty();
        assertThat(rows()).singleElement().extracting(Row::ended).isEqualTo(now);
        assertThatThrownBy(() -> areas.remove(CLOT)).hasMessageContaining("there is no area clot");
        now += 1000;
        areas.add(LARGE);
        assertThat(areas.areas()).containsExactly(LARGE);
        assertThat(rows()).hasSize(2);
        assertThat(rows().getFirst().ended()).isEqualTo(now - 1000); // not touched again
    }

    // A demo that adds its areas at every start must not bring back what somebody took away.
    @Test
    void whatIsAddedOnlyIfAbsentNeitherReplacesNorComesBack() throws IOException {
        areas.add(SMALL);
        areas.addIfAbsent(List.of(LARGE, BLOCK));
        assertThat(areas.areas()).containsExactly(BLOCK, SMALL);
        areas.remove(CLOT);
        Areas other = Areas.open(database, clock);
        areas.addIfAbsent(List.of(LARGE, BLOCK));
        assertThat(areas.areas()).containsExactly(BLOCK);
        assertThat(other.refresh()).isFalse();
    }

    // The command line is another process with its own connection to the same file.
    @Test
    void whatAnotherProcessChangesIsSeenAtTheNextRefresh() throws IOException {
        try (Database theirs = Database.open(folder)) {
            Areas other = Areas.open(theirs, clock);
            assertThat(areas.refresh()).isFalse();
            other.add(SMALL);
            assertThat(areas.areas()).isEmpty();
            assertThat(areas.refresh()).isTrue();
            assertThat(areas.refresh()).isFalse();
            assertThat(areas.areas()).containsExactly(SMALL);
            other.remove(CLOT);
            assertThat(areas.refresh()).isTrue();
            assertThat(areas.areas()).isEmpty();
        }
    }

    @Test
    void allOfAnImportIsTakenOrNone() throws IOException {
        database.write(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute("CREATE TRIGGER full_disk BEFORE INSERT ON area WHEN new.id = 'block'"
                        + " BEGIN SELECT RAISE(ABORT, 'no space'); END");
            }
        });
        assertThatThrownBy(() -> areas.put(List.of(SMALL, BLOCK))).isInstanceOf(IOException.class);
        areas.refresh();
        assertThat(areas.areas()).isEmpty();
        assertThat(rows()).isEmpty();
    }

    @Test
    void theDemoHasTwoNeighbourhoodsThatOverlapAndSpeakFourLanguages() throws IOException {
        List<Area> demo = Areas.demo();
        assertThat(demo).extracting(area -> area.id().text()).containsExactly("poblenou-15", "el-clot-15");
        assertThat(demo).allSatisfy(area -> {
            assertThat(area.names()).containsOnlyKeys("en", "ja", "es", "ca");
            assertThat(((Walk) area.shape()).radiusMetres()).isEqualTo(1200);
        });
        assertThat(demo.get(0).shape()).isEqualTo(new Walk(new Position(41.4030, 2.2035), 15));
        assertThat(demo.get(1).shape()).isEqualTo(new Walk(new Position(41.4095, 2.1890), 15));
        assertThat(demo.get(1).name("es")).isEqualTo("El Clot, 15 minutos");
        areas.addIfAbsent(demo);
        assertThat(areas.areas()).hasSize(2);
    }
}
