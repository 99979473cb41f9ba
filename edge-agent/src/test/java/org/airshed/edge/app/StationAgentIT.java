package org.airshed.edge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.airshed.contract.id.StationId;
import org.airshed.contract.wire.SenmlPack;
import org.airshed.contract.wire.SenmlReader;
import org.airshed.contract.wire.SenmlRecord;
import org.airshed.contract.wire.SubmissionHeader.Clock;
import org.airshed.edge.bus.Timing;
import org.airshed.edge.clock.Boot;
import org.airshed.edge.config.ProposedPlace;
import org.airshed.edge.config.StationSettings;
import org.airshed.edge.config.StationSettings.SpoolLimits;
import org.airshed.edge.simulation.Scenario;
import org.airshed.edge.simulation.SimulatedStation;
import org.airshed.edge.simulation.air.SimulatedPlace;
import org.airshed.edge.spool.SpoolSettings;
import org.airshed.edge.uplink.FakeBroker;
import org.airshed.edge.uplink.UplinkSettings;
import org.airshed.journal.disk.FileDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole station: simulated chips, real drivers, spool and uplink, against a server of plain sockets. */
@Timeout(60)
class StationAgentIT {
    private static final StationId STATION = new StationId("poblenou-1");

    @TempDir
    Path folder;

    @Test
    void theFirstReadingIsThereWithinTenSecondsAndNumbersGoOnAfterARestart() throws Exception {
        try (FakeBroker broker = new FakeBroker()) {
            long begin = System.nanoTime();
            long last;
            try (Simulated station = start(broker, true)) {
                SenmlPack.Decoded first = decode(broker.nextReadings());
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
                assertThat(first.header().clock()).isEqualTo(Clock.SYNCED);
                assertThat(first.header().sequence()).isEqualTo(1);
                assertThat(first.header().boot()).isEqualTo(Boot.running().id());
                assertThat(first.records()).allSatisfy(
                        record -> assertThat(((SenmlRecord.Value) record).name()).startsWith("poblenou-1/bme280-76/"));
                assertThat(station.agent.sensors()).isNotEmpty();
            }
            last = highestSequence(broker);
            try (Simulated station = start(broker, true)) {
                SenmlPack.Decoded next = decode(broker.nextReadings());
                assertThat(next.header().sequence()).isEqualTo(last + 1);
                assertThat(station.agent.progress().connected()).isTrue();
            }
        }
    }

    @Test
    void whatItIsAndWhereItSaysItStandsIsRetained() throws Exception {
        try (FakeBroker broker = new FakeBroker(); Simulated station = start(broker, true)) {
            FakeBroker.Published info = broker.next("/info");
            assertThat(info.retained()).isTrue();
            assertThat(info.text()).contains("\"station\":\"poblenou-1\"", "\"name\":\"Rambla\"",
                    "\"chip\":\"pms5003\"", "\"latitude\":41.4", "\"environment\":\"outdoor\"",
                    "\"from\":\"2026-11-20T00:00:00.000Z\"", "\"averaging_s\":1.0");
            assertThat(station.agent.sensors()).hasSize(2);
        }
    }

    @Test
    void withoutATrustedTimeTheStationSendsItsStatusOnlyUntilTheServerTellsTheTime() throws Exception {
        // The machine's clock may be trusted by NTP here, so the test is for machines where it is not.
        org.junit.jupiter.api.Assumptions.assumeFalse(Files.exists(Path.of("/run/systemd/timesync/synchronized")),
                "this machine's clock is trusted already");
        try (FakeBroker broker = new FakeBroker(); Simulated station = start(broker, false)) {
            assertThat(broker.next("/status").text()).isEqualTo("online");
            assertThat(broker.readingsWithin(4000)).isFalse();
            assertThat(station.agent.progress().waitingForTime()).isTrue();
            Instant serverTime = Instant.parse("2027-03-01T12:00:00.000Z");
            broker.userProperty("time", serverTime.toString());
            broker.dropConnections();
            SenmlPack.Decoded first = decode(broker.nextReadings());
            assertThat(first.header().clock()).isEqualTo(Clock.SYNCED);
            long millis = ((SenmlRecord.Value) first.records().getFirst()).time().movePointRight(3).longValue();
            // Sampled before the server told its time.
            assertThat(Instant.ofEpochMilli(millis)).isBetween(serverTime.minusSeconds(40), serverTime);
        }
    }

    /** A station and what it is connected to. */
    private record Simulated(StationAgent agent, SimulatedStation hardware) implements AutoCloseable {
        @Override
        public void close() {
            agent.close();
            hardware.close();
        }
    }

    private Simulated start(FakeBroker broker, boolean trustClock) throws IOException {
        SimulatedStation hardware = SimulatedStation.live(Scenario.OUTDOOR,
                new SimulatedPlace(1, "poblenou", STATION.text(), 41.4, 2.2, 5, ZoneId.of("Europe/Madrid")),
                InstantSource.system(), Timing.system());
        StationSettings settings = new StationSettings(STATION, "Rambla",
                UplinkSettings.to("127.0.0.1", broker.port(), STATION.text()).waiting(Duration.ofSeconds(10),
                        Duration.ofMillis(20), Duration.ofMillis(200)),
                new SpoolLimits(SpoolSettings.LEAST_BYTES, Duration.ofMillis(50)), Duration.ofSeconds(1),
                SettledStations.sensors(hardware),
                new ProposedPlace(41.4, 2.2, 3.0, null, "outdoor", null), null);
        return new Simulated(StationAgent.start(settings, folder, new Board(hardware.buses(), hardware.ports(),
                Timing.system(), true), Boot.running(), trustClock, Optional.of(Instant.parse("2026-11-20T00:00:00Z")),
                new FileDisk(), failure -> {
                    throw new AssertionError(failure);
                }), hardware);
    }

    private static long highestSequence(FakeBroker broker) throws InterruptedException {
        Map<Long, Integer> seen = new HashMap<>();
        for (FakeBroker.Published publish : broker.allReadings()) {
            Long sequence = decode(publish).header().sequence();
            seen.merge(sequence == null ? -1 : sequence, 1, Integer::sum);
        }
        List<Long> numbers = seen.keySet().stream().sorted().toList();
        assertThat(numbers).as("without gaps").hasSize((int) (numbers.getLast() - numbers.getFirst() + 1));
        return numbers.getLast();
    }

    private static SenmlPack.Decoded decode(FakeBroker.Published publish) {
        return (SenmlPack.Decoded) SenmlReader.read(publish.payload().duplicate());
    }
}
