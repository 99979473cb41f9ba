package org.airshed.edge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.airshed.edge.simulation.Scenario;
import org.airshed.edge.simulation.air.SimulatedPlace;
import org.airshed.edge.spool.Spool;
import org.airshed.edge.spool.SpoolEntry.Dated;
import org.airshed.edge.spool.SpoolEntry.DatedValue;
import org.airshed.edge.spool.SpoolSettings;
import org.airshed.journal.disk.FileDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LivedHistoryTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:02:20Z");
    private static final SimulatedPlace PLACE = new SimulatedPlace(1, "poblenou", "poblenou-1", 41.4, 2.2, 5,
            ZoneId.of("Europe/Madrid"));

    @TempDir
    Path folder;

    @Test
    void thePastEndsWhereThePresentBegins() throws IOException {
        List<DatedValue> values = live(NOW, Duration.ofHours(2));
        List<Instant> starts = values.stream().filter(value -> value.property().id().equals("temperature"))
                .map(value -> Instant.ofEpochMilli(value.phenomenonTimeMillis())).toList();
        assertThat(starts).startsWith(Instant.parse("2026-11-22T08:05:00Z"), Instant.parse("2026-11-22T08:10:00Z"))
                .endsWith(Instant.parse("2026-11-22T09:55:00Z"), Instant.parse("2026-11-22T10:00:00Z"))
                .doesNotHaveDuplicates().hasSize(24);
    }

    @Test
    void theNextStartLivesOnlyWhatWasMissed() throws IOException {
        List<DatedValue> first = live(NOW, Duration.ofHours(2));
        assertThat(live(NOW.plusSeconds(5), Duration.ofHours(2))).isEmpty();
        List<DatedValue> second = live(NOW.plus(Duration.ofMinutes(30)), Duration.ofHours(2));
        assertThat(second).isNotEmpty();
        Set<List<Object>> keys = new HashSet<>();
        first.forEach(value -> keys.add(key(value)));
        assertThat(second).allSatisfy(value -> assertThat(keys.add(key(value))).isTrue());
        // After a long pause no more than was asked for.
        assertThat(live(NOW.plus(Duration.ofDays(9)), Duration.ofHours(1)).stream()
                .mapToLong(DatedValue::phenomenonTimeMillis).min())
                .hasValue(Instant.parse("2026-12-01T09:05:00Z").toEpochMilli());
    }

    @Test
    void nothingIsLivedIfNoPastIsAskedFor() throws IOException {
        assertThat(live(NOW, Duration.ZERO)).isEmpty();
    }

    @Test
    void demoStationsHaveTheirOwnIdsAndPlacesHoweverManyThereAre() {
        List<DemoStation> stations = DemoStation.first(100);
        assertThat(stations).extracting(station -> station.id().text()).doesNotHaveDuplicates();
        assertThat(stations)
                .extracting(station -> station.place().latitude() + " " + station.place().longitude())
                .doesNotHaveDuplicates();
        List<DemoStation> eight = DemoStation.first(8);
        assertThat(eight).filteredOn(station -> station.neighbourhood().equals("poblenou")).hasSize(4)
                .filteredOn(station -> station.scenario() == Scenario.BROKEN).hasSize(1);
        assertThat(eight).filteredOn(station -> station.scenario() == Scenario.CLASSROOM).singleElement()
                .satisfies(station -> assertThat(station.place().environment()).isEqualTo("indoor"));
        assertThat(DemoStation.first(0)).isEmpty();
    }

    private List<DatedValue> live(Instant now, Duration longest) throws IOException {
        FileDisk disk = new FileDisk();
        List<DatedValue> values = new ArrayList<>();
        try (Spool spool = Spool.open(new SpoolSettings(folder.resolve("history-" + now.toEpochMilli() + longest),
                SpoolSettings.LEAST_BYTES, Duration.ofMillis(5)), disk, "history")) {
            long count = new LivedHistory(Scenario.OUTDOOR, PLACE, spool,
                    LivedUntil.open(folder.resolve("lived"), disk))
                    .liveUpTo(now, longest, Stop.byHand());
            for (Spool.Stored stored = spool.next(); stored != null; stored = spool.next()) {
                values.addAll(((Dated) stored.entry()).values());
            }
            assertThat(values).hasSize((int) count);
        }
        return values;
    }

    private static List<Object> key(DatedValue value) {
        return List.of(value.sensor(), value.property(), value.phenomenonTimeMillis());
    }
}
