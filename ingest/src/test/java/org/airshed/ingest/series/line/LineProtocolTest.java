package org.airshed.ingest.series.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Reading;
import org.junit.jupiter.api.Test;

class LineProtocolTest {
    private static final long T = 1_772_366_400_000L;

    @Test
    void readingsOfOneSensorAndTimeShareALine() {
        assertThat(texts(reading("a-1", "s", "co2", T, 612.25), reading("a-1", "s", "temperature", T, -0.0),
                reading("a-1", "s", "co2", T + 1, 1e22), reading("a-1", "t", "co2", T + 1, Double.MIN_VALUE),
                reading("b-1", "t", "co2", T + 1, 600))).containsExactly(
                        "air,sensor=s,station=a-1 co2=612.25,temperature=-0.0 1772366400000",
                        "air,sensor=s,station=a-1 co2=1.0E22 1772366400001",
                        "air,sensor=t,station=a-1 co2=4.9E-324 1772366400001",
                        "air,sensor=t,station=b-1 co2=600.0 1772366400001");
    }

    @Test
    void aPropertyThatComesTwiceStartsALineSoThatTheLastStaysLast() {
        assertThat(texts(reading("a-1", "s", "co2", T, 1), reading("a-1", "s", "pm1", T, 2),
                reading("a-1", "s", "co2", T, 3)))
                .containsExactly("air,sensor=s,station=a-1 co2=1.0,pm1=2.0 1772366400000",
                        "air,sensor=s,station=a-1 co2=3.0 1772366400000");
    }

    @Test
    void eachLineKnowsItsReadings() {
        List<Reading> readings = List.of(reading("a-1", "s", "co2", T, 1), reading("a-1", "s", "pm1", T, 2),
                reading("a-1", "s", "co2", T, 3));
        assertThat(LineProtocol.lines(readings)).flatExtracting(Line::readings).isEqualTo(readings);
        assertThat(LineProtocol.lines(List.of())).isEmpty();
    }

    @Test
    void whatHasAMeaningInALineIsEscaped() {
        assertThat(Escape.key("a b,c=d\"e\\f")).isEqualTo("a\\ b\\,c\\=d\"e\\f");
        assertThat(Escape.key("ends with \\")).isEqualTo("ends\\ with\\ /");
        assertThat(Escape.key("two\nlines\r")).isEqualTo("two\\ lines\\ ");
        assertThat(Escape.field("say \"no\" \\ 東京\t")).isEqualTo("say \\\"no\\\" \\\\ 東京 ");
    }

    private static List<String> texts(Reading... readings) {
        return LineProtocol.lines(List.of(readings)).stream().map(Line::text).toList();
    }

    private static Reading reading(String station, String sensor, String property, long millis, double value) {
        return new Reading(new StationId(station), new SensorName(sensor),
                ObservedProperties.of(property), millis, value);
    }
}
