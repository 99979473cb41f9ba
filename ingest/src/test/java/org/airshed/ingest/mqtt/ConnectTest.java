package org.airshed.ingest.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.airshed.ingest.mqtt.Client.connect;
import static org.airshed.ingest.mqtt.Client.connect311;
import static org.airshed.ingest.mqtt.Client.connect5;
import static org.airshed.ingest.mqtt.Client.packet;
import static org.airshed.ingest.mqtt.Client.publish5;
import static org.airshed.ingest.mqtt.Client.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HexFormat;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.mqtt.MqttCounters.Count;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectTest {
    private static final String GOOD = "[{\"n\":\"co2\",\"v\":415}]";

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

    private static String ascii(String text) {
        return HexFormat.of().formatHex(text.getBytes(UTF_8));
    }

    @Test
    void anMqtt5ClientIsToldWhatIsOfferedAndWhatTimeItIs() {
        try (Client client = bench.local()) {
            client.send(connect5("c1"));
            String connAck = client.received();
            assertThat(connAck).matches("20..0000.*") // CONNACK, no session present, success
                    .contains("210004") // Receive Maximum 4
                    .contains("2401") // Maximum QoS 1
                    .contains("2700002000") // Maximum Packet Size 8192
                    .contains("2501") // Retain Available
                    .contains("2800") // no wildcard subscriptions
                    .contains("2900") // no subscription identifiers
                    .contains("2a00") // no shared subscriptions
                    .contains("26" + text("time") + text("2026-03-01T12:00:00.000Z"));
        }
    }

    @Test
    void anEmptyClientIdIsReplacedOrRefused() {
        try (Client five = bench.local()) {
            five.send(connect5(""));
            assertThat(five.received()).matches("20..0000.*").contains("12" + "0029" + ascii("auto-"));
        }
        try (Client clean = bench.local()) {
            clean.send(connect311(""));
            clean.expect("20020000");
        }
        try (Client lasting = bench.local()) {
            lasting.send(connect(4, "00" /* not clean */, "003c", text("")));
            lasting.expect("20020002"); // identifier rejected
            assertThat(lasting.open()).isFalse();
        }
    }

    @Test
    void aClientIdOfControlBytesOrEndlessLengthIsRefused() {
        for (String id : new String[]{"a\u0007b", "x".repeat(129)}) {
            try (Client five = bench.local()) {
                five.send(connect5(id));
                assertThat(five.received()).matches("20..0085.*");
                assertThat(five.open()).isFalse();
            }
            try (Client three = bench.local()) {
                three.send(connect311(id));
                three.expect("20020002");
                assertThat(three.open()).isFalse();
            }
        }
    }

    @Test
    void otherVersionsAreRefused() {
        try (Client old = bench.local()) {
            old.send(packet(0x10, text("MQIsdp"), "03", "02", "003c", text("c1"))); // MQTT 3.1
            old.expect("20020001"); // unacceptable protocol version
            assertThat(old.open()).isFalse();
        }
        try (Client future = bench.local()) {
            future.send(connect(9, "02", "003c", text("c1")));
            assertThat(future.open()).isFalse();
        }
    }

    @Test
    void enhancedAuthenticationIsRefusedByItsReasonCode() {
        try (Client client = bench.local()) {
            String method = "15" + text("SCRAM");
            client.send(connect(5, "02", "003c", "08" + method + text("c1")));
            assertThat(client.received()).matches("20..008c.*");
        }
    }

    @Test
    void whoeverSaysNothingIsClosedOnADeadline() {
        try (Client client = bench.local()) {
            client.pass(9_999);
            assertThat(client.open()).isTrue();
            client.pass(2);
            assertThat(client.open()).isFalse();
        }
        assertThat(bench.counters.get(Count.CONNECT_TIMEOUTS)).isEqualTo(1);
    }

    @Test
    void anythingBeforeConnectClosesTheConnection() {
        try (Client client = bench.local()) {
            client.send("c000"); // PINGREQ
            assertThat(client.open()).isFalse();
            assertThat(client.received()).isEmpty();
        }
    }

    @Test
    void aSecondConnectIsAProtocolError() {
        try (Client five = bench.local().connected5()) {
            five.send(connect5("c1"));
            assertThat(five.received()).matches("e0..82.*");
            assertThat(five.open()).isFalse();
        }
        try (Client three = bench.local().connected311()) {
            three.send(connect311("c1"));
            assertThat(three.received()).isEmpty();
            assertThat(three.open()).isFalse();
        }
    }

    // Allowed by MQTT 5 section 3.1.4: a client need not wait for the CONNACK.
    @Test
    void whatComesRightBehindTheConnectIsAnsweredAfterTheConnack() {
        try (Client client = bench.local()) {
            client.send(HexFormat.of().formatHex(connect311("c1")), "c000");
            client.expect("20020000" + "d000");
        }
    }

    @Test
    void theOldConnectionIsClosedBeforeTheNewOneIsToldThatItIsConnected() {
        try (Client old = bench.local().connected5(); Client young = bench.local()) {
            young.send(HexFormat.of().formatHex(connect5("c1")), HexFormat.of().formatHex(publish5("x/y", 1, "z")));
            assertThat(young.received()).isEmpty();
            assertThat(old.received()).matches("e0..8e.*"); // session taken over
            assertThat(old.open()).isFalse();
            assertThat(young.received()).matches("20..0000.*4003000187"); // then CONNACK, then what came early
        }
        assertThat(bench.counters.get(Count.TAKEOVERS)).isEqualTo(1);
        assertThat(bench.counters.openSessions()).isZero();
    }

    @Test
    void aClientThatFallsSilentIsClosedAfterOneAndAHalfKeepAlives() {
        try (Client client = bench.local().connected5()) {
            client.pass(80_000);
            client.send("c000");
            client.expect("d000");
            client.pass(89_000);
            assertThat(client.open()).isTrue();
            client.pass(1_100);
            assertThat(client.received()).matches("e0..8d.*"); // keep alive timeout
            assertThat(client.open()).isFalse();
        }
    }

    @Test
    void aClientWithoutKeepAliveIsGivenOne() {
        try (Client client = bench.local()) {
            client.send(connect(5, "02", "0000", "00" + text("c1")));
            assertThat(client.received()).contains("13012c"); // Server Keep Alive 300
        }
    }

    @Test
    void silenceIsNotHeldAgainstAClientThatIsNotReadFrom() {
        try (Client client = bench.local().connected311()) {
            bench.journal.full = true;
            client.send(Client.publish311("airshed/1/atelier-3/readings", 1, GOOD));
            for (int i = 0; i < 40; i++) {
                client.pass(10_000);
            }
            assertThat(client.open()).isTrue();
        }
    }

    @Test
    void aStationMustShowItsSecretWhereTheListenerIsNotTrusted() throws IOException {
        String secret = bench.registry.add(new StationId("atelier-3"));
        String[] wrong = {text("atelier-3") + text("guess"), text("atelier-4") + text(secret), text("") + text(secret)};
        for (String credentials : wrong) {
            try (Client client = bench.stranger()) {
                client.send(connect(5, "c2", "003c", "00" + text("c1") + credentials));
                assertThat(client.received()).matches("20..0086.*"); // bad user name or password
                assertThat(client.open()).isFalse();
            }
            try (Client client = bench.stranger()) {
                client.send(connect(4, "c2", "003c", text("c1") + credentials));
                client.expect("20020004");
            }
        }
        try (Client anonymous = bench.stranger()) {
            anonymous.send(connect5("c1"));
            assertThat(anonymous.received()).matches("20..0086.*");
        }
        assertThat(bench.counters.get(Count.BAD_CREDENTIALS)).isEqualTo(7);
        try (Client station = proven(secret)) {
            assertThat(station.open()).isTrue();
        }
    }

    private Client proven(String secret) {
        Client client = bench.stranger();
        client.send(connect(5, "c2", "003c", "00" + text("c1") + text("atelier-3") + text(secret)));
        assertThat(client.received()).matches("20..0000.*");
        return client;
    }

    @Test
    void aProvenStationSpeaksForItselfOnly() throws IOException {
        try (Client client = proven(bench.registry.add(new StationId("atelier-3")))) {
            client.send(publish5("airshed/1/atelier-4/readings", 1, GOOD));
            client.expect("4003000187");
            client.send(publish5("airshed/1/atelier-4/status", 2, "online"));
            client.expect("4003000287");
            client.send(publish5("airshed/1/atelier-3/readings", 3, GOOD));
            bench.journal.force();
            client.expect("40020003");
            assertThat(bench.journal.frames).hasSize(1);
        }
    }

    @Test
    void aWillIsCheckedLikeAPublish() throws IOException {
        String secret = bench.registry.add(new StationId("atelier-3"));
        String[] topics = {"airshed/1/atelier-4/status", "airshed/1/atelier-3/readings", "$SYS/x", "other"};
        for (String topic : topics) {
            try (Client client = bench.stranger()) {
                client.send(connect(5, "c6" /* user name, password, will, clean */, "003c", "00" + text("c1")
                        + "00" /* will properties */ + text(topic) + text("offline") + text("atelier-3")
                        + text(secret)));
                assertThat(client.received()).matches("20..0087.*"); // not authorized
                assertThat(client.open()).isFalse();
            }
        }
        assertThat(bench.counters.get(Count.DENIED)).isEqualTo(4);
        try (Client client = bench.stranger()) {
            client.send(connect(4, "c6", "003c", text("c1") + text("airshed/1/atelier-4/status") + text("offline")
                    + text("atelier-3") + text(secret)));
            client.expect("20020005"); // not authorized, 3.1.1
        }
        try (Client client = bench.stranger()) {
            client.send(connect(4, "c6", "003c", text("c1") + text("airshed/1/atelier-3/status") + text("offline")
                    + text("atelier-3") + text(secret)));
            client.expect("20020000");
            client.hangUp();
        }
        assertThat(bench.counters.get(Count.WILLS)).isEqualTo(1);
    }

    @Test
    void aWillIsNotSaidForAClientThatSaysGoodbye() {
        for (String goodbye : new String[]{"e000", "e0020400"}) {
            try (Client client = bench.local()) {
                client.send(connect(5, "06", "003c",
                        "00" + text("c1") + "00" + text("airshed/1/atelier-3/status") + text("offline")));
                assertThat(client.received()).matches("20..0000.*");
                client.send(goodbye);
                assertThat(client.open()).isFalse();
            }
        }
        assertThat(bench.counters.get(Count.WILLS)).isEqualTo(1); // the second said "with will" (0x04)
    }

    @Test
    void aRevokedStationIsDisconnectedAndStaysOut() throws IOException {
        StationId id = new StationId("atelier-3");
        String secret = bench.registry.add(id);
        try (Client client = proven(secret); Client local = bench.local().connected5()) {
            bench.registry.revoke(id);
            bench.services.sessions().forEach(SessionHandler::registryChanged);
            assertThat(client.received()).matches("e0..87.*");
            assertThat(client.open()).isFalse();
            local.send(publish5("airshed/1/atelier-3/readings", 1, GOOD));
            local.expect("4003000187"); // not by the back door either
        }
        try (Client again = bench.stranger()) {
            again.send(connect(5, "c2", "003c", "00" + text("c1") + text("atelier-3") + text(secret)));
            assertThat(again.received()).matches("20..0086.*");
        }
    }

    // Otherwise any station could push another one out by borrowing its client id.
    @Test
    void clientIdsOfDifferentStationsDoNotMeet() throws IOException {
        String other = bench.registry.add(new StationId("atelier-4"));
        try (Client first = proven(bench.registry.add(new StationId("atelier-3"))); Client second = bench.stranger()) {
            second.send(connect(5, "c2", "003c", "00" + text("c1") + text("atelier-4") + text(other)));
            assertThat(second.received()).matches("20..0000.*");
            assertThat(first.open()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.7", "::"})
    void noAddressButLoopbackIsListenedOnWithoutTls(String host) {
        assertThatThrownBy(() -> new Listener(new InetSocketAddress(host, 1883), null, "--listen"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("without TLS");
    }
}
