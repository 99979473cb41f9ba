package org.airshed.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Reading;
import org.airshed.contract.wire.SubmissionHeader;
import org.junit.jupiter.api.Test;

class SubmissionFrameTest {
    private static final StationId STATION = new StationId("atelier-3");
    private static final long RECEIVED = 1_772_366_400_123L;

    /**
     * Written once, kept for ever: journals on disk hold these bytes. A change of the layout needs a new version number
     * beside the old reader, not a new golden text.
     */
    private static final String GOLDEN = "013a" // version; boot, sequence, up, clock synced
            + "f6a9a8949567" + "096174656c6965722d33" // received, station
            + "056d7174743501" + "08636c69656e742d31" + "0f3139322e302e322e373a3430313132" // sender
            + "06626f6f742d31" + "ac02" + "80a305" // boot, sequence, up
            + "07" + "0873636434312d3632" + "03636f32" + "0b74656d7065726174757265" + "046d61696e"
            + "10756e6b6e6f776e2d70726f7065727479" + "0d6e6f2073756368207468696e67" + "06667574757265"
            + "03" + "0001f5014083220000000000" + "0002008000000000000000" + "0301f8010000000000000001" // readings
            + "02" + "01055be280a65d" + "04040500" + "05060500"; // refusals and their one payload

    @Test
    void theBytesOfVersionOneStay() {
        assertThat(HexFormat.of().formatHex(bytes(SubmissionFrame.encode(sample())))).isEqualTo(GOLDEN);
        assertThat(SubmissionFrame.decode(ByteBuffer.wrap(HexFormat.of().parseHex(GOLDEN)))).isEqualTo(sample());
    }

    @Test
    void anyFrameComesOutAsItWentIn() {
        long seed = 20_261_122;
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            Admitted admitted = any(random);
            ByteBuffer frame = SubmissionFrame.encode(admitted);
            assertThat(SubmissionFrame.decode(frame.asReadOnlyBuffer())).as("seed %d round %d", seed, round)
                    .isEqualTo(admitted);
            ByteBuffer direct = ByteBuffer.allocateDirect(frame.remaining() + 3).position(3);
            direct.put(frame.duplicate()).flip().position(3);
            assertThat(SubmissionFrame.decode(direct)).isEqualTo(admitted);
        }
    }

    @Test
    void aFrameOfAnotherVersionIsRefusedByName() {
        byte[] frame = bytes(SubmissionFrame.encode(sample()));
        for (int version : new int[]{0, 2, 255}) {
            frame[0] = (byte) version;
            assertThatThrownBy(() -> SubmissionFrame.decode(ByteBuffer.wrap(frame))).isInstanceOf(FrameException.class)
                    .hasMessageContaining("version " + version).hasMessageContaining("another version of Airshed");
        }
    }

    @Test
    void aFrameCutAnywhereIsRefusedAndNeverRead() {
        byte[] frame = bytes(SubmissionFrame.encode(sample()));
        for (int length = 0; length < frame.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(frame, 0, length);
            assertThatThrownBy(() -> SubmissionFrame.decode(cut)).as("cut at %d", length)
                    .isInstanceOf(FrameException.class);
        }
    }

    @Test
    void changedBytesNeverThrowAnythingElse() {
        Random random = new Random(7);
        byte[] frame = bytes(SubmissionFrame.encode(sample()));
        for (int round = 0; round < 20_000; round++) {
            byte[] changed = frame.clone();
            for (int i = 0; i <= random.nextInt(3); i++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            try {
                SubmissionFrame.decode(ByteBuffer.wrap(changed));
            } catch (FrameException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    private static Admitted sample() {
        ByteBuffer payload = StandardCharsets.UTF_8.encode("[…]");
        return new Admitted(STATION, RECEIVED, new Sender("mqtt5", "client-1", "192.0.2.7:40112", 1),
                new SubmissionHeader("boot-1", 300L, SubmissionHeader.Clock.SYNCED, 86_400L),
                List.of(reading("scd41-62", "co2", RECEIVED - 123, 612.25),
                        reading("scd41-62", "temperature", RECEIVED - 123, -0.0),
                        reading("main", "co2", RECEIVED + 1, Double.MIN_VALUE)),
                List.of(new Refusal(3, "unknown-property", "no such thing", payload),
                        new Refusal(4, "future", "no such thing", payload)),
                false);
    }

    private static Admitted any(Random random) {
        List<Reading> readings = new ArrayList<>();
        List<ObservedProperty> properties = ObservedProperties.all();
        for (int i = random.nextInt(20); i > 0; i--) {
            double value = Double.longBitsToDouble(random.nextLong());
            readings.add(new Reading(STATION, new SensorName("s" + random.nextInt(3)),
                    properties.get(random.nextInt(properties.size())), random.nextLong() >> random.nextInt(40),
                    Double.isFinite(value) ? value : 0));
        }
        List<Refusal> refusals = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            byte[] payload = new byte[random.nextInt(300)];
            random.nextBytes(payload);
            refusals.add(new Refusal(random.nextInt(100) - 1, "r" + random.nextInt(3), "d" + random.nextInt(3),
                    ByteBuffer.wrap(payload)));
        }
        boolean whole = readings.isEmpty() && !refusals.isEmpty() && random.nextBoolean();
        SubmissionHeader.Clock[] clocks = SubmissionHeader.Clock.values();
        return new Admitted(STATION, random.nextLong(), new Sender("http", "", "[::1]:9", random.nextInt(3)),
                new SubmissionHeader(random.nextBoolean() ? null : "b" + random.nextInt(), random.nextBoolean()
                        ? null
                        : Long.valueOf(random.nextLong() >>> random.nextInt(64)), clocks[random.nextInt(clocks.length)],
                        random.nextBoolean() ? null : Long.valueOf(random.nextInt(1000))),
                readings, refusals, whole);
    }

    private static Reading reading(String sensor, String property, long millis, double value) {
        return new Reading(STATION, new SensorName(sensor), ObservedProperties.of(property), millis, value);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(buffer.position(), bytes);
        return bytes;
    }
}
