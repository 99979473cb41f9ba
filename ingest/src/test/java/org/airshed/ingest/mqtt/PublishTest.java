package org.airshed.ingest.mqtt;

import static org.airshed.ingest.mqtt.Client.packet;
import static org.airshed.ingest.mqtt.Client.publish311;
import static org.airshed.ingest.mqtt.Client.publish5;
import static org.airshed.ingest.mqtt.Client.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.airshed.ingest.admission.SubmissionFrame;
import org.airshed.ingest.mqtt.MqttCounters.Count;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishTest {
    private static final String READINGS = "airshed/1/atelier-3/readings";
    private static final String GOOD = "[{\"n\":\"scd41-62/co2\",\"u\":\"ppm\",\"v\":415,\"t\":0}]";

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

    // The station deletes its copy on PUBACK: one that comes before the force is a loss waiting for a power cut.
    @Test
    void pubackWaitsForTheJournal() throws Exception {
        for (boolean version5 : new boolean[]{false, true}) {
            try (Client client = version5 ? bench.local().connected5() : bench.local().connected311()) {
                client.send(version5 ? publish5(READINGS, 7, GOOD) : publish311(READINGS, 7, GOOD));
                assertThat(client.received()).isEmpty();
                bench.journal.force();
                client.expect("40 02 0007".replace(" ", "")); // PUBACK, length 2, packet id 7
                assertThat(SubmissionFrame.decode(bench.journal.frames.getLast()).readings()).hasSize(1);
            }
        }
        assertThat(bench.counters.get(Count.ACKNOWLEDGED)).isEqualTo(2);
        assertThat(bench.counters.inFlightBytes()).isZero();
    }

    @Test
    void onlyWhatTheForceCoversIsAcknowledged() {
        try (Client client = bench.local().connected311()) {
            client.send(publish311(READINGS, 1, GOOD));
            client.send(publish311(READINGS, 2, GOOD));
            client.send(publish311(READINGS, 3, GOOD));
            bench.journal.force(16); // frames of the manual journal end at 8, 16, 24
            client.expect("40020001" + "40020002");
            bench.journal.force(24);
            client.expect("40020003");
        }
    }

    // MQTT-4.6.0-2: PUBACKs in the order of the publishes, even where a later one would be ready sooner.
    @Test
    void acknowledgementsKeepTheOrderOfReceipt() {
        try (Client client = bench.local().connected5()) {
            client.send(publish5(READINGS, 1, GOOD));
            client.send(publish5("other/topic", 2, "x"));
            assertThat(client.received()).isEmpty(); // the refusal of 2 is ready, 1 is not
            bench.journal.force();
            client.expect("40020001" + "4003000287"); // 0x87: not authorized
        }
    }

    @Test
    void aPayloadThatIsNoSenmlIsAnsweredOnceItsDeadLetterIsOnDisk() throws Exception {
        try (Client five = bench.local().connected5()) {
            five.send(publish5(READINGS, 5, "hello"));
            assertThat(five.received()).isEmpty();
            bench.journal.force();
            five.expect("40 03 0005 99".replace(" ", "")); // 0x99: payload format invalid
        }
        try (Client three = bench.local().connected311()) {
            three.send(publish311(READINGS, 6, "hello"));
            assertThat(three.received()).isEmpty();
            bench.journal.force();
            three.expect("40020006");
        }
        assertThat(bench.journal.frames).hasSize(2);
        assertThat(SubmissionFrame.decode(bench.journal.frames.getFirst()).wholeRefused()).isTrue();
        assertThat(bench.counters.get(Count.REFUSED_PAYLOADS)).isEqualTo(2);
    }

    @Test
    void qosZeroIsTakenAndPromisedNothing() {
        try (Client client = bench.local().connected311()) {
            client.send(packet(0x30, text(READINGS), "5b5d" /* [] */));
            bench.journal.force();
            assertThat(client.received()).isEmpty();
        }
        assertThat(bench.journal.frames).hasSize(1);
        assertThat(bench.counters.get(Count.UNPROMISED)).isEqualTo(1);
        assertThat(bench.counters.inFlightBytes()).isZero();
    }

    @Test
    void qosTwoClosesTheConnection() {
        try (Client three = bench.local().connected311()) {
            three.send(packet(0x34, text(READINGS), "0001", "5b5d"));
            assertThat(three.open()).isFalse();
            assertThat(three.received()).isEmpty();
        }
        try (Client five = bench.local().connected5()) {
            five.send(packet(0x34, text(READINGS), "0001", "00", "5b5d"));
            assertThat(five.received()).startsWith("e0").matches("e0..9b.*"); // DISCONNECT, QoS not supported
            assertThat(five.open()).isFalse();
        }
        assertThat(bench.journal.frames).isEmpty();
        assertThat(bench.counters.get(Count.QOS_2)).isEqualTo(2);
    }

    @Test
    void aTopicOfNobodyIsDeniedAndNeverReachesTheJournal() {
        for (String topic : List.of("$SYS/broker", "airshed/1/atelier-3/settings", "airshed/1/atelier-3/readings/x",
                "airshed/2/atelier-3/readings", "airshed/1/UPPER/readings", "airshed/1//readings")) {
            try (Client five = bench.local().connected5()) {
                five.send(publish5(topic, 9, GOOD));
                five.expect("4003000987");
                assertThat(five.open()).isTrue();
            }
            try (Client three = bench.local().connected311()) {
                three.send(publish311(topic, 9, GOOD));
                assertThat(three.open()).isFalse(); // 3.1.1 has no way to say no
                assertThat(three.received()).isEmpty();
            }
        }
        assertThat(bench.journal.frames).isEmpty();
        assertThat(bench.counters.get(Count.DENIED)).isEqualTo(12);
    }

    @Test
    void readingStopsAtTheInFlightBoundAndGoesOnAfterTheForce() {
        try (Client client = bench.local().connected311()) {
            for (int id = 1; id <= 4; id++) {
                client.send(publish311(READINGS, id, GOOD));
            }
            assertThat(client.reads()).isTrue();
            client.send(publish311(READINGS, 5, GOOD)); // the bound of the bench is 4
            assertThat(client.reads()).isFalse();
            assertThat(bench.counters.get(Count.PAUSES)).isEqualTo(1);
            bench.journal.force();
            assertThat(client.received()).hasSize(5 * 8);
            assertThat(client.reads()).isTrue();
        }
    }

    @Test
    void anMqtt5ClientThatIgnoresReceiveMaximumIsDisconnected() {
        try (Client client = bench.local().connected5()) {
            for (int id = 1; id <= 5; id++) {
                client.send(publish5(READINGS, id, GOOD));
            }
            assertThat(client.received()).matches("e0..93.*");
            assertThat(client.open()).isFalse();
        }
        assertThat(bench.counters.inFlightBytes()).isZero();
    }

    @Test
    void oneConnectionThatFillsTheSharedBoundStopsTheOthersToo() throws IOException {
        MqttSettings narrow = new MqttSettings(List.of(), 1, 10, 256, 100, 256, 512, Duration.ofSeconds(10),
                Duration.ofMinutes(5));
        Path other = folder.resolve("narrow");
        try (Bench tight = new Bench(other, narrow);
                Client busy = tight.local().connected311();
                Client idle = tight.local()) {
            for (int id = 1; id <= 8; id++) {
                busy.send(publish311(READINGS, id, GOOD));
            }
            assertThat(tight.counters.inFlightBytes()).isGreaterThan(256);
            idle.send(Client.connect311("c2"));
            assertThat(idle.reads()).isFalse();
            tight.journal.force();
            busy.received();
            idle.pass(60);
            assertThat(busy.reads()).isTrue();
            assertThat(idle.reads()).isTrue();
        }
    }

    @Test
    void aFullJournalStopsReadingAndLosesNothingOfWhatWasRead() {
        try (Client client = bench.local().connected5()) {
            bench.journal.full = true;
            client.send(publish5(READINGS, 1, GOOD));
            client.send(publish5(READINGS, 2, GOOD)); // was in the same read buffer, say
            assertThat(client.reads()).isFalse();
            assertThat(bench.services.intake().trouble()).contains("full");
            client.pass(200);
            assertThat(client.received()).isEmpty();
            assertThat(client.reads()).isFalse();

            bench.journal.full = false;
            client.pass(60);
            assertThat(bench.journal.frames).hasSize(2);
            assertThat(client.reads()).isTrue();
            bench.journal.force();
            client.expect("40020001" + "40020002");
            assertThat(bench.services.intake().trouble()).isNull();
        }
        assertThat(bench.counters.get(Count.STALLS)).isEqualTo(1);
    }

    @Test
    void aFailedJournalAcknowledgesNothingEver() {
        try (Client client = bench.local().connected5()) {
            client.send(publish5(READINGS, 1, GOOD));
            bench.journal.fail();
            client.send(publish5(READINGS, 2, GOOD));
            client.pass(1000);
            assertThat(client.received()).isEmpty();
            assertThat(client.reads()).isFalse();
            assertThat(bench.services.intake().trouble()).contains("failed");
        }
    }

    @Test
    void aStatusIsAcknowledgedOnlyOnceItIsKept() {
        try (Client client = bench.local().connected5()) {
            client.send(publish5("airshed/1/atelier-3/status", 1, "online"));
            bench.journal.force(); // the journal has nothing to do with it; the board of this bench keeps nothing
            client.pass(100);
            assertThat(client.received()).isEmpty();
        }
    }

    @Test
    void anOversizedNoticeIsRefusedByItsReasonCode() {
        try (Client client = bench.local().connected5()) {
            client.send(publish5("airshed/1/atelier-3/info", 1, "x".repeat(513)));
            client.expect("4003000197"); // 0x97: quota exceeded
        }
        assertThat(bench.counters.get(Count.OVERSIZED_NOTICES)).isEqualTo(1);
    }

    @Test
    void aTopicAliasThatWasNotOfferedIsAProtocolError() {
        try (Client client = bench.local().connected5()) {
            client.send(packet(0x32, text(READINGS), "0001", "03" /* property length */, "230001" /* topic alias 1 */,
                    "5b5d"));
            assertThat(client.received()).matches("e0..94.*");
            assertThat(client.open()).isFalse();
        }
    }
}
