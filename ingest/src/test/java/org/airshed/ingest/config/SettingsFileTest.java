package org.airshed.ingest.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.airshed.ingest.quality.ChannelSettings;
import org.airshed.ingest.quality.MetadataSettings;
import org.airshed.ingest.quality.QualitySettings;
import org.airshed.ingest.quality.RuleSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {
    private static final Path SAMPLE = Path.of("src/main/dist/ingest.yaml");

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("ingest.yaml"), text);
    }

    @Test
    void withoutAnySettingsOnlyLoopbackIsListenedOn() throws SettingsException {
        IngestSettings settings = SettingsFile.read(null, new Options());
        assertThat(settings.mqttPort()).isEqualTo(1883);
        assertThat(settings.httpPort()).isEqualTo(8080);
        assertThat(settings.listen()).isEmpty();
        assertThat(settings.influx()).isNull();
        assertThat(settings.acceptProposals()).isFalse();
        assertThat(settings.topics().prefix()).isEqualTo("airshed/1");
        assertThat(settings.dataFolder()).isEqualTo(Path.of("data").toAbsolutePath());
    }

    @Test
    void theShippedSampleSaysTheDefaults() throws Exception {
        IngestSettings settings = SettingsFile.read(SAMPLE, new Options().with("--data", "data", "data"));
        assertThat(settings).isEqualTo(SettingsFile.read(null, new Options()));
    }

    // The comments are the reference: each line that is commented out must be a line that can be written.
    @Test
    void everyLineOfTheShippedSampleCanBeUncommented() throws Exception {
        String text = Files.readString(SAMPLE).replaceAll("(?m)^( *)#([a-z-]+:|  )", "$1$2");
        Files.writeString(folder.resolve("influx.token"), "t");
        IngestSettings settings = SettingsFile.read(file(text), new Options());
        assertThat(settings.dataFolder()).isEqualTo(folder.resolve("data").toAbsolutePath());
        assertThat(settings.listen()).hasSize(2);
        assertThat(settings.listen().get(0).tls()).isInstanceOf(ListenSettings.Tls.SelfSigned.class);
        assertThat(settings.listen().get(1).tls()).isEqualTo(
                new ListenSettings.Tls.Files(folder.resolve("certificate.pem"), folder.resolve("key.pem")));
        assertThat(settings.influx()).isEqualTo(new InfluxTarget(URI.create("http://localhost:8086"), "my-town", "air",
                folder.resolve("influx.token")));
        assertThat(settings.tiles()).isNotNull();
        assertThat(settings.httpNames()).containsExactly("air.example.org");
        IngestSettings standard = SettingsFile.read(null, new Options());
        assertThat(settings.journal()).isEqualTo(standard.journal());
        assertThat(settings.admission()).isEqualTo(standard.admission());
        assertThat(settings.deadLetters()).isEqualTo(standard.deadLetters());
        assertThat(settings.mqtt().receiveMaximum()).isEqualTo(standard.mqtt().receiveMaximum());
        assertThat(settings.mqtt().maxInFlightBytes()).isEqualTo(standard.mqtt().maxInFlightBytes());
        assertThat(settings.mqtt().maxKeepAlive()).isEqualTo(standard.mqtt().maxKeepAlive());
    }

    @Test
    void aNetworkSetsItsOwnLimits() throws Exception {
        QualitySettings quality = SettingsFile.read(file("""
                network:
                  quality:
                    neighbours: {stations: 4}
                    channels: {difference: 7, ratio: 0.4}
                    station: {room-days: 6, room-kelvin: 2, room-humidity: 8, clock: 2m, baseline-weeks: 4}
                """), new Options()).network().quality();
        assertThat(quality.buddies().neighbours()).isEqualTo(4);
        assertThat(quality.channels()).isEqualTo(new ChannelSettings(7, 0.4));
        MetadataSettings usual = MetadataSettings.DEFAULTS;
        assertThat(quality.metadata()).isEqualTo(new MetadataSettings(6, 2, 8, usual.hoursOfDay(),
                Duration.ofMinutes(2), 4, usual.baselineLow(), usual.baselineHigh(), usual.hoursOfWeek()));
        assertThat(RuleSet.of(quality).text()).as("other limits are another rule set")
                .isNotEqualTo(RuleSet.of(QualitySettings.DEFAULTS).text());
    }

    @Test
    void aUsualRangeThatEndsBeforeItBeginsIsToldWithEverythingElse() throws Exception {
        Path file = file("""
                network:
                  quality:
                    pm2_5: {usual-from: 50, usual-to: 10}
                    co2: {usual-from: 900000}
                    no2: {usual-from: -5, usual-to: 40}
                  walk-minutes: never
                """);
        assertThatThrownBy(() -> SettingsFile.read(file, new Options())).isInstanceOf(SettingsException.class)
                .hasMessageContaining(
                        "network.quality.pm2_5.usual-to leaves no usual range: it begins at 50.0 and ends at"
                                + " 10.0")
                .hasMessageContaining("network.quality.co2.usual-from leaves no usual range")
                .hasMessageContaining("network.walk-minutes").hasMessageNotContaining("no2");
    }

    @Test
    void criteriaForCallingAttentionAreNotHeldAgainstYears() throws Exception {
        Path file = file("network: {standards: [who-2021, japan-pm2_5-attention]}");
        assertThatThrownBy(() -> SettingsFile.read(file, new Options())).isInstanceOf(SettingsException.class)
                .hasMessageContaining("knows no 'japan-pm2_5-attention'; there are who-2021");
    }

    @Test
    void everyKeyIsTaken() throws Exception {
        IngestSettings settings = SettingsFile.read(file("""
                data: d
                mqtt: {port: 0, prefix: town/air, max-connections: 5, max-packet: 8KB, receive-maximum: 7,
                  max-unacknowledged: 5MB, max-notice: 2KB, connect-within: 2s, keep-alive-most: 30s, event-loops: 3}
                http: {port: 81, names: [a.example]}
                stations: {accept-proposals: true}
                journal: {max-size: 100MB, segment-size: 10MB}
                admission: {future-bound: 5m, earliest: "2010-01-01T00:00:00Z"}
                dead-letters: {max-size: 20MB, station-size: 1MB}
                """), new Options());
        assertThat(settings.mqtt().maxPacketBytes()).isEqualTo(8192);
        assertThat(settings.mqtt().connectWithin()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.mqtt().eventLoops()).isEqualTo(3);
        assertThat(settings.mqtt().maxConnections()).isEqualTo(5);
        assertThat(settings.journal().maxBytes()).isEqualTo(100L << 20);
        assertThat(settings.admission().earliest()).isEqualTo(Instant.parse("2010-01-01T00:00:00Z"));
        assertThat(settings.deadLetters().stationBytes()).isEqualTo(1 << 20);
        assertThat(settings.acceptProposals()).isTrue();
        assertThat(settings.httpPort()).isEqualTo(81);
    }

    @Test
    void optionsWinOverTheFile() throws Exception {
        Path file = file("mqtt: {port: 1, listen: [{address: '0.0.0.0:1', tls-self-signed: true}]}");
        IngestSettings settings = SettingsFile.read(file, new Options().with("--mqtt", "mqtt.port", "2")
                .with("--listen", SettingsFile.LISTEN, "127.0.0.1:3").with("--data", "data", "here")
                .with("--accept-proposals", "stations.accept-proposals", true));
        assertThat(settings.mqttPort()).isEqualTo(2);
        assertThat(settings.listen()).singleElement()
                .satisfies(one -> assertThat(one.address().getPort()).isEqualTo(3));
        assertThat(settings.dataFolder()).isEqualTo(Path.of("here").toAbsolutePath());
        assertThat(settings.acceptProposals()).isTrue();
    }

    @Test
    void allProblemsAreToldAtOnceEachWithItsKey() throws Exception {
        Path file = file("""
                mqtt: {port: 99999, connect-within: 10, listen: [{address: "0.0.0.0:1883"}, {tls-cert: c.pem}]}
                journal: {max-size: lots}
                influx: {url: "ftp://x", org: o, bucket: b, token-file: nowhere}
                jurnal: {}
                """);
        assertThatThrownBy(() -> SettingsFile.read(file, new Options().with("--http", "http.port", "web")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("mqtt.port must be a whole number from 0 to 65535, not '99999'")
                .hasMessageContaining("mqtt.connect-within must be a time such as")
                .hasMessageContaining("mqtt.listen[0].address 0.0.0.0:1883 can be reached from other machines")
                .hasMessageContaining("mqtt.listen[1].address").hasMessageContaining("journal.max-size must be a size")
                .hasMessageContaining("influx.url must begin with http://")
                .hasMessageContaining("influx.token-file names").hasMessageContaining("jurnal is no setting")
                .hasMessageContaining("--http must be a whole number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:1883", "[::]:1883", "192.0.2.7:1883"})
    void anythingButLoopbackNeedsTls(String address) {
        assertThatThrownBy(() -> SettingsFile.read(null, new Options().with("--listen", SettingsFile.LISTEN, address)))
                .hasMessageContaining("--listen").hasMessageContaining("needs TLS")
                .hasMessageContaining("--tls-self-signed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:0", "[::1]:0"})
    void loopbackDoesNot(String address) throws Exception {
        IngestSettings settings = SettingsFile.read(null, new Options().with("--listen", SettingsFile.LISTEN, address));
        assertThat(settings.listen()).singleElement()
                .satisfies(one -> assertThat(one.tls()).isEqualTo(new ListenSettings.Tls.Off()));
    }

    @Test
    void aFileThatIsNotThereOrNoYamlIsASentence() throws Exception {
        assertThatThrownBy(() -> SettingsFile.read(folder.resolve("none.yaml"), new Options()))
                .hasMessageContaining("there is no settings file");
        assertThatThrownBy(() -> SettingsFile.read(file("mqtt: [\n"), new Options()))
                .hasMessageContaining("is no YAML: line");
        assertThatThrownBy(() -> SettingsFile.read(file("- a\n"), new Options()))
                .hasMessageContaining("must hold keys");
    }
}
