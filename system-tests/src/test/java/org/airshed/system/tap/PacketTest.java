package org.airshed.system.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tap that takes one byte of a packet for another would see losses where there are none, or none where there are. */
class PacketTest {
    @Test
    void aPublishIsReadPastItsProperties() throws IOException {
        Packet packet = whole("32" + "0f" // PUBLISH, QoS 1; 15 bytes follow
                + "0003" + "612f62" // topic a/b
                + "1234" // packet id
                + "03" + "230007" // properties: topic alias 7
                + "68656c6c"); // payload

        assertThat(packet.type()).isEqualTo(Packet.PUBLISH);
        assertThat(packet.asksForAnswer()).isTrue();
        assertThat(packet.packetId()).isEqualTo(0x1234);
        assertThat(packet.payload()).isEqualTo(bytes("68656c6c"));
        assertThat(written(packet.withPayload(bytes("ff"))))
                .isEqualTo("320c" + "0003612f62" + "1234" + "03230007" + "ff");
    }

    @Test
    void aPubAckWithoutReasonCodeSaysSuccess() throws IOException {
        assertThat(whole("4002" + "ffff").reasonCode()).isZero();
        assertThat(whole("4002" + "ffff").packetId()).isEqualTo(65_535);
        assertThat(whole("4003" + "0001" + "99").reasonCode()).isEqualTo(0x99);
    }

    // Section 1.5.5: a length has 7 bits a byte, least significant first.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 119, 120, 16_375, 16_376, 300_000})
    void whatIsWrittenIsReadAgainWhateverItsLength(int payload) throws IOException {
        ByteBuffer content = ByteBuffer.wrap(new byte[payload]);
        Packet packet = whole(written(Packet.publish("a/b", 9, content)));

        assertThat(packet.payload()).isEqualTo(content);
        assertThat(written(packet)).isEqualTo(written(Packet.publish("a/b", 9, content)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "32", "3280", "320f0003612f62"})
    void aStreamThatIsCutOffHasNoMorePacket(String hex) throws IOException {
        assertThat(read(hex)).isNull();
    }

    private static Packet whole(String hex) throws IOException {
        Packet packet = read(hex);
        if (packet == null) {
            throw new AssertionError("no whole packet: " + hex);
        }
        return packet;
    }

    private static @Nullable Packet read(String hex) throws IOException {
        return Packet.read(new ByteArrayInputStream(HexFormat.of().parseHex(hex)));
    }

    private static String written(Packet packet) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        packet.write(out);
        return HexFormat.of().formatHex(out.toByteArray());
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }
}
