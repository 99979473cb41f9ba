package org.airshed.system.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.airshed.benchmarks.server.Http;
import org.airshed.benchmarks.server.Influxd;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Reading;
import org.airshed.contract.wire.SenmlWriter;
import org.airshed.contract.wire.SubmissionHeader;
import org.airshed.ingest.admission.Admission;
import org.airshed.ingest.admission.AdmissionSettings;
import org.airshed.ingest.admission.Sender;
import org.airshed.ingest.admission.SubmissionFrame;
import org.airshed.ingest.deadletter.DeadLetterSettings;
import org.airshed.ingest.deadletter.DeadLetters;
import org.airshed.ingest.delivery.Delivery;
import org.airshed.ingest.series.StationPlace;
import org.airshed.ingest.series.influx.InfluxSettings;
import org.airshed.ingest.series.influx.InfluxStore;
import org.airshed.journal.Journal;
import org.airshed.journal.JournalSettings;
import org.airshed.journal.SegmentJournal;
import org.airshed.journal.disk.FileDisk;
import org.airshed.system.Needs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every query of every dashboard against a real InfluxDB that admission, journal and delivery have filled: none may fail
 * or answer with nothing.
 */
@Timeout(300)
class GrafanaDashboardIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<StationId> STATIONS = List.of(new StationId("atelier-3"), new StationId("school"),
            new StationId("harbour-1"));
    private static final List<String> PROPERTIES = List.of("pm2_5", "co2", "temperature");
    private static final int MINUTES = 180;

    @TempDir
    static Path folder;

    private static @Nullable Influxd influxd;

    @BeforeAll
    static void fillThroughThePipeline() throws Exception {
        Influxd server = Influxd.start(Needs.tool("influxd"), folder);
        influxd = server;
        InstantSource clock = InstantSource.system();
        FileDisk disk = new FileDisk();
        InfluxSettings settings = InfluxSettings.of(URI.create(server.address()), Influxd.ORGANISATION, Influxd.BUCKET,
                server.tokenFile());
        CountDownLatch stored = new CountDownLatch(STATIONS.size() * PROPERTIES.size() * MINUTES);
        try (InfluxStore store = InfluxStore.open(settings, folder.resolve("cursor"), disk, clock);
                Journal journal = SegmentJournal.open(new JournalSettings(folder.resolve("journal"), 1 << 20, 1 << 24,
                        JournalSettings.WhenFull.REFUSE, Duration.ZERO, false, 1 << 18), disk, store.deliveredUpTo());
                DeadLetters letters = DeadLetters.open(folder.resolve("dead-letters"), disk,
                        DeadLetterSettings.STANDARD);
                Delivery delivery = new Delivery(journal, store, letters,
                        readings -> readings.forEach(_ -> stored.countDown()), clock)) {
            submit(journal, clock);
            delivery.start();
            store.publish(places(), clock.millis());
            assertThat(stored.await(120, TimeUnit.SECONDS)).as(() -> delivery.status().toString()).isTrue();
        }
    }

    private static void submit(Journal journal, InstantSource clock) throws IOException {
        Admission admission = new Admission(AdmissionSettings.STANDARD, clock);
        Sender sender = new Sender("mqtt5", "test", "127.0.0.1:1", 1);
        long now = clock.millis() / 60_000 * 60_000;
        for (int minute = MINUTES; minute > 0; minute--) {
            for (StationId station : STATIONS) {
                List<Reading> readings = new ArrayList<>();
                for (String property : PROPERTIES) {
                    readings.add(new Reading(station, new SensorName("sim"), ObservedProperties.of(property),
                            now - minute * 60_000L, 10 + minute % 7));
                }
                journal.append(SubmissionFrame.encode(admission.admit(station, ByteBuffer.wrap(
                        SenmlWriter.write(SenmlWriter.Encoding.CBOR, station, SubmissionHeader.NONE, readings)),
                        sender)));
            }
        }
        journal.commit();
    }

    private static List<StationPlace> places() {
        List<StationPlace> places = new ArrayList<>();
        for (StationId station : STATIONS) {
            places.add(new StationPlace(station, 41.39 + places.size() * 0.01, 2.17, "outdoor"));
        }
        return places;
    }

    @AfterAll
    static void stop() {
        if (influxd != null) {
            influxd.close();
        }
    }

    static Stream<Path> dashboards() {
        return DashboardFiles.dashboards().stream();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyVariableOffersWhatIsThere(Path file) throws IOException {
        for (JsonNode variable : DashboardFiles.read(file).path("templating").path("list")) {
            List<String> values = new ArrayList<>();
            for (JsonNode series : answer(variable.path("query").asText())) {
                int column = series.path("columns").path(0).asText().equals("key") ? 1 : 0;
                series.path("values").forEach(row -> values.add(row.path(column).asText()));
            }
            switch (variable.path("name").asText()) {
                case "station" -> assertThat(values)
                        .containsExactlyInAnyOrderElementsOf(STATIONS.stream().map(StationId::text).toList());
                case "property" -> assertThat(values).containsExactlyInAnyOrderElementsOf(PROPERTIES);
                default -> assertThat(values).as(variable.toString()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyQueryOfEveryPanelAnswersWithValues(Path file) throws IOException {
        long now = System.currentTimeMillis();
        List<String> all = STATIONS.stream().map(StationId::text).toList();
        for (List<String> stations : List.of(all, all.subList(0, 1))) {
            for (String property : PROPERTIES) {
                Interpolation chosen = new Interpolation(Map.of("station", stations, "property", List.of(property)),
                        "1m");
                for (JsonNode panel : DashboardFiles.panels(DashboardFiles.read(file))) {
                    for (JsonNode target : panel.path("targets")) {
                        String query = chosen.query(target.path("query").asText(),
                                now - Duration.ofHours(24).toMillis(), now);
                        JsonNode series = answer(query);
                        assertThat(series.size()).as("series of panel '%s': %s", panel.path("title").asText(), query)
                                .isGreaterThanOrEqualTo(stations.size());
                        assertThat(series).as("values of panel '%s': %s", panel.path("title").asText(), query)
                                .allSatisfy(one -> assertThat(hasValue(one)).isTrue());
                    }
                }
            }
        }
    }

    private static boolean hasValue(JsonNode series) {
        for (JsonNode row : series.path("values")) {
            if (row.path(1).isNumber()) {
                return true;
            }
        }
        return false;
    }

    /** The series of one statement's answer; an error is the test's. */
    private static JsonNode answer(String query) throws IOException {
        Influxd server = influxd;
        if (server == null) {
            throw new IllegalStateException("influxd was not started");
        }
        String body = Http.get(URI.create(server.address() + "/query?epoch=ms&db=" + Influxd.BUCKET + "&q="
                + URLEncoder.encode(query, StandardCharsets.UTF_8)), Map.of("Authorization", "Token " + Influxd.TOKEN))
                .ok();
        JsonNode result = JSON.readTree(body).path("results").path(0);
        assertThat(result.has("error")).as("%s: %s", query, result).isFalse();
        return result.path("series");
    }
}
