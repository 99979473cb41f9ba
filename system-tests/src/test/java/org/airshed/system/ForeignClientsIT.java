package org.airshed.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.airshed.benchmarks.process.ChildProcess;
import org.airshed.benchmarks.process.JavaCommand;
import org.airshed.benchmarks.server.AirshedIngest;
import org.airshed.benchmarks.server.Http;
import org.airshed.system.ledger.StoredReadings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever has an MQTT client and can type is a station: Mosquitto's own client sends SenML written by hand. */
class ForeignClientsIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String MALFORMED = "this is no SenML";

    @TempDir
    private Path folder = Path.of("");
    private Path mosquittoPub = Path.of("");
    private AirshedIngest ingest;

    @BeforeEach
    void start() {
        mosquittoPub = Needs.tool("mosquitto_pub");
        ingest = AirshedIngest.start(JavaCommand.standard(), folder.resolve("data"));
    }

    @AfterEach
    void stop() {
        ingest.close();
    }

    @ParameterizedTest(name = "MQTT {0}, QoS {1}")
    @CsvSource({"mqttv311, 0", "mqttv311, 1", "mqttv5, 0", "mqttv5, 1"})
    void plainSenmlWrittenByHandIsOnThePage(String version, int qos) {
        String station = "hand-" + version + "-" + qos;
        publish(version, qos, station, """
                [{"n":"co2","u":"ppm","v":612.5},
                 {"n":"bme280-76/temperature","u":"Cel","v":-3.25,"t":1767225600}]""", 0);

        JsonNode items = eventually(station, 2);

        assertThat(items.findValuesAsText("value")).containsExactlyInAnyOrder("612.5", "-3.25");
        assertThat(items.findValuesAsText("property")).containsExactlyInAnyOrder("co2", "temperature");
        assertThat(items.findValuesAsText("sensor")).containsExactlyInAnyOrder("main", "bme280-76");
        // The page draws what this answers.
        assertThat(StoredReadings.json(ingest, "/api/v1/stations").path("items").findValuesAsText("id"))
                .contains(station);
        // Nobody promised anything for QoS 0, and it is counted as such: after it was taken, which a reader may outrun.
        ingest.process().await("the count of what nobody was promised", SOON,
                () -> metric("airshed_mqtt_unpromised") >= (qos == 0 ? 1 : 0));
        assertThat(metric("airshed_mqtt_unpromised")).isEqualTo(qos == 0 ? 1 : 0);
    }

    @Test
    void aMalformedPayloadIsRefusedByItsReasonCountedAndKept() {
        ChildProcess client = publish("mqttv5", 1, "garden-1", MALFORMED, 0);
        // 0x99, payload format invalid
        assertThat(client.output()).contains("153");

        // Counted, and nothing of it is a reading.
        assertThat(metric("airshed_mqtt_refused_payloads")).isEqualTo(1);
        publish("mqttv311", 1, "garden-1", MALFORMED + " either", 0);
        assertThat(metric("airshed_mqtt_refused_payloads")).isEqualTo(2);

        // On disk in the journal since the PUBACK; among the dead letters once delivery has come by.
        ingest.process().await("both dead letters", Duration.ofSeconds(30),
                () -> deadLetters().contains("no SenML either"));
        String list = deadLetters();
        assertThat(list).contains("garden-1", "not-senml");
        ingest.stop();
        ingest.restart();
        ingest.awaitReady();
        assertThat(deadLetters()).isEqualTo(list);
    }

    @Test
    void aBadRecordIsSetAsideAloneAndTheRestIsStored() {
        publish("mqttv5", 1, "garden-2", """
                [{"bn":"garden-2/","bt":1767225600,"n":"main/co2","u":"ppm","v":500},
                 {"n":"main/co2","u":"furlong","v":501,"t":60},
                 {"n":"main/co2","u":"ppm","v":502,"t":120}]""", 0);

        assertThat(eventually("garden-2", 2).findValuesAsText("value")).containsExactly("500", "502");
        assertThat(deadLetters()).contains("garden-2", "unknown-unit");
    }

    private ChildProcess publish(String version, int qos, String station, String payload, int code) {
        List<String> command = new ArrayList<>(List.of(mosquittoPub.toString(), "-d", "-h", "localhost", "-p",
                Integer.toString(ingest.mqttPort()), "-V", version, "-q", Integer.toString(qos), "-t",
                "airshed/1/" + station + "/readings", "-m", payload));
        ChildProcess process = ChildProcess.start("mosquitto_pub", command, folder,
                folder.resolve("mosquitto_pub.log"));
        assertThat(process.waitFor(SOON)).as(process.output()).isEqualTo(code);
        return process;
    }

    private JsonNode eventually(String station, int count) {
        String question = "/api/v1/readings?from=2020-01-01T00:00:00.000Z&to=2099-01-01T00:00:00.000Z&station="
                + station;
        // Unknown (404) until its first reading is stored.
        ingest.process().await(count + " readings of " + station, SOON,
                () -> Http.get(ingest.api(question), Map.of()).status() == 200
                        && StoredReadings.json(ingest, question).path("items").size() >= count);
        JsonNode items = StoredReadings.json(ingest, question).path("items");
        assertThat(items.size()).isEqualTo(count);
        return items;
    }

    private String deadLetters() {
        return Commands.ingest(folder.resolve("commands"), "dead-letters", "--data", ingest.data().toString()).ok()
                .output();
    }

    /** The sum of a counter over its labels. */
    private double metric(String name) {
        return Http.get(ingest.api("/metrics"), Map.of()).ok().lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " ")
                        || line.startsWith(name + "_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }
}
