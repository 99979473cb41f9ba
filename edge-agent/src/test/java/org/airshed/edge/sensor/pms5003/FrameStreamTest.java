package org.airshed.edge.sensor.pms5003;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameStreamTest {
    /** Source: example of a real module, firmware-notes/pms5003.md. */
    static final byte[] FRAME = bytes("424d001c00000008000800000008000800d20046002d001e00000000970002c5");
    private static final byte[] PASSIVE_ANSWER = bytes("424d0004e1000174");

    private final FrameStream stream = new FrameStream();

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private void feed(byte[] bytes) {
        stream.accept(bytes, bytes.length);
    }

    @Test
    void theExampleGivesItsWords() {
        feed(FRAME);
        assertThat(stream.takeNewest()).containsExactly(0, 8, 8, 0, 8, 8, 210, 70, 45, 30, 0, 0, 0x9700);
        assertThat(stream.takeNewest()).isEmpty(); // never twice
    }

    @Test
    void aFrameIsFoundWhereverOneBeginsToListenAndHoweverItIsCut() {
        byte[] two = Arrays.copyOf(FRAME, 64);
        System.arraycopy(FRAME, 0, two, 32, 32);
        for (int start = 1; start <= 32; start++) {
            var late = new FrameStream();
            for (int at = start; at < 64; at++) {
                late.accept(new byte[]{two[at]}, 1);
            }
            assertThat(late.takeNewest()).as("from byte %d", start).hasSize(13);
            assertThat(late.frames()).isEqualTo(1);
        }
    }

    @Test
    void everyTurnedBitOfAFrameIsSeen() {
        for (int bit = 0; bit < 8 * FRAME.length; bit++) {
            byte[] damaged = FRAME.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            var fresh = new FrameStream();
            fresh.accept(damaged, damaged.length);
            assertThat(fresh.takeNewest()).as("bit %d", bit).isEmpty();
        }
    }

    @Test
    void everyLostAndEveryDoubledByteCostsThatFrameAndNotTheNext() {
        for (int at = 0; at < FRAME.length; at++) {
            for (int copies : new int[]{0, 2}) {
                var fresh = new FrameStream();
                for (int i = 0; i < FRAME.length; i++) {
                    for (int n = 0; n < (i == at ? copies : 1); n++) {
                        fresh.accept(new byte[]{FRAME[i]}, 1);
                    }
                }
                int[] words = fresh.takeNewest();
                fresh.accept(FRAME, FRAME.length);
                // A doubled last byte comes after a whole frame; a doubled first byte before one.
                boolean harmless = copies == 2 && (at == 0 || at == FRAME.length - 1);
                assertThat(words.length > 0).as("byte %d, %d copies", at, copies).isEqualTo(harmless);
                assertThat(fresh.takeNewest()).as("byte %d, %d copies", at, copies).hasSize(13);
            }
        }
    }

    /** Length and sum of such a frame are right; only its values show that it cannot be. */
    @Test
    void oneZeroLostAndAnotherDoubledIsSeen() {
        int seen = 0;
        for (int lost = 4; lost < 28; lost++) {
            for (int doubled = lost + 2; doubled < 28; doubled++) {
                if (FRAME[lost] == FRAME[doubled]) {
                    var shifted = new java.io.ByteArrayOutputStream();
                    for (int i = 0; i < FRAME.length; i++) {
                        for (int n = 0; n < (i == lost ? 0 : i == doubled ? 2 : 1); n++) {
                            shifted.write(FRAME[i]);
                        }
                    }
                    var fresh = new FrameStream();
                    fresh.accept(shifted.toByteArray(), 32);
                    int[] words = fresh.takeNewest();
                    boolean same = Arrays.equals(shifted.toByteArray(), FRAME);
                    assertThat(words.length > 0)
                            .as("byte %d lost, %d doubled: %s", lost, doubled, Arrays.toString(words))
                            .isEqualTo(same);
                    seen += same ? 0 : 1;
                }
            }
        }
        assertThat(seen).isGreaterThan(30);
    }

    @Test
    void answersToCommandsAreSkippedWhole() {
        feed(PASSIVE_ANSWER);
        feed(FRAME);
        assertThat(stream.takeNewest()).hasSize(13);
        assertThat(stream.damaged()).isZero();
    }

    @Test
    void aFrameMayBeginInsideWhatLookedLikeOne() {
        feed(Arrays.copyOf(FRAME, 20));
        feed(FRAME);
        assertThat(stream.takeNewest()).hasSize(13);
        assertThat(stream.damaged()).isEqualTo(1);
    }

    @Test
    void zerosAreNoticedEvenWhenValuesFollow() {
        byte[] zeros = bytes("424d001c" + "00".repeat(26) + "00ab");
        feed(zeros);
        feed(FRAME);
        assertThat(stream.takeIdle()).isTrue();
        assertThat(stream.takeIdle()).isFalse();
    }

    @Test
    void aSuddenHighWordWaitsForASecondFrameLikeIt() {
        feed(FRAME);
        stream.takeNewest();
        byte[] whole = summed(300, 400, 450, 300, 400, 450, 210, 70, 45, 30, 0, 0, 0x9700);
        feed(whole);
        assertThat(stream.takeNewest()).isEmpty();
        feed(whole);
        assertThat(stream.takeNewest()).startsWith(300, 400, 450);
    }

    /** The last one is a PMS5003T: 24.5 degrees and 51.2 % in the places of the two largest sizes. */
    @ParameterizedTest
    @ValueSource(strings = {"9,8,8,9,8,8,210,70,45,30,0,0", "0,8,7,0,8,7,210,70,45,30,0,0",
            "0,8,8,0,8,3,210,70,45,30,0,0",
            "0,8,8,0,30,30,210,70,45,30,0,0", "0,30,30,0,8,8,210,70,45,30,0,0", "0,8,8,0,8,8,70,210,45,30,0,0",
            "0,8,8,0,8,8,210,70,45,30,0,1", "0,8,8,0,8,8,210,70,45,30,245,512"})
    void valuesThatContradictOneAnotherAreDamageHoweverRightTheSumIs(String words) {
        byte[] frame = summed(Arrays.stream((words + ",38656").split(",")).mapToInt(Integer::parseInt).toArray());
        feed(frame);
        feed(frame);
        assertThat(stream.takeNewest()).isEmpty();
        assertThat(stream.damaged()).isPositive();
    }

    private static byte[] summed(int... words) {
        byte[] frame = Arrays.copyOf(FRAME, 32);
        for (int i = 0; i < words.length; i++) {
            frame[4 + 2 * i] = (byte) (words[i] >> 8);
            frame[5 + 2 * i] = (byte) words[i];
        }
        int sum = 0;
        for (int i = 0; i < 30; i++) {
            sum += frame[i] & 0xff;
        }
        frame[30] = (byte) (sum >> 8);
        frame[31] = (byte) sum;
        return frame;
    }

    @Test
    void aMillionRandomBytesHoldNoFrame() {
        byte[] noise = new byte[1_000_000];
        new Random(5).nextBytes(noise);
        feed(noise);
        assertThat(stream.takeNewest()).isEmpty();
    }
}
