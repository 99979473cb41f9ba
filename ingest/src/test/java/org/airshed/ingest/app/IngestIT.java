package org.airshed.ingest.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.config.Options;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.registry.Registry;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole ingest tier on loopback, with foreign clients. */
class IngestIT {
    private static final long PATIENCE_MILLIS = 20_000;
    private static final String READINGS = "airshed/1/atelier-3/readings";

    @TempDir
    Path folder;

    private static MqttAsyncClient connect(int port, String id, MqttConnectionOptions options) throws MqttException {
        MqttAsyncClient client = new MqttAsyncClient(
                (options.getSocketFactory() == null ? "tcp" : "ssl") + "://127.0.0.1:" + port, id,
                new MemoryPersistence());
        client.connect(options).waitForCompletion(PATIENCE_MILLIS);
        return client;
    }

    private static MqttConnectionOptions options() {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setAutomaticReconnect(false);
        options.setHttpsHostnameVerificationEnabled(false); // the pin is what counts
        return options;
    }

    private static int publish(MqttAsyncClient client, String topic, String payload) throws MqttException {
        IMqttToken token = client.publish(topic, new MqttMessage(payload.getBytes(UTF_8), 1, false, null));
        token.waitForCompletion(PATIENCE_MILLIS);
        return token.getReasonCodes()[0] & 0xff;
    }

    private static String co2(double value) {
        return "[{\"n\":\"scd41-62/co2\",\"u\":\"ppm\",\"v\":" + value + ",\"t\":" + Instant.now().getEpochSecond()
                + "}]";
    }

    @Test
    void aReadingTravelsToThePageAndOutlivesARestart() throws Exception {
        try (RunningIngest server = RunningIngest.plain(folder)) {
            MqttConnectionOptions options = options();
            options.setWill("airshed/1/atelier-3/status", new MqttMessage("offline".getBytes(UTF_8), 1, true, null));
            MqttAsyncClient client = connect(server.mqttPort(), "atelier-3", options);
            assertThat(publish(client, "airshed/1/atelier-3/status", "online")).isZero();
            assertThat(publish(client, "airshed/1/atelier-3/info", """
                    {"name": "Window", "place": {"latitude": 41.4, "longitude": 2.2, "environment": "outdoor"}}"""))
                    .isZero();
            assertThat(publish(client, READINGS, co2(415))).isZero();
            server.await("/api/v1/stations/atelier-3/latest", answer -> answer.contains("415"));
            assertThat(server.get("/api/v1/stations")).contains("atelier-3", "Window", "online")
                    .doesNotContain("41.4,");
            client.disconnectForcibly(0, 100, false);
            client.close(true);
            server.await("/api/v1/stations", answer -> answer.contains("offline")); // the will
            assertThat(server.get("/health/ready")).doesNotContain("false");
            assertThat(server.get("/metrics")).contains("airshed_mqtt_acknowledged_total 3.0",
                    "airshed_mqtt_wills_total 1.0", "airshed_delivery_stored_total 1.0");
        }
        try (RunningIngest again = RunningIngest.plain(folder)) {
            again.await("/api/v1/stations/atelier-3/latest", answer -> answer.contains("415"));
        }
    }

    @Test
    void anMqtt5ClientIsToldWhatWasWrong() throws Exception {
        try (RunningIngest server = RunningIngest.plain(folder)) {
            MqttAsyncClient client = connect(server.mqttPort(), "c1", options());
            assertThat(publish(client, READINGS, "this is no SenML")).isEqualTo(0x99);
            assertThat(publish(client, "airshed/1/atelier-3/settings", "{}")).isEqualTo(0x87);
            assertThat(publish(client, READINGS, co2(420))).isZero();
            StringWriter out = new StringWriter();
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (!out.toString().contains("this is no SenML") && System.nanoTime() < end) {
                out = new StringWriter();
                IngestMain.run(new PrintWriter(out, true), new PrintWriter(System.err, true, UTF_8), "dead-letters",
                        "--data", folder.toString());
                TimeUnit.MILLISECONDS.sleep(20); // a poll: delivery brings the letter some time after the PUBACK
            }
            assertThat(out.toString()).contains("this is no SenML", "atelier-3", "mqtt5 c1 127.0.0.1:");
            client.disconnect().waitForCompletion(PATIENCE_MILLIS);
            client.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqttv311", "mqttv5"})
    void mosquittoPubSendsPlainSenmlByHand(String version) throws Exception {
        assumeTrue(RunningIngest.has("mosquitto_pub"),
                "mosquitto_pub is not installed; scripts/install-test-tools.sh installs it");
        try (RunningIngest server = RunningIngest.plain(folder)) {
            RunningIngest.Ran sent = RunningIngest.run("mosquitto_pub", "-V", version, "-h", "127.0.0.1", "-p",
                    "" + server.mqttPort(), "-q", "1", "-t", "airshed/1/garden/readings", "-m",
                    "[{\"n\":\"pm2_5\",\"u\":\"ug/m3\",\"v\":7.25}]");
            assertThat(sent.output()).isEmpty();
            assertThat(sent.code()).isZero();
            assertThat(server.await("/api/v1/stations/garden/latest", answer -> answer.contains("7.25")))
                    .contains("pm2_5");
            RunningIngest.Ran bad = RunningIngest.run("mosquitto_pub", "-V", version, "-h", "127.0.0.1", "-p",
                    "" + server.mqttPort(), "-q", "1", "-t", "airshed/1/garden/readings", "-m", "7.25 ug/m3");
            if (version.equals("mqttv5")) {
                assertThat(bad.output()).containsIgnoringCase("payload format invalid");
            } else {
                assertThat(bad.code()).isZero(); // 3.1.1 cannot say it; the dead letter does
            }
            server.await("/metrics", answer -> answer.contains("airshed_mqtt_refused_payloads_total 1.0"));
        }
    }

    @Test
    void aStationSubscribesToItsSettingsAndGetsThem() throws Exception {
        try (RunningIngest server = RunningIngest.withTls(folder)) {
            String secret = added("atelier-3");
            MqttAsyncClient client = connectSoon(server, "atelier-3", secret);
            CompletableFuture<String> got = new CompletableFuture<>();
            client.setCallback(new Arrivals(got));
            client.subscribe("airshed/1/atelier-3/settings", 1).waitForCompletion(PATIENCE_MILLIS);
            assertThat(got).isNotDone(); // nothing set yet
            try (var database = Database.open(folder)) { // the command line, say
                Registry.open(database, InstantSource.system()).keepSettings(
                        new StationId("atelier-3"), "{\"averaging_s\": 60}".getBytes(UTF_8));
            }
            assertThat(got.get(20, TimeUnit.SECONDS)).isEqualTo("{\"averaging_s\": 60}");
            client.disconnect().waitForCompletion(PATIENCE_MILLIS);
            client.close();
        }
    }

    private String added(String station) {
        StringWriter out = new StringWriter();
        int code = IngestMain.run(new PrintWriter(out, true), new PrintWriter(System.err, true, UTF_8), "station",
                "add",
                station, "--data", folder.toString());
        assertThat(code).isZero();
        return out.toString().replaceAll("(?s).*secret: \"([a-z2-7]{32})\".*", "$1");
    }

    private static MqttConnectionOptions proven(RunningIngest server, String station, String secret) throws Exception {
        MqttConnectionOptions options = options();
        options.setSocketFactory(PinnedServer.sockets(server.ingest.fingerprints().getFirst()));
        options.setUserName(station);
        options.setPassword(secret.getBytes(UTF_8));
        return options;
    }

    /** Connecting with a secret that was added a moment ago: the running tier takes notice within a second. */
    private static MqttAsyncClient connectSoon(RunningIngest server, String station, String secret) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            try {
                return connect(server.tlsPort(), station, proven(server, station, secret));
            } catch (MqttException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    @Test
    void aStationElsewhereShowsItsSecretAndSpeaksForItself() throws Exception {
        try (RunningIngest server = RunningIngest.withTls(folder)) {
            String secret = added("atelier-3");
            MqttAsyncClient client = connectSoon(server, "atelier-3", secret);
            assertThat(publish(client, READINGS, co2(430))).isZero();
            assertThat(publish(client, "airshed/1/atelier-4/readings", co2(431))).isEqualTo(0x87);
            server.await("/api/v1/stations/atelier-3/latest", answer -> answer.contains("430"));
            assertThat(server.get("/api/v1/stations/atelier-4")).contains("404");

            assertThatThrownBy(() -> connect(server.tlsPort(), "x", proven(server, "atelier-3", "guess")))
                    .isInstanceOf(MqttException.class);
            MqttConnectionOptions other = proven(server, "atelier-3", secret);
            other.setSocketFactory(PinnedServer.sockets("sha256:" + "0".repeat(64)));
            assertThatThrownBy(() -> connect(server.tlsPort(), "x", other)).isInstanceOf(MqttException.class);
            assertThatThrownBy(() -> connect(server.tlsPort(), "x", options())).isInstanceOf(MqttException.class);
            assertThat(client.isConnected()).isTrue();

            CompletableFuture<Integer> closed = new CompletableFuture<>();
            client.setCallback(new Farewells(closed));
            IngestMain.run(new PrintWriter(new StringWriter()), new PrintWriter(System.err, true, UTF_8), "station",
                    "revoke", "atelier-3", "--data", folder.toString());
            assertThat(closed.get(20, TimeUnit.SECONDS)).isEqualTo(0x87);
            assertThatThrownBy(() -> connect(server.tlsPort(), "x", proven(server, "atelier-3", secret)))
                    .isInstanceOf(MqttException.class);
            client.close(true);
        }
    }

    @Test
    void mosquittoPubSendsByTls() throws Exception {
        assumeTrue(RunningIngest.has("mosquitto_pub"),
                "mosquitto_pub is not installed; scripts/install-test-tools.sh installs it");
        String secret = added("garden"); // before the start, so that it is known at once
        try (RunningIngest server = RunningIngest.withTls(folder)) {
            String certificate = folder.resolve("tls/certificate.pem").toString();
            RunningIngest.Ran sent = RunningIngest.run("mosquitto_pub", "-h", "localhost", "-p", "" + server.tlsPort(),
                    "--cafile", certificate, "-u", "garden", "-P", secret, "-q", "1", "-t",
                    "airshed/1/garden/readings", "-m", "[{\"n\":\"co2\",\"u\":\"ppm\",\"v\":512.5}]");
            assertThat(sent.output()).isEmpty();
            assertThat(sent.code()).isZero();
            server.await("/api/v1/stations/garden/latest", answer -> answer.contains("512.5"));
            RunningIngest.Ran refused = RunningIngest.run("mosquitto_pub", "-h", "localhost", "-p",
                    "" + server.tlsPort(), "--cafile", certificate, "-u", "garden", "-P", "wrong", "-q", "1", "-t",
                    "airshed/1/garden/readings", "-m", "[]");
            assertThat(refused.code()).isNotZero();
        }
    }

    @Test
    void aTakenPortAndALockedFolderAreSentences() throws Exception {
        try (RunningIngest server = RunningIngest.plain(folder);
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> RunningIngest.plain(folder))
                    .hasMessageContaining("is in use by another ingest tier")
                    .hasMessageContaining("--data");
            Path second = folder.resolve("second");
            String port = "" + taken.getLocalPort();
            assertThatThrownBy(() -> new RunningIngest(second,
                    new Options().with("--listen", "mqtt.listen[0].address", "127.0.0.1:" + port)))
                    .hasMessageContaining("port " + port + " is taken").hasMessageContaining("--listen");
            StringWriter err = new StringWriter();
            assertThat(
                    IngestMain.run(new PrintWriter(new StringWriter()), new PrintWriter(err, true), "ingest", "--data",
                            second.toString(), "--mqtt", "0", "--http", port))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("port " + port + " is taken", "--http");
            // What failed to start has given everything back.
            try (RunningIngest third = RunningIngest.plain(second)) {
                assertThat(third.mqttPort()).isPositive().isNotEqualTo(server.mqttPort());
            }
        }
    }
}
