package org.airshed.edge.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.wire.SenmlPack;
import org.airshed.contract.wire.SenmlReader;
import org.airshed.contract.wire.SenmlRecord;
import org.airshed.contract.wire.SenmlWriter.Encoding;
import org.airshed.contract.wire.SubmissionHeader.Clock;
import org.airshed.contract.wire.Topics;
import org.airshed.edge.clock.Boot;
import org.airshed.edge.clock.ServerTime;
import org.airshed.edge.clock.StationClock;
import org.airshed.edge.spool.Spool;
import org.airshed.edge.spool.SpoolEntry.Dated;
import org.airshed.edge.spool.SpoolEntry.DatedValue;
import org.airshed.edge.spool.SpoolEntry.Sampled;
import org.airshed.edge.spool.SpoolEntry.SampledValue;
import org.airshed.edge.spool.SpoolSettings;
import org.airshed.edge.uplink.FakeBroker.Published;
import org.airshed.journal.disk.FileDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The uplink against a server of plain sockets that can misbehave in every way. */
@Timeout(60)
class UplinkIT {
    private static final StationId STATION = new StationId("test-1");
    private static final SensorName SENSOR = new SensorName("scd41-62");
    private static final long START = Instant.parse("2026-11-22T10:00:00Z").toEpochMilli();

    @TempDir
    Path folder;
    private FakeBroker broker;
    private Spool spool;

    @BeforeEach
    void openBoth() throws IOException {
        broker = new FakeBroker();
        spool = open();
    }

    @AfterEach
    void closeBoth() throws IOException {
        broker.close();
        spool.close();
    }

    @Test
    void anEntryIsReleasedOnlyAfterItsAcknowledgement() throws Exception {
        broker.answers(publish -> FakeBroker.SILENT);
        append(1);
        try (Uplink uplink = start(settings())) {
            Published publish = broker.nextReadings();
            assertThat(publish.qos()).isEqualTo(1);
            // Sent is not kept: without an answer it stays, however long the wait.
            assertThat(holds(() -> spool.isEmpty(), 300)).isFalse();
            publish.answer(0);
            await(spool::isEmpty);
            assertThat(uplink.progress().acknowledgedEntries()).isEqualTo(1);
            assertThat(uplink.progress().acknowledgedReadings()).isEqualTo(1);
        }
    }

    @Test
    void whatWasReleasedIsNotSentAgainAfterARestartAndTheRestIs() throws Exception {
        broker.answers(publish -> index(publish) == 3 ? FakeBroker.SILENT : 0);
        append(1);
        append(2);
        append(3);
        try (Uplink uplink = start(settings())) {
            await(() -> uplink.progress().acknowledgedEntries() == 2);
        }
        spool.close();
        spool = open();
        broker.dropConnections();
        broker.answers(publish -> 0);
        Set<Integer> sent = ConcurrentHashMap.newKeySet();
        broker.answers(publish -> {
            sent.add(index(publish));
            return 0;
        });
        try (Uplink uplink = start(settings())) {
            await(spool::isEmpty);
            assertThat(uplink.progress().acknowledgedEntries()).isEqualTo(1);
        }
        assertThat(sent).containsExactly(3);
    }

    @Test
    void aPayloadTheServerSetAsideIsReleasedAndCounted() throws Exception {
        broker.answers(publish -> index(publish) == 1 ? 0x99 : 0);
        append(1);
        append(2);
        try (Uplink uplink = start(settings())) {
            await(spool::isEmpty);
            assertThat(uplink.progress().rejectedEntries()).isEqualTo(1);
            assertThat(uplink.progress().acknowledgedEntries()).isEqualTo(2);
        }
    }

    @Test
    void anyOtherReasonCodeKeepsTheEntryAndItIsSentAgain() throws Exception {
        for (int code : new int[]{0x97, 0x80, 0x87, 0x10, 0x83, 0x90}) {
            AtomicBoolean refuse = new AtomicBoolean(true);
            broker.answers(publish -> refuse.get() ? code : 0);
            append(code);
            try (Uplink uplink = start(settings())) {
                await(() -> uplink.progress().refusals() >= 2);
                assertThat(spool.isEmpty()).as("code 0x%x", code).isFalse();
                assertThat(uplink.progress().acknowledgedEntries()).isZero();
                assertThat(uplink.progress().lastError()).isNotNull();
                refuse.set(false);
                await(spool::isEmpty);
                assertThat(uplink.progress().lastError()).isNull();
            }
        }
    }

    @Test
    void acknowledgementsOutOfOrderReleaseOnlyWhatStandsBeforeTheFirstGap() throws Exception {
        broker.answers(publish -> FakeBroker.SILENT);
        for (int i = 1; i <= 3; i++) {
            append(i);
        }
        try (Uplink uplink = start(settings())) {
            Published first = broker.nextReadings();
            Published second = broker.nextReadings();
            Published third = broker.nextReadings();
            third.answer(0);
            second.answer(0);
            assertThat(holds(() -> uplink.progress().acknowledgedEntries() > 0, 300)).isFalse();
            first.answer(0);
            await(spool::isEmpty);
            assertThat(uplink.progress().acknowledgedEntries()).isEqualTo(3);
        }
    }

    @Test
    void aConnectionThatBreaksInTheWindowCostsAResendAndNothingElse() throws Exception {
        Set<Integer> kept = ConcurrentHashMap.newKeySet();
        AtomicLong publishes = new AtomicLong();
        broker.answers(publish -> {
            // Every tenth publish is swallowed and its connection cut.
            if (publishes.incrementAndGet() % 10 == 0) {
                broker.dropConnections();
                return FakeBroker.SILENT;
            }
            kept.add(index(publish));
            return 0;
        });
        for (int i = 1; i <= 50; i++) {
            append(i);
        }
        try (Uplink uplink = start(settings().window(5))) {
            await(spool::isEmpty);
            assertThat(uplink.progress().connections()).isGreaterThan(1);
        }
        assertThat(new TreeSet<>(kept)).containsExactlyElementsOf(IntStream.rangeClosed(1, 50).boxed().toList());
    }

    @Test
    void aServerThatNeverAcknowledgesIsLeftAndTriedAgain() throws Exception {
        broker.answers(publish -> publish.connection() == 1 ? FakeBroker.SILENT : 0);
        append(1);
        // Long enough for the second connection's answer on a machine that has other things to do.
        UplinkSettings impatient = settings().waiting(Duration.ofSeconds(3), Duration.ofMillis(10),
                Duration.ofMillis(50));
        try (Uplink uplink = start(impatient)) {
            await(spool::isEmpty);
            assertThat(uplink.progress().connections()).isEqualTo(2);
        }
    }

    @Test
    void neverMoreIsUnderWayThanTheServerWants() throws Exception {
        broker.receiveMaximum(4);
        List<Published> held = new ArrayList<>();
        broker.answers(publish -> FakeBroker.SILENT);
        for (int i = 1; i <= 10; i++) {
            append(i);
        }
        try (Uplink uplink = start(settings())) {
            while (held.size() < 3) {
                held.add(broker.nextReadings());
            }
            assertThat(broker.readingsWithin(300)).isFalse();
            broker.answers(publish -> 0);
            held.forEach(publish -> publish.answer(0));
            await(spool::isEmpty);
            assertThat(uplink.progress().connections()).isEqualTo(1);
        }
    }

    @Test
    void topicAliasesOfAServerThatOffersThemChangeNothing() throws Exception {
        broker.topicAliasMaximum(10);
        append(1);
        append(2);
        try (Uplink uplink = start(settings())) {
            // Paho names the topic in the first publish of a connection and only the alias in the second.
            await(() -> uplink.progress().acknowledgedEntries() + uplink.progress().inFlight() >= 1);
            assertThat(broker.nextReadings().topic()).isEqualTo("airshed/1/test-1/readings");
        }
    }

    @Test
    void anEntryLargerThanTheServersPacketsIsSentInParts() throws Exception {
        broker.maximumPacketSize(600);
        List<DatedValue> values = IntStream.range(0, 100)
                .mapToObj(i -> new DatedValue(SENSOR, ObservedProperties.of("co2"), START + i * 1000L, 400 + i))
                .toList();
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        broker.answers(publish -> {
            assertThat(publish.payload().remaining()).isLessThan(600);
            values(publish).forEach(value -> seen.add(value.value().intValue()));
            return 0;
        });
        spool.append(new Dated(values));
        spool.commit();
        try (Uplink uplink = start(settings())) {
            await(spool::isEmpty);
            assertThat(uplink.progress().acknowledgedReadings()).isEqualTo(100);
        }
        assertThat(seen).hasSize(100);
    }

    @Test
    void theStationIsOnlineAfterConnectingOfflineAfterClosingAndItsWillSaysOffline() throws Exception {
        try (Uplink uplink = start(settings())) {
            FakeBroker.Connect connect = broker.nextConnect();
            assertThat(connect.clientId()).isEqualTo("test-1");
            assertThat(connect.willTopic()).isEqualTo("airshed/1/test-1/status");
            assertThat(connect.will()).isEqualTo("offline");
            assertThat(connect.willRetained()).isTrue();
            Published online = broker.next("/status");
            assertThat(online.text()).isEqualTo("online");
            assertThat(online.retained()).isTrue();
            uplink.info("{\"station\":\"test-1\"}");
            assertThat(broker.next("/info").retained()).isTrue();
            uplink.fault("{}");
            assertThat(broker.next("/faults").retained()).isFalse();
            // After a reconnect the server is told again what the station is.
            broker.dropConnections();
            assertThat(broker.next("/info").connection()).isEqualTo(2);
        }
        assertThat(broker.next("/status").text()).isEqualTo("offline");
        assertThat(broker.nextDisconnect()).isEqualTo(0);
    }

    @Test
    void aConnectionBesideTheStationsOwnSaysNothingAboutItsStatus() throws Exception {
        append(1);
        try (Uplink uplink = start(settings().beside("import"))) {
            FakeBroker.Connect connect = broker.nextConnect();
            assertThat(connect.clientId()).isEqualTo("test-1-import");
            assertThat(connect.willTopic()).isNull();
            await(() -> uplink.progress().acknowledgedEntries() == 1);
        }
        assertThat(broker.readingsWithin(20_000)).isTrue(); // it has come already: until it is looked at, however late
    }

    @Test
    void aSecretGoesWithTheStationsId() throws Exception {
        try (Uplink uplink = start(settings().secured(new TlsSettings.Off(), "s3cret"))) {
            FakeBroker.Connect connect = broker.nextConnect();
            assertThat(connect.user()).isEqualTo("test-1");
            assertThat(connect.password()).isEqualTo("s3cret");
            await(() -> uplink.progress().connected());
        }
    }

    @Test
    void aRefusedConnectIsASentenceAndIsTriedAgain() throws Exception {
        broker.connectCode(0x86);
        try (Uplink uplink = start(settings())) {
            await(() -> uplink.progress().lastError() != null);
            assertThat(uplink.progress().lastError()).contains("does not know station test-1", "airshed station add");
            broker.connectCode(0);
            await(() -> uplink.progress().connected());
            assertThat(uplink.progress().lastError()).isNull();
        }
    }

    @Test
    void aServerThatIsDownIsASentenceAndIsFoundWhenItComesBack() throws Exception {
        int port;
        try (ServerSocket probe = new ServerSocket(0)) {
            port = probe.getLocalPort();
        }
        append(1);
        UplinkSettings settings = UplinkSettings.to("127.0.0.1", port, "test-1").waiting(Duration.ofSeconds(10),
                Duration.ofMillis(10), Duration.ofMillis(50));
        try (Uplink uplink = start(settings)) {
            await(() -> uplink.progress().lastError() != null);
            assertThat(uplink.progress().lastError()).contains("nothing takes connections at 127.0.0.1:" + port);
            try (FakeBroker late = new FakeBroker(port)) {
                assertThat(late.nextReadings().text()).contains("co2");
                await(spool::isEmpty);
            }
        }
    }

    @Test
    void theServersTimeIsHandedOnAndSampledEntriesWaitUntilTheTimeIsKnown() throws Exception {
        spool.close();
        AtomicLong nanos = new AtomicLong(TimeUnit.SECONDS.toNanos(100));
        Boot boot = Boot.of("boot-a", nanos::get);
        ServerTime serverTime = new ServerTime(nanos::get);
        StationClock clock = StationClock.open(folder.resolve("clock"), new FileDisk(), boot, serverTime);
        spool = Spool.open(new SpoolSettings(folder.resolve("spool"), SpoolSettings.LEAST_BYTES,
                Duration.ofMillis(5)), new FileDisk(), "boot-a");
        // One entry of a boot that ended without knowing the time, one of this boot.
        spool.append(sampled("boot-0", 7, 5));
        spool.append(sampled("boot-a", 1, 90));
        spool.commit();
        AtomicReference<Instant> told = new AtomicReference<>();
        try (Uplink uplink = Uplink.start(settings(), STATION, spool, clock, told::set)) {
            await(() -> uplink.progress().connected());
            assertThat(broker.readingsWithin(300)).isFalse();
            assertThat(uplink.progress().waitingForTime()).isTrue();
            assertThat(told).hasNullValue();
            broker.userProperty("time", "2026-11-22T10:00:00.250Z");
            broker.dropConnections();
            await(() -> told.get() != null);
            assertThat(told.get()).isEqualTo(Instant.parse("2026-11-22T10:00:00.250Z"));
            serverTime.told(told.get());
            clock.check();
            uplink.wake();
            SenmlPack.Decoded lost = decode(broker.nextReadings());
            assertThat(lost.header().clock()).isEqualTo(Clock.UNSYNCED);
            assertThat(lost.header().boot()).isEqualTo("boot-0");
            assertThat(lost.header().sequence()).isEqualTo(7);
            assertThat(((SenmlRecord.Value) lost.records().getFirst()).time()).isEqualByComparingTo("5");
            SenmlPack.Decoded placed = decode(broker.nextReadings());
            assertThat(placed.header().clock()).isEqualTo(Clock.SYNCED);
            // Sampled ten seconds before the server told its time.
            assertThat(((SenmlRecord.Value) placed.records().getFirst()).time().movePointRight(3).longValueExact())
                    .isEqualTo(Instant.parse("2026-11-22T09:59:50.250Z").toEpochMilli());
            await(spool::isEmpty);
        }
    }

    private Spool open() throws IOException {
        return Spool.open(new SpoolSettings(folder.resolve("spool"), SpoolSettings.LEAST_BYTES, Duration.ofMillis(5)),
                new FileDisk(), "no-boot");
    }

    private UplinkSettings settings() {
        return UplinkSettings.to("127.0.0.1", broker.port(), "test-1")
                .speaking(Topics.standard(), Encoding.JSON)
                .waiting(Duration.ofSeconds(30), Duration.ofMillis(10), Duration.ofMillis(50));
    }

    private Uplink start(UplinkSettings settings) {
        return Uplink.start(settings, STATION, spool);
    }

    /** One entry with one reading whose value is {@code index}. */
    private void append(int index) throws IOException {
        spool.append(new Dated(
                List.of(new DatedValue(SENSOR, ObservedProperties.of("co2"), START + index * 1000L, index))));
        spool.commit();
    }

    private static Sampled sampled(String boot, long sequence, long second) {
        long nanos = TimeUnit.SECONDS.toNanos(second);
        return new Sampled(boot, sequence, nanos,
                List.of(new SampledValue(SENSOR, ObservedProperties.of("co2"), nanos, 500)));
    }

    private static SenmlPack.Decoded decode(Published publish) {
        return (SenmlPack.Decoded) SenmlReader.read(publish.payload().duplicate());
    }

    private static List<SenmlRecord.Value> values(Published publish) {
        return decode(publish).records().stream().map(SenmlRecord.Value.class::cast).toList();
    }

    private static int index(Published publish) {
        return values(publish).getFirst().value().intValue();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        assertThat(holds(condition, 20_000)).isTrue();
    }

    /** Whether it becomes true within this time. */
    private static boolean holds(BooleanSupplier condition, long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end) {
            if (condition.getAsBoolean()) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
        return condition.getAsBoolean();
    }
}
