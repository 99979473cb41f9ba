package org.airshed.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.airshed.contract.id.StationId;
import org.junit.jupiter.api.Test;

/**
 * No bytes make the reader throw, and nothing that it hands on breaks the promises of its records.
 *
 * <p>{@code -Dfuzz=N} sets the number of inputs, {@code -Dseed=N} the run.
 */
class SenmlFuzzTest {
    private static final int INPUTS = Integer.getInteger("fuzz", 60_000);

    @Test
    void noBytesMakeTheReaderThrow() throws IOException {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        List<byte[]> corpus = new ArrayList<>();
        for (String name : SenmlVectorsTest.names()) {
            corpus.add(SenmlVectorsTest.json(name));
            corpus.add(SenmlVectorsTest.cbor(name));
        }
        for (int i = 0; i < 20; i++) {
            for (SenmlWriter.Encoding encoding : SenmlWriter.Encoding.values()) {
                corpus.add(SenmlWriter.write(encoding, new StationId("atelier-3"), SubmissionHeader.NONE,
                        SenmlRoundTripTest.readings(random)));
            }
        }
        int decoded = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = i % 4 == 0 ? noise(random) : mutated(random, corpus);
            try {
                SenmlPack pack = SenmlReader.read(ByteBuffer.wrap(input));
                if (pack instanceof SenmlPack.Decoded good) {
                    decoded++;
                    good.records().forEach(SenmlFuzzTest::keepsItsPromises);
                }
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + " input " + i + ": " + HexFormat.of().formatHex(input), e);
            }
        }
        // a fuzz run in which nothing gets past the front door shows nothing
        assertThat(decoded).isGreaterThan(INPUTS / 20);
    }

    private static void keepsItsPromises(SenmlRecord senml) {
        switch (senml) {
            case SenmlRecord.Value value -> {
                assertThat(value.value().doubleValue()).isFinite();
                assertThat(value.time().toPlainString()).hasSizeLessThan(1000);
                assertThat(value.name()).matches("[A-Za-z0-9][A-Za-z0-9:./_-]{0,199}");
                assertThat(value.unit()).matches("\\P{Cntrl}{0,64}");
            }
            case SenmlRecord.Bad bad -> {
                assertThat(bad.reason()).matches("[a-z-]+");
                assertThat(bad.detail()).isNotEmpty().matches("\\P{Cntrl}*");
            }
        }
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[random.nextInt(64)];
        random.nextBytes(bytes);
        if (bytes.length > 0 && random.nextBoolean()) {
            bytes[0] = (byte) (random.nextBoolean() ? '[' : 0x80 + random.nextInt(32));
        }
        return bytes;
    }

    private static byte[] mutated(Random random, List<byte[]> corpus) {
        byte[] bytes = corpus.get(random.nextInt(corpus.size())).clone();
        for (int n = random.nextInt(3); n >= 0; n--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = java.util.Arrays.copyOf(bytes, Math.max(1, at));
                default -> {
                    byte[] other = corpus.get(random.nextInt(corpus.size()));
                    int length = Math.min(random.nextInt(16), Math.min(bytes.length - at, other.length));
                    System.arraycopy(other, random.nextInt(other.length - length + 1), bytes, at, length);
                }
            }
        }
        return bytes;
    }
}
