package org.airshed.ingest.mqtt;

import static org.airshed.ingest.mqtt.Client.connect;
import static org.airshed.ingest.mqtt.Client.packet;
import static org.airshed.ingest.mqtt.Client.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.airshed.contract.id.StationId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubscribeTest {
    @TempDir
    Path folder;
    private Bench bench;
    private String secret;

    @BeforeEach
    void open() throws IOException {
        bench = new Bench(folder);
        secret = bench.registry.add(new StationId("atelier-3"));
    }

    @AfterEach
    void close() throws IOException {
        bench.close();
    }

    private Client station() {
        Client client = bench.stranger();
        client.send(connect(5, "c2", "003c", "00" + text("c1") + text("atelier-3") + text(secret)));
        client.received();
        return client;
    }

    @Test
    void aStationSubscribesToItsOwnSettingsAndCommandsOnly() {
        try (Client client = station()) {
            client.send(packet(0x82, "0001" /* packet id */, "00" /* no properties */,
                    text("airshed/1/atelier-3/settings"), "01", // granted, with QoS 0
                    text("airshed/1/atelier-3/command"), "00", // granted
                    text("airshed/1/atelier-4/settings"), "00", // not authorized
                    text("airshed/1/atelier-3/readings"), "00", // not authorized: goes up
                    text("$SYS/#"), "00", // wildcard
                    text("airshed/1/+/settings"), "00", // wildcard
                    text("$share/g/airshed/1/atelier-3/settings"), "00")); // shared
            client.expect("90" + "0a" + "0001" + "00" + "00" + "00" + "87" + "87" + "a2" + "a2" + "9e");
        }
    }

    @Test
    void mqtt311KnowsOnlyOneRefusal() {
        try (Client client = bench.local().connected311()) {
            client.send(packet(0x82, "0001", text("airshed/1/atelier-3/settings"), "01", text("#"), "00"));
            client.expect("90" + "04" + "0001" + "00" + "80");
        }
    }

    @Test
    void unsubscribingSaysWhetherThereWasASubscription() {
        try (Client client = station()) {
            client.send(packet(0x82, "0001", "00", text("airshed/1/atelier-3/command"), "00"));
            client.received();
            client.send(packet(0xa2, "0002", "00", text("airshed/1/atelier-3/command"), text("other")));
            client.expect("b0" + "05" + "0002" + "00" + "00" + "11"); // success, no subscription existed
        }
    }

    @Test
    void aSubscriptionIdentifierThatWasNotOfferedIsAProtocolError() {
        try (Client client = station()) {
            client.send(packet(0x82, "0001", "02" /* property length */, "0b01" /* identifier 1 */,
                    text("airshed/1/atelier-3/command"), "00"));
            assertThat(client.received()).matches("e0..a1.*");
            assertThat(client.open()).isFalse();
        }
    }

    @Test
    void subscriptionsOfOneConnectionAreBounded() {
        try (Client client = bench.local().connected5()) {
            for (int i = 0; i < MqttSettings.MAX_SUBSCRIPTIONS; i++) {
                client.send(packet(0x82, "0001", "00", text("airshed/1/station-" + i + "/command"), "00"));
            }
            client.received();
            client.send(packet(0x82, "0001", "00", text("airshed/1/one-too-many/command"), "00"));
            client.expect("9004" + "0001" + "00" + "97"); // quota exceeded
        }
    }
}
