package org.airshed.edge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.airshed.contract.wire.SenmlWriter.Encoding;
import org.airshed.edge.sensor.SensorAddress;
import org.airshed.edge.spool.SpoolSettings;
import org.airshed.edge.uplink.TlsSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    private static final String LEAST = """
            stations:
              - id: my-station
                connection:
                  host: localhost
                sensors:
                  - chip: scd41
            """;

    @TempDir
    Path folder;

    @Test
    void theSampleThatIsShippedIsRead() throws SettingsException {
        AgentSettings settings = SettingsFile.read(Path.of("src/main/dist/agent.yaml"));
        assertThat(settings.data()).isEqualTo(Path.of("/var/lib/airshed"));
        StationSettings station = settings.stations().getFirst();
        assertThat(station.sensors()).extracting(sensor -> sensor.name().text()).containsExactly("scd41-62",
                "bme280-76", "pms5003-ttyama0");
        assertThat(station.place()).isNotNull();
    }

    @Test
    void everyKeyOfTheSampleThatIsCommentedOutIsAKeyToo() throws Exception {
        // Takes the comment sign from every line that is a key, where that does not contradict another one.
        String sample = Files.readString(Path.of("src/main/dist/agent.yaml"))
                .replaceAll("(?m)^( *)#( *[a-z-]+: .*)$", "$1$2").replaceAll("(?m)^( *)#(tls:|simulation:)$", "$1$2")
                .replaceAll("(?m)^ *(ca-file|public|secret-file): .*$", "")
                .replaceAll("(?ms)^ *simulation:.*", "");
        AgentSettings settings = read(sample);
        assertThat(settings.trustClock()).isFalse();
        assertThat(settings.stations().getFirst().connection().tls()).isInstanceOf(TlsSettings.Pinned.class);
    }

    @Test
    void whatIsNotWrittenHasItsDefault() throws Exception {
        StationSettings station = read(LEAST).stations().getFirst();
        assertThat(station.id().text()).isEqualTo("my-station");
        assertThat(station.averaging()).isEqualTo(Duration.ofMinutes(1));
        assertThat(station.spool()).isEqualTo(new StationSettings.SpoolLimits(SpoolSettings.DEFAULT_MAX_BYTES,
                Duration.ofSeconds(10)));
        assertThat(station.connection().port()).isEqualTo(1883);
        assertThat(station.connection().tls()).isEqualTo(new TlsSettings.Off());
        assertThat(station.connection().encoding()).isEqualTo(Encoding.CBOR);
        assertThat(station.connection().secret()).isNull();
        assertThat(station.place()).isNull();
        assertThat(station.simulation()).isNull();
        SensorSettings sensor = station.sensors().getFirst();
        assertThat(sensor.address()).isEqualTo(new SensorAddress.I2c(1, 0x62));
        assertThat(sensor.interval()).isNull();
    }

    @Test
    void everyKeyIsRead() throws Exception {
        Path secret = Files.writeString(folder.resolve("s"), "s3cret\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        AgentSettings settings = read(
                """
                        data: kept
                        clock: trust
                        stations:
                          - id: a-station
                            name: Number one
                            connection:
                              host: air.example.org
                              tls: { fingerprint: "SHA256:%s" }
                              secret-file: s
                              prefix: town/air
                              payload: json
                              longest-retry: 5s
                            spool: { max-size: 8MB, commit-interval: 2s }
                            sampling: { averaging: 5m }
                            sensors:
                              - { chip: bme280, bus: 3, address: "0x77", interval: 30s }
                              - { chip: pms5003, port: /dev/ttyAMA0 }
                            place: { latitude: 41.4, longitude: -2.2, height: 3, elevation: 12.5, environment: outdoor, site-type: traffic }
                        """
                        .formatted("AB:".repeat(31) + "CD"));
        assertThat(settings.data()).isEqualTo(folder.resolve("kept"));
        assertThat(settings.trustClock()).isTrue();
        StationSettings station = settings.stations().getFirst();
        assertThat(station.name()).isEqualTo("Number one");
        assertThat(station.connection().port()).isEqualTo(8883);
        assertThat(station.connection().secret()).isEqualTo("s3cret");
        assertThat(station.connection().tls()).isEqualTo(new TlsSettings.Pinned("ab".repeat(31) + "cd"));
        assertThat(station.connection().topics().prefix()).isEqualTo("town/air");
        assertThat(station.connection().encoding()).isEqualTo(Encoding.JSON);
        assertThat(station.connection().longestRetry()).isEqualTo(Duration.ofSeconds(5));
        assertThat(station.spool()).isEqualTo(new StationSettings.SpoolLimits(8 << 20, Duration.ofSeconds(2)));
        assertThat(station.averaging()).isEqualTo(Duration.ofMinutes(5));
        assertThat(station.sensors().getFirst().name().text()).isEqualTo("bme280-i2c3-77");
        assertThat(station.sensors().getFirst().interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(station.place()).isEqualTo(new ProposedPlace(41.4, -2.2, 3.0, 12.5, "outdoor", "traffic"));
        assertThat(station.toString() + settings).doesNotContain("s3cret");
    }

    @Test
    void everyProblemIsReportedAtOnceWithItsKey() {
        assertThat(problems("""
                clock: maybe
                colour: blue
                stations:
                  - id: Bad_Id
                    connection:
                      port: 99999
                      password: x
                      tls: { insecure: true }
                    spool: { max-size: 10, commit-interval: 1 }
                    sampling: { averaging: 0s }
                    sensors:
                      - chip: mhz19
                      - { chip: pms5003, bus: 1 }
                      - { chip: scd41, address: "0x61" }
                      - { chip: bme280, address: 76 }
                    place: { latitude: 91, environment: cellar }
                  - id: good-id
                    connection: { host: air.example.org, secret: abc }
                """)).satisfiesExactlyInAnyOrder(
                line -> assertThat(line).startsWith("clock: is 'maybe', must be one of auto, trust"),
                line -> assertThat(line).startsWith("colour: is not a setting"),
                line -> assertThat(line).startsWith("stations[0].id: is 'Bad_Id'"),
                line -> assertThat(line).startsWith("stations[0].connection.host: is missing"),
                line -> assertThat(line).startsWith("stations[0].connection.port: is '99999'"),
                line -> assertThat(line).startsWith("stations[0].connection.password: is no longer a setting"),
                line -> assertThat(line).startsWith("stations[0].connection.tls.insecure: is no longer a setting"),
                line -> assertThat(line).startsWith("stations[0].connection.tls.fingerprint: or ca-file or public"),
                line -> assertThat(line)
                        .startsWith("stations[0].spool.max-size: is '10', must be a number with a unit"),
                line -> assertThat(line).startsWith("stations[0].spool.commit-interval: is '1'"),
                line -> assertThat(line).startsWith("stations[0].sampling.averaging: is 0s, must be from 1s to 1h"),
                line -> assertThat(line).startsWith("stations[0].sensors[0].chip: is 'mhz19'"),
                line -> assertThat(line).startsWith("stations[0].sensors[1].port: is missing"),
                line -> assertThat(line).startsWith("stations[0].sensors[2].address: scd41 cannot have address 0x61"),
                line -> assertThat(line).startsWith("stations[0].sensors[3].address: is '76', must be written"),
                line -> assertThat(line).startsWith("stations[0].place.latitude: is '91'"),
                line -> assertThat(line).startsWith("stations[0].place.latitude: and longitude are needed"),
                line -> assertThat(line).startsWith("stations[0].place.environment: is 'cellar'"),
                line -> assertThat(line).startsWith("stations[1].connection.tls: is missing: without it the secret"),
                line -> assertThat(line).startsWith("stations[1].sensors: is missing"));
    }

    @Test
    void aSecretFileThatOthersMayReadIsRefused() throws IOException {
        Path secret = Files.writeString(folder.resolve("s"), "s3cret");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(problems(LEAST.replace("host: localhost", "host: localhost\n      secret-file: s")))
                .singleElement().asString().contains("others may read", "chmod 600").doesNotContain("s3cret");
    }

    @Test
    void twoStationsOrSensorsOfTheSameNameAreRefused() {
        assertThat(problems(LEAST + LEAST.substring(LEAST.indexOf('\n') + 1) + "      - chip: scd41\n"))
                .hasSize(2).allSatisfy(line -> assertThat(line).contains("twice"));
    }

    @Test
    void aFileThatIsNotThereOrIsNoYamlIsASentence() {
        assertThatThrownBy(() -> SettingsFile.read(folder.resolve("none.yaml"))).isInstanceOf(SettingsException.class)
                .hasMessageContaining("there is no such file");
        assertThat(problems("stations: [")).singleElement().asString().contains("line ");
        assertThat(problems("")).singleElement().asString().contains("stations: is missing");
        assertThat(problems("just words")).isNotEmpty();
        assertThat(problems(LEAST + "clock: auto\nclock: trust\n")).singleElement().asString().contains("Duplicate");
    }

    private AgentSettings read(String yaml) throws Exception {
        return SettingsFile.read(Files.writeString(folder.resolve("agent.yaml"), yaml));
    }

    private List<String> problems(String yaml) {
        try {
            read(yaml);
            throw new AssertionError("was accepted");
        } catch (SettingsException e) {
            assertThat(e).asInstanceOf(type(SettingsException.class)).extracting(SettingsException::problems)
                    .isNotNull();
            return e.problems();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
