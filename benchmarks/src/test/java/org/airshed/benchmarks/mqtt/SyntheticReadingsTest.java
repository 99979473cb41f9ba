package org.airshed.benchmarks.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SyntheticReadingsTest {
    private final SyntheticReadings readings = new SyntheticReadings("load", 1_700_000_000_000L, 2);

    @Test
    void aSubmissionIsSenmlThatStatesTimesAndValuesExactly() {
        ByteBuffer bytes = ByteBuffer.allocate(1024);
        readings.senml(7, 1, bytes);

        assertThat(text(bytes)).isEqualTo(
                "[{\"bn\":\"load-007/\",\"bu\":\"ug/m3\",\"n\":\"sim/pm2_5\",\"t\":1700000000.002,\"v\":1083.8}"
                        + ",{\"n\":\"sim/pm2_5\",\"t\":1700000000.003,\"v\":-125.4}]");
        assertThat(SyntheticReadings.value(2)).isEqualTo(1083.8);
        assertThat(SyntheticReadings.value(3)).isEqualTo(-125.4);
    }

    @Test
    void thePeersLinesStateTheSame() {
        ByteBuffer bytes = ByteBuffer.allocate(1024);
        readings.lines(7, 1, bytes);

        assertThat(text(bytes)).isEqualTo("""
                air,station=load-007,sensor=sim pm2_5=1083.8 1700000000002000000
                air,station=load-007,sensor=sim pm2_5=-125.4 1700000000003000000
                """);
    }

    @Test
    void smallValuesKeepTheirLeadingZero() {
        // Reading 1 of 20,011 whose tenths are below ten, found by walking: 0.4 and -0.7 alike need the zero.
        for (long reading = 0; reading < 20_011; reading++) {
            ByteBuffer bytes = ByteBuffer.allocate(1024);
            new SyntheticReadings("load", 1_700_000_000_000L, 1).senml(0, reading, bytes);
            String text = text(bytes);
            double value = Double.parseDouble(text.substring(text.lastIndexOf(':') + 1, text.length() - 2));
            assertThat(value).isEqualTo(SyntheticReadings.value(reading));
        }
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.US_ASCII.decode(bytes.flip()).toString();
    }
}
