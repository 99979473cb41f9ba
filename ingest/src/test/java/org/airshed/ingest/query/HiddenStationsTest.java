package org.airshed.ingest.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.live.LiveReadings;
import org.airshed.ingest.query.PublicStation.Presence;
import org.airshed.ingest.series.ReadingQuery;
import org.airshed.ingest.series.StoredReading;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Readings of a station that the directory does not list are in no answer, and do not shorten one either. */
class HiddenStationsTest {
    private static final StationId PUBLIC = new StationId("zebra-street");
    private static final StationId PRIVATE = new StationId("at-home");
    private static final int MINUTES = 50;

    private final MemorySeries series = new MemorySeries();
    private final StationDirectory directory = () -> List
            .of(new PublicStation(PUBLIC, null, null, Presence.ONLINE, null));

    @BeforeEach
    void bothSend() {
        for (int minute = 0; minute < MINUTES; minute++) {
            series.put(reading(PRIVATE, minute));
            series.put(reading(PUBLIC, minute));
        }
    }

    @Test
    void pagesAreFullAndFollowEachOtherWithoutGapOrRepeat() throws IOException {
        var pages = new ReadingsPage(series, directory);
        List<StoredReading> all = new ArrayList<>();
        @Nullable
        StoredReading after = null;
        int count = 0;
        do {
            ReadingsPage.Page page = pages.read(query(null, 7, after));
            all.addAll(page.items());
            after = page.more();
            count++;
        } while (after != null);

        assertThat(all).hasSize(MINUTES).allMatch(reading -> reading.station().equals(PUBLIC));
        assertThat(all).isSortedAccordingTo(StoredReading.ORDER).doesNotHaveDuplicates();
        assertThat(count).isEqualTo(8);
    }

    @Test
    void aPageThatEndsWithTheLastReadingHasNoNext() throws IOException {
        assertThat(new ReadingsPage(series, directory).read(query(PUBLIC, MINUTES, null)).more()).isNull();
    }

    @Test
    void askingForAHiddenStationByNameFindsNothing() throws IOException {
        assertThat(new ReadingsPage(series, directory).read(query(PRIVATE, 10, null)).items()).isEmpty();
        assertThat(new LatestValues(series, directory, new LiveReadings(10)).of(PRIVATE)).isEmpty();
    }

    @Test
    void latestOfAllHasTheVisibleOnes() throws IOException {
        assertThat(new LatestValues(series, directory, new LiveReadings(10)).ofAll())
                .containsExactly(new LatestValues.Latest(reading(PUBLIC, MINUTES - 1), null));
    }

    @Test
    void anExportHasAllVisibleOnesAndStopsAtItsLimit() throws IOException {
        var target = new Collected();

        assertThat(new ReadingsExport(series, directory).write(query(null, Integer.MAX_VALUE, null), target))
                .isEqualTo(MINUTES);
        assertThat(target.readings).hasSize(MINUTES).allMatch(reading -> reading.station().equals(PUBLIC));
        var few = new Collected();
        assertThat(new ReadingsExport(series, directory).write(query(null, 3, null), few)).isEqualTo(3);
        assertThat(few.readings).hasSize(3);
        assertThat(few.pages).isEqualTo(1);
    }

    private static ReadingQuery query(@Nullable StationId station, int limit, @Nullable StoredReading after) {
        return new ReadingQuery(station, null, null, Level.RAW, 0, Long.MAX_VALUE, limit, after);
    }

    private static StoredReading reading(StationId station, int minute) {
        return new StoredReading(station, new SensorName("scd41-62"), ObservedProperties.of("co2"), Level.RAW,
                minute * 60_000L, 400 + minute, Flag.NOT_EVALUATED, 0);
    }

    private static final class Collected implements ReadingsExport.Target {
        private final List<StoredReading> readings = new ArrayList<>();
        private int pages;

        @Override
        public void accept(StoredReading reading) {
            readings.add(reading);
        }

        @Override
        public void pageEnd() {
            pages++;
        }
    }
}
