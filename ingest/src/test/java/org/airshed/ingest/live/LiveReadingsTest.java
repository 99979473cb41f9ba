package org.airshed.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.live.LiveReadings.PresenceChange;
import org.junit.jupiter.api.Test;

class LiveReadingsTest {
    private static final StationId GARDEN = new StationId("garden-1");
    private static final SensorName SENSOR = new SensorName("scd41-62");
    private static final ObservedProperty CO2 = ObservedProperties.of("co2");

    private final LiveReadings live = new LiveReadings(3);

    @Test
    void aWatcherGetsOnlyWhatChangedSinceItLastAsked() {
        live.stored(List.of(reading("co2", 1_000, 420)));
        long seen = live.since(0).upTo();
        live.stored(List.of(reading("pm2_5", 1_000, 7)));

        LiveReadings.Changes changes = live.since(seen);

        assertThat(changes.readings()).containsExactly(reading("pm2_5", 1_000, 7));
        assertThat(live.since(changes.upTo()).isEmpty()).isTrue();
    }

    @Test
    void aSlowWatcherGetsTheNewestOfEachDatastreamAndNothingInBetween() {
        live.stored(List.of(reading("co2", 1_000, 420), reading("co2", 2_000, 430)));
        live.stored(List.of(reading("co2", 3_000, 440)));

        assertThat(live.since(0).readings()).containsExactly(reading("co2", 3_000, 440));
    }

    // A station that sends a week it had kept must not make the page jump back in time.
    @Test
    void anOlderReadingIsNoNewsButTellsThatThePastChanged() {
        live.stored(List.of(reading("co2", 5_000, 420)));
        long seen = live.number();
        live.stored(List.of(reading("co2", 4_000, 999)));

        LiveReadings.Changes changes = live.since(seen);

        assertThat(changes.readings()).isEmpty();
        assertThat(changes.backfilled()).containsExactly(GARDEN);
        assertThat(live.since(changes.upTo()).backfilled()).isEmpty();
    }

    @Test
    void whatIsSaidOfADatastreamLastHoldsAndGoesWithIt() {
        live.judged(GARDEN, SENSOR, CO2, new LiveReadings.Judgement(1_000, Flag.FAIL, 4));
        assertThat(live.judgement(GARDEN, SENSOR, CO2)).as("nothing was heard of it").isEmpty();
        live.stored(List.of(reading("co2", 5_000, 420)));
        live.judged(GARDEN, SENSOR, CO2, new LiveReadings.Judgement(4_000, Flag.FAIL, 4));
        live.judged(GARDEN, SENSOR, CO2, new LiveReadings.Judgement(3_000, Flag.GOOD, 0));
        assertThat(live.judgement(GARDEN, SENSOR, CO2)).contains(new LiveReadings.Judgement(4_000, Flag.FAIL, 4));
        live.stored(List.of(reading("pm1", 6_000, 1), reading("pm2_5", 6_000, 1), reading("pm10", 6_000, 1)));
        assertThat(live.judgement(GARDEN, SENSOR, CO2)).as("silent longest").isEmpty();
    }

    @Test
    void theSameTimeAgainWithAnotherValueIsNews() {
        live.stored(List.of(reading("co2", 5_000, 420)));
        long seen = live.number();
        live.stored(List.of(reading("co2", 5_000, 421)));

        assertThat(live.since(seen).readings()).containsExactly(reading("co2", 5_000, 421));
    }

    @Test
    void beyondTheBoundTheLongestSilentDatastreamIsForgottenAndCounted() {
        for (String property : List.of("co2", "pm1", "pm2_5", "pm10")) {
            live.stored(List.of(reading(property, 1_000, 1)));
        }

        assertThat(live.since(0).readings()).extracting(r -> r.property().id()).containsExactly("pm1", "pm2_5", "pm10");
        assertThat(live.forgotten()).isEqualTo(1);
    }

    @Test
    void ofAStationThatCameAndWentOnlyTheLastIsTold() {
        live.presence(GARDEN, true, 1_000);
        live.presence(GARDEN, false, 2_000);

        assertThat(live.since(0).presences()).containsExactly(new PresenceChange(GARDEN, false, 2_000));
    }

    @Test
    void aBoundBelowOneIsRefused() {
        assertThatThrownBy(() -> new LiveReadings(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxDatastreams is 0");
    }

    private static Reading reading(String property, long time, double value) {
        return new Reading(GARDEN, SENSOR, ObservedProperties.of(property), time, value);
    }
}
