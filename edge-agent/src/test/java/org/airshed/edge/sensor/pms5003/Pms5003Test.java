package org.airshed.edge.sensor.pms5003;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.airshed.contract.id.SensorName;
import org.airshed.edge.bus.SerialPort;
import org.airshed.edge.bus.Timing;
import org.airshed.edge.sensor.Measurement;
import org.airshed.edge.sensor.WrongChipException;
import org.junit.jupiter.api.Test;

class Pms5003Test {
    /** A line that repeats some bytes once a second and takes everything that is written. */
    private static final class Repeating implements SerialPort, Timing {
        private byte[] each = FrameStreamTest.FRAME;
        private long nanos;
        private long given;
        private String written = "";
        private boolean lost;
        private int opened;

        @Override
        public int read(byte[] into, Duration atMost) throws IOException {
            if (lost) {
                throw new IOException("the port is lost");
            }
            if (each.length == 0 || nanos / 1_000_000_000 <= given) {
                nanos += Math.min(atMost.toNanos(), 1_000_000_000 - nanos % 1_000_000_000);
            }
            if (each.length == 0 || nanos / 1_000_000_000 <= given) {
                return 0;
            }
            given++;
            System.arraycopy(each, 0, into, 0, each.length);
            return each.length;
        }

        @Override
        public void write(byte... bytes) {
            written += HexFormat.of().formatHex(bytes) + " ";
        }

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void pause(Duration atLeast) {
            nanos += atLeast.toNanos();
        }

        @Override
        public void close() {}
    }

    private final Repeating line = new Repeating();
    private final Pms5003 driver = new Pms5003(new SensorName("pms5003-ttyama0"), (path, baud) -> {
        assertThat(baud).isEqualTo(9600);
        line.opened++;
        return line;
    }, "/dev/ttyAMA0", line);

    private static Map<String, Double> values(Measurement outcome) {
        assertThat(outcome).isInstanceOf(Measurement.Sample.class);
        Map<String, Double> values = new HashMap<>();
        ((Measurement.Sample) outcome).values().forEach((property, value) -> values.put(property.id(), value));
        return values;
    }

    @Test
    void theExampleGivesBothChannelsAndNumbersPerCubicCentimetre() throws IOException {
        driver.start();
        line.pause(Duration.ofSeconds(31));
        driver.poll();
        line.pause(Duration.ofSeconds(2));
        Map<String, Double> expected = new HashMap<>(
                Map.of("pm1_cf1", 0.0, "pm2_5_cf1", 8.0, "pm10_cf1", 8.0, "pm1", 0.0,
                        "pm2_5", 8.0, "pm10", 8.0));
        expected.putAll(
                Map.of("pn_gt0_3", 2.1, "pn_gt0_5", 0.7, "pn_gt1", 0.45, "pn_gt2_5", 0.3, "pn_gt5", 0.0, "pn_gt10",
                        0.0));
        assertThat(values(driver.poll())).isEqualTo(expected);
    }

    @Test
    void itIsWokenAndSetToTalkByItself() throws IOException {
        driver.start();
        assertThat(line.written).isEqualTo("424de400010174 424de100010171 ");
    }

    @Test
    void nothingIsHandedOutInTheFirstThirtySeconds() throws IOException {
        driver.start();
        long started = line.nanos;
        Measurement outcome = driver.poll();
        while (outcome instanceof Measurement.NotReady) {
            line.pause(Duration.ofSeconds(1));
            outcome = driver.poll();
        }
        assertThat(outcome).isInstanceOf(Measurement.Sample.class);
        assertThat(Duration.ofNanos(line.nanos - started)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(32));
    }

    @Test
    void aSilentLineSaysWhatToLookAt() {
        line.each = new byte[0];
        assertThatThrownBy(driver::start).isInstanceOf(IOException.class)
                .hasMessageContaining("nothing is talking on /dev/ttyAMA0").hasMessageContaining("Bluetooth");
    }

    @Test
    void anotherSensorOnThePortIsRefused() {
        line.each = FrameStreamTest.bytes("aac0d4043a0aa1601dab".repeat(3)); // an SDS011
        assertThatThrownBy(driver::start).isInstanceOf(WrongChipException.class).hasMessageContaining("not in frames");
    }

    @Test
    void aPms5003StIsRefusedByName() {
        byte[] frame = FrameStreamTest.bytes("424d0024" + "0001".repeat(17) + "00c4");
        line.each = frame;
        assertThatThrownBy(driver::start).isInstanceOf(WrongChipException.class).hasMessageContaining("PMS5003ST");
    }

    @Test
    void aLostPortIsOpenedAgainAndWarmsUpAgain() throws IOException {
        driver.start();
        line.pause(Duration.ofSeconds(40));
        line.lost = true;
        assertThat(driver.poll()).isInstanceOf(Measurement.NoAnswer.class);
        line.lost = false;
        assertThat(driver.poll()).isEqualTo(new Measurement.NotReady());
        assertThat(line.opened).isEqualTo(2);
    }

    @Test
    void anErrorByteIsAFaultWithoutValues() throws IOException {
        driver.start();
        line.pause(Duration.ofSeconds(31));
        driver.poll();
        line.each = FrameStreamTest.bytes("424d001c00000008000800000008000800d20046002d001e00000000970102c6");
        line.pause(Duration.ofSeconds(2));
        assertThat(driver.poll()).isEqualTo(new Measurement.Fault("pms5003-ttyama0 reports error 01"));
    }
}
