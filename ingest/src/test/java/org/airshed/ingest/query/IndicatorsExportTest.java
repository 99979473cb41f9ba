package org.airshed.ingest.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.series.IndicatorQuery;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.Replaced;
import org.airshed.ingest.series.Span;
import org.airshed.ingest.series.embedded.EmbeddedSettings;
import org.airshed.ingest.series.embedded.EmbeddedStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several pages of the store make one export without a gap or a repeat between them. */
class IndicatorsExportTest {
    private static final int HOURS = 8;
    private static final int REVISIONS = 4;

    @TempDir
    private Path folder = Path.of("");

    private Database database;
    private EmbeddedStore store;

    @BeforeEach
    void fill() throws IOException {
        database = Database.open(folder);
        store = EmbeddedStore.open(database, EmbeddedSettings.STANDARD, InstantSource.system());
        for (int revision = 1; revision <= REVISIONS; revision++) {
            for (int hour = 0; hour < HOURS; hour++) {
                store.derived().reviseIndicators(List.of(value(hour, "pm2_5", revision), value(hour, "pm10", revision)),
                        revision);
            }
        }
    }

    @AfterEach
    void close() throws IOException {
        store.close();
        database.close();
    }

    private static IndicatorValue value(int hour, String property, int revision) {
        return new IndicatorValue("old-town", "concentration", property, Span.HOUR, "outdoor", hour * 3_600_000L,
                (double) revision, null, null, 3, 1, null, null);
    }

    private static IndicatorQuery query(int limit) {
        return new IndicatorQuery("old-town", null, null, null, null, 0, Long.MAX_VALUE / 2, limit, null);
    }

    @ParameterizedTest
    @CsvSource({"1,1000", "3,1000", "4,1000", "15,1000", "16,1000", "17,1000", "3,7", "3,6", "3,16", "5,1"})
    void valuesThatStandComeOnceEach(int pageRows, int limit) throws IOException {
        List<IndicatorsPage.Item> expected = new IndicatorsPage(store.derived()).current(query(1_000)).items();
        var taken = new Taken();
        new IndicatorsExport(new IndicatorsPage(store.derived()), pageRows).current(query(limit), taken);

        assertThat(expected).hasSize(2 * HOURS);
        assertThat(taken.items).isEqualTo(expected.subList(0, Math.min(limit, expected.size())));
        assertThat(taken.pages).isEqualTo((taken.items.size() + pageRows - 1) / pageRows);
    }

    @ParameterizedTest
    @CsvSource({"1,1000", "2,1000", "5,1000", "47,1000", "48,1000", "49,1000", "5,13", "2,4"})
    void replacedOnesToo(int pageRows, int limit) throws IOException {
        List<IndicatorsPage.Item> expected = new IndicatorsPage(store.derived()).replaced(query(1_000), null).items();
        var export = new IndicatorsExport(new IndicatorsPage(store.derived()), pageRows);
        var taken = new Taken();
        export.replaced(query(limit), null, taken);

        assertThat(expected).hasSize(2 * HOURS * (REVISIONS - 1));
        assertThat(taken.items).isEqualTo(expected.subList(0, Math.min(limit, expected.size())));
        assertThat(taken.pages).isEqualTo((taken.items.size() + pageRows - 1) / pageRows);

        var rest = new Taken();
        IndicatorsPage.Item third = expected.get(2);
        export.replaced(query(1_000), new Replaced<>(third.value(), third.revision(), 0), rest);
        assertThat(rest.items).isEqualTo(expected.subList(3, expected.size()));
    }

    private static final class Taken implements IndicatorsExport.Target {
        private final List<IndicatorsPage.Item> items = new ArrayList<>();
        private int pages;

        @Override
        public void item(IndicatorsPage.Item item) {
            items.add(item);
        }

        @Override
        public void pageEnd() {
            pages++;
        }
    }
}
