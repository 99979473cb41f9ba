package org.airshed.ingest.mqtt;

import static org.airshed.ingest.mqtt.Client.connect311;
import static org.airshed.ingest.mqtt.Client.connect5;
import static org.airshed.ingest.mqtt.Client.packet;
import static org.airshed.ingest.mqtt.Client.publish311;
import static org.airshed.ingest.mqtt.Client.publish5;
import static org.airshed.ingest.mqtt.Client.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.airshed.ingest.mqtt.MqttCounters.Count;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MalformedTest {
    private static final String READINGS = "airshed/1/atelier-3/readings";

    @TempDir
    Path folder;
    private Bench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws IOException {
        bench.close();
    }

    @Test
    void aPacketOverTheSizeBoundIsNotBuffered() {
        try (Client five = bench.local().connected5()) {
            five.send("32", "808004" /* remaining length 65,536: the bound is 8,192 */, "0001");
            assertThat(five.received()).matches("e0..95.*"); // packet too large
            assertThat(five.open()).isFalse();
        }
        try (Client three = bench.local().connected311()) {
            three.send("32", "ffffff7f" /* 256 MB */, "0001");
            assertThat(three.open()).isFalse();
        }
    }

    @Test
    void bytesThatAreNoMqttAreAnsweredWithMalformedPacket() {
        try (Client five = bench.local().connected5()) {
            five.send("32", "ffffffff7f"); // a length of five bytes
            assertThat(five.received()).matches("e0..81.*");
            assertThat(five.open()).isFalse();
        }
        try (Client three = bench.local()) {
            three.send("474554202f20485454502f312e310d0a0d0a"); // GET / HTTP/1.1
            assertThat(three.open()).isFalse();
        }
        assertThat(bench.counters.get(Count.MALFORMED)).isEqualTo(2);
    }

    @Test
    void aPublishWithAWildcardTopicIsMalformed() {
        try (Client five = bench.local().connected5()) {
            five.send(publish5("airshed/1/+/readings", 1, "[]"));
            assertThat(five.received()).matches("e0..81.*");
        }
        assertThat(bench.journal.frames).isEmpty();
    }

    @Test
    void packetsThatOnlyAServerSendsCloseTheConnection() {
        for (String packet : new String[]{"20020000", "d000", "40020001", "50020001", "62020001", "70020001"}) {
            try (Client client = bench.local().connected311()) {
                client.send(packet);
                assertThat(client.open()).as(packet).isFalse();
            }
        }
    }

    @Test
    void fragmentsOfAnySizeMakeTheSamePackets() {
        byte[] stream = join(List.of(connect311("c1"), publish311(READINGS, 1, "[{\"n\":\"co2\",\"v\":400}]"),
                packet(0xc0), publish311(READINGS, 2, "[{\"n\":\"co2\",\"v\":401}]")));
        for (int size = 1; size <= stream.length; size += 3) {
            try (Client client = bench.local()) {
                for (int at = 0; at < stream.length; at += size) {
                    client.channel.writeInbound(Unpooled.copiedBuffer(stream, at, Math.min(size, stream.length - at)));
                }
                bench.journal.force();
                assertThat(client.received()).as("fragments of %d bytes", size)
                        .isEqualTo("20020000" + "d000" + "40020001" + "40020002");
            }
        }
    }

    /**
     * Whatever comes: no exception leaves the pipeline, no buffer leaks, and a connection either goes on or is closed.
     * {@code -Dmqtt.fuzz.rounds=} makes it longer; the seed is in every message.
     */
    @Test
    void noSequenceOfBytesBreaksTheServer() throws IOException {
        int rounds = Integer.getInteger("mqtt.fuzz.rounds", 3000);
        for (int seed = 0; seed < rounds; seed++) {
            Random random = new Random(seed);
            try (Client client = random.nextBoolean() ? bench.local() : bench.stranger()) {
                String what = "seed " + seed;
                for (byte[] part : conversation(random)) {
                    int at = 0;
                    while (at < part.length && client.open()) {
                        int size = 1 + random.nextInt(part.length - at);
                        client.channel.writeInbound(Unpooled.copiedBuffer(part, at, size));
                        at += size;
                    }
                    bench.journal.full = random.nextInt(8) == 0;
                    if (random.nextBoolean()) {
                        bench.journal.force();
                    }
                    if (random.nextInt(4) == 0) {
                        client.pass(random.nextInt(20_000));
                    }
                }
                bench.journal.full = false;
                client.channel.checkException();
                client.hangUp();
                client.received();
                assertThat(client.open()).as(what).isFalse();
                assertThat(client.heldBytes()).as(what + ": bytes that nobody released").isZero();
                assertThat(bench.counters.get(Count.ERRORS)).as(what + ": errors of ours").isZero();
            }
            bench.journal.frames.clear();
        }
        assertThat(bench.counters.inFlightBytes()).isZero();
        assertThat(bench.counters.openSessions()).isZero();
        // That the fuzzer gets past the door: otherwise it proves nothing about the session.
        assertThat(bench.counters.get(Count.SESSIONS)).isGreaterThan(rounds / 10);
        assertThat(bench.counters.get(Count.PUBLISHES)).isGreaterThan(rounds / 10);
    }

    private static List<byte[]> conversation(Random random) {
        List<byte[]> parts = new ArrayList<>();
        boolean five = random.nextBoolean();
        parts.add(five ? connect5("c" + random.nextInt(3)) : connect311("c" + random.nextInt(3)));
        int packets = random.nextInt(8);
        for (int i = 0; i < packets; i++) {
            String payload = random.nextBoolean() ? "[{\"n\":\"co2\",\"v\":400}]" : "[{\"n\":";
            parts.add(switch (random.nextInt(7)) {
                case 0, 1, 2 ->
                    five ? publish5(READINGS, 1 + random.nextInt(9), payload) : publish311(READINGS, 1 + i, payload);
                case 3 -> packet(0x30, text(READINGS), five ? "00" : "", "5b5d");
                case 4 -> packet(0x82, "0001", five ? "00" : "", text("airshed/1/atelier-3/settings"), "00");
                case 5 -> packet(0xc0);
                default -> five ? publish5("airshed/1/atelier-3/status", 1 + i, "online") : packet(0xe0);
            });
        }
        for (int i = 0; i < parts.size(); i++) {
            if (random.nextInt(3) == 0) {
                parts.set(i, mutated(parts.get(i), random));
            }
        }
        return parts;
    }

    private static byte[] mutated(byte[] packet, Random random) {
        byte[] copy = packet.clone();
        switch (random.nextInt(4)) {
            case 0 -> copy[random.nextInt(copy.length)] = (byte) random.nextInt();
            case 1 -> {
                for (int i = 0; i < 3; i++) {
                    copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            case 2 -> {
                return Arrays.copyOf(copy, 1 + random.nextInt(copy.length));
            }
            default -> {
                byte[] noise = new byte[1 + random.nextInt(200)];
                random.nextBytes(noise);
                return noise;
            }
        }
        return copy;
    }

    private static byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.forEach(out::writeBytes);
        return out.toByteArray();
    }
}
