package org.airshed.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.airshed.contract.id.StationId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
    private static final StationId STATION = new StationId("atelier-3");

    @Test
    void aStationsReadingsHaveTheTopicOfTheContract() {
        assertThat(Topics.standard().of(STATION, Topics.Kind.READINGS)).isEqualTo("airshed/1/atelier-3/readings");
        assertThat(new Topics("city/air").of(STATION, Topics.Kind.COMMAND)).isEqualTo("city/air/atelier-3/command");
    }

    @ParameterizedTest
    @EnumSource(Topics.Kind.class)
    void everyTopicIsTakenApartIntoWhatItWasMadeOf(Topics.Kind kind) {
        Topics topics = Topics.standard();
        assertThat(topics.parse(topics.of(STATION, kind))).contains(new Topics.Parsed(STATION, kind));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "airshed/1", "airshed/1/", "airshed/1/atelier-3", "airshed/1/atelier-3/",
            "airshed/1/atelier-3/reading", "airshed/1/atelier-3/READINGS", "airshed/1/atelier-3/readings/",
            "airshed/1/Atelier/readings",
            "airshed/1/+/readings", "airshed/1//readings", "airshed/12/atelier-3/readings",
            "/airshed/1/atelier-3/readings",
            "airshed/1/a/readings", "airshed/1/atelier-3/x/readings"})
    void whatIsNotOursIsNotTakenApart(String topic) {
        assertThat(Topics.standard().parse(topic)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/air", "air/", "air//1", "air/+", "#", "$SYS", "air\0"})
    void aPrefixIsPlainLevels(String prefix) {
        assertThatThrownBy(() -> new Topics(prefix)).isInstanceOf(IllegalArgumentException.class);
    }
}
