package org.airshed.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is written is read back the same: {@code -Dseed=N} repeats a run, {@code -Drounds=N} makes it longer. */
class SenmlRoundTripTest {
    private static final StationId STATION = new StationId("atelier-3");

    @ParameterizedTest
    @EnumSource(SenmlWriter.Encoding.class)
    void writtenReadingsAreReadBackBitForBit(SenmlWriter.Encoding encoding) {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        for (int round = 0; round < Integer.getInteger("rounds", 2_000); round++) {
            SubmissionHeader header = header(random);
            List<Reading> readings = readings(random);
            byte[] bytes = SenmlWriter.write(encoding, STATION, header, readings);
            assertThat(bytes).isEqualTo(SenmlWriter.write(encoding, STATION, header, readings));
            String run = "seed " + seed + " round " + round;
            SenmlPack pack = SenmlReader.read(ByteBuffer.wrap(bytes));
            assertThat(pack).as(run).isInstanceOf(SenmlPack.Decoded.class);
            SenmlPack.Decoded decoded = (SenmlPack.Decoded) pack;
            assertThat(decoded.header()).as(run).isEqualTo(header);
            assertThat(decoded.records()).as(run).hasSameSizeAs(readings);
            for (int i = 0; i < readings.size(); i++) {
                Reading reading = readings.get(i);
                assertThat(decoded.records().get(i)).as(run).isInstanceOf(SenmlRecord.Value.class);
                SenmlRecord.Value value = (SenmlRecord.Value) decoded.records().get(i);
                assertThat(value.name()).isEqualTo(STATION + "/" + reading.sensor() + "/" + reading.property());
                assertThat(value.unit()).isEqualTo(reading.property().unit());
                // + 0.0: minus zero is written as zero
                assertThat(Double.doubleToLongBits(value.value().doubleValue())).as(run + " " + reading)
                        .isEqualTo(Double.doubleToLongBits(reading.value() + 0.0));
                assertThat(value.time()).as(run)
                        .isEqualByComparingTo(BigDecimal.valueOf(reading.phenomenonTimeMillis(), 3));
            }
        }
    }

    @Test
    void aReadingOfAnotherStationIsNotSentUnderThisOne() {
        Reading other = new Reading(new StationId("atelier-4"), SensorName.MAIN, ObservedProperties.of("co2"), 0, 1);
        assertThatThrownBy(() -> SenmlWriter.write(SenmlWriter.Encoding.JSON, STATION, SubmissionHeader.NONE,
                List.of(other))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("atelier-4");
    }

    static List<Reading> readings(Random random) {
        List<ObservedProperty> properties = ObservedProperties.all();
        long base = random.nextInt(20) == 0
                ? random.nextLong(268_435_456_000L)
                : 1_577_836_800_000L + random.nextLong(1L << 38);
        List<Reading> readings = new ArrayList<>();
        int count = 1 + random.nextInt(random.nextInt(10) == 0 ? 300 : 8);
        for (int i = 0; i < count; i++) {
            long at = switch (random.nextInt(4)) {
                case 0 -> base;
                case 1 -> base + 1000L * random.nextInt(86_400);
                case 2 -> base - random.nextInt(100_000);
                default -> base + random.nextLong(1L << 36);
            };
            readings.add(new Reading(STATION, new SensorName("chip-" + random.nextInt(9)),
                    properties.get(random.nextInt(properties.size())), at, value(random)));
        }
        return readings;
    }

    private static double value(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextInt(2000) - 1000;
            case 1 -> BigDecimal.valueOf(random.nextInt(1_000_000) - 500_000, 1 + random.nextInt(4)).doubleValue();
            case 2 -> (float) random.nextGaussian();
            case 3 -> random.nextGaussian() * 1e-300;
            case 4 -> finite(Double.longBitsToDouble(random.nextLong()));
            case 5 -> -0.0;
            case 6 -> random.nextLong();
            default -> random.nextDouble() * 100;
        };
    }

    private static double finite(double any) {
        return Double.isFinite(any) ? any : Double.MIN_VALUE;
    }

    private static SubmissionHeader header(Random random) {
        SubmissionHeader.Clock[] clocks = SubmissionHeader.Clock.values();
        return new SubmissionHeader(random.nextBoolean() ? null : Integer.toHexString(random.nextInt()),
                random.nextBoolean() ? null : random.nextLong(Long.MAX_VALUE), clocks[random.nextInt(clocks.length)],
                random.nextBoolean() ? null : random.nextLong(1L << 40));
    }
}
