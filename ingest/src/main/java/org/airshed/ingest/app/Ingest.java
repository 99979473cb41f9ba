package org.airshed.ingest.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.airshed.ingest.admission.Admission;
import org.airshed.ingest.api.Api;
import org.airshed.ingest.api.ApiSettings;
import org.airshed.ingest.auth.Doorkeeper;
import org.airshed.ingest.auth.SelfSigned;
import org.airshed.ingest.auth.TlsIdentity;
import org.airshed.ingest.change.ChangeLog;
import org.airshed.ingest.change.DirtyHours;
import org.airshed.ingest.change.Progress;
import org.airshed.ingest.change.Revisions;
import org.airshed.ingest.change.StationClocks;
import org.airshed.ingest.config.IngestSettings;
import org.airshed.ingest.config.ListenSettings;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.deadletter.DeadLetters;
import org.airshed.ingest.delivery.Delivery;
import org.airshed.ingest.delivery.Touched;
import org.airshed.ingest.derivation.Derivation;
import org.airshed.ingest.http.HttpServer;
import org.airshed.ingest.live.LiveReadings;
import org.airshed.ingest.mqtt.Listener;
import org.airshed.ingest.mqtt.MqttCounters;
import org.airshed.ingest.mqtt.MqttServer;
import org.airshed.ingest.ops.Health;
import org.airshed.ingest.ops.Metrics;
import org.airshed.ingest.ops.ProcessOperations;
import org.airshed.ingest.query.DerivedData;
import org.airshed.ingest.registry.Areas;
import org.airshed.ingest.registry.FittedCorrections;
import org.airshed.ingest.registry.Judgements;
import org.airshed.ingest.registry.Notice;
import org.airshed.ingest.registry.NoticeBoard;
import org.airshed.ingest.registry.Registry;
import org.airshed.ingest.registry.StationVoices;
import org.airshed.ingest.series.SeriesStore;
import org.airshed.ingest.series.StationPlaces;
import org.airshed.journal.Journal;
import org.airshed.journal.JournalSettings;
import org.airshed.journal.SegmentJournal;
import org.airshed.journal.disk.Disk;
import org.airshed.journal.disk.FileDisk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ingest tier, put together in the order in which a reading travels; started from the sink upward and stopped from
 * the source downward, so that what was taken is acknowledged and what is acknowledged is kept.
 *
 * <p>Threads: {@link #start} and {@link #close} from one thread at a time.
 */
final class Ingest implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);
    private static final int LIVE_DATASTREAMS = 100_000;
    /**
     * What arrives within this time shares one force. On a disk that forces in a fraction of it, forcing at once would
     * spend more on forces and wake-ups than on readings; a station does not notice it.
     */
    private static final Duration GROUP_COMMIT = Duration.ofMillis(2);
    /** What comes in so soon after the full hour, or one after the other, is computed together. */
    private static final Duration SETTLE = Duration.ofSeconds(30);
    private static final Duration SETTLE_DEMO = Duration.ofSeconds(3);
    /** A frame holds a packet's readings, and its payload where something was refused: several times the packet. */
    private static final int FRAME_PER_PACKET = 8;

    private final MqttServer mqtt;
    private final HttpServer http;
    private final List<String> fingerprints;
    /** What to close, the last opened first. */
    private final Deque<Closing> closings;

    private interface Step {
        void close() throws IOException;
    }

    private record Closing(String part, Step step) {}

    private Ingest(MqttServer mqtt, HttpServer http, List<String> fingerprints, Deque<Closing> closings) {
        this.mqtt = mqtt;
        this.http = http;
        this.fingerprints = fingerprints;
        this.closings = closings;
    }

    /**
     * Opens and starts everything, or nothing.
     *
     * @throws IOException with a sentence for the operator
     */
    static Ingest start(IngestSettings settings, InstantSource clock) throws IOException {
        Deque<Closing> closings = new ArrayDeque<>();
        boolean started = false;
        try {
            Ingest ingest = start(settings, clock, closings);
            started = true;
            return ingest;
        } finally {
            if (!started) {
                closeAll(closings);
            }
        }
    }

    private static Ingest start(IngestSettings settings, InstantSource clock, Deque<Closing> closings)
            throws IOException {
        DataFolder folder = DataFolder.open(settings.dataFolder());
        DataFolder.Lock lock = folder.lock();
        closings.push(new Closing("data folder", lock::close));
        Database database = opened(closings, "database", Database.open(folder.path()), Database::close);
        Registry registry = Registry.open(database, clock);
        StationVoices voices = StationVoices.open(registry);
        LiveReadings live = new LiveReadings(LIVE_DATASTREAMS);

        Disk disk = new FileDisk();
        DeadLetters deadLetters = opened(closings, "dead letters",
                DeadLetters.open(folder.deadLetters(), disk, settings.deadLetters()), DeadLetters::close);
        Stores stores = Stores.open(settings, folder, database, disk, clock);
        SeriesStore store = opened(closings, "store", stores.readings(), SeriesStore::close);
        // Readings that go to another database than this one must not get there before their mark is on disk.
        DirtyHours dirty = DirtyHours.open(database, settings.influx() != null, clock);
        StationClocks clocks = StationClocks.open(database, settings.influx() != null,
                settings.network().quality().metadata(), dirty);
        Journal journal = opened(closings, "journal",
                SegmentJournal.open(journal(settings, folder), disk, store.deliveredUpTo()),
                Journal::close);
        Delivery delivery = opened(closings, "delivery",
                new Delivery(journal, store, deadLetters, Touched.all(List.of(clocks, dirty)), live::stored,
                        clock),
                Delivery::close);
        NoticeBoard notices = opened(closings, "registry", new NoticeBoard(registry,
                // Where it says to have stood for a while, what was made of its readings from there changes.
                settings.acceptProposals()
                        ? (station, from) -> dirty.markKnown(station, from, Long.MAX_VALUE)
                        : null,
                notice -> hear(notice, voices, live)), NoticeBoard::close);

        List<String> fingerprints = new ArrayList<>();
        List<Listener> listeners = listeners(settings, fingerprints);
        MqttCounters counters = new MqttCounters();
        MqttServer mqtt = new MqttServer(settings.mqtt().listeningOn(listeners), registry,
                new Doorkeeper(registry, settings.topics()), notices, new Admission(settings.admission(), clock),
                journal,
                counters, clock);
        Health health = new Health();
        Metrics metrics = new Metrics();
        Instruments.show(metrics, health, mqtt, counters, journal, delivery, deadLetters, notices);

        Areas areas = Areas.open(database, clock);
        ChangeLog changes = ChangeLog.open(database);
        Revisions revisions = Revisions.open(database, clock);
        if (settings.demo() == IngestSettings.Demo.YES) {
            areas.addIfAbsent(Areas.demo());
        }
        Derivation derivation = opened(closings, "derivation",
                new Derivation(stores.derived(), registry, areas, Judgements.open(database, clock),
                        FittedCorrections.open(database, clock), dirty, clocks, revisions,
                        changes, Progress.open(database), settings.network(),
                        settings.demo() == IngestSettings.Demo.YES ? SETTLE_DEMO : SETTLE,
                        judged -> live.judged(judged.station(), judged.sensor(), judged.property(),
                                new LiveReadings.Judgement(judged.timeMillis(), judged.flag(), judged.reasons())),
                        clock),
                Derivation::close);
        Instruments.derivation(metrics, health, derivation);

        delivery.start(); // before the listeners, so that what is in the journal moves even if a port is taken
        notices.start();
        derivation.start();
        RegistryDirectory directory = new RegistryDirectory(registry, voices, clock);
        if (store instanceof StationPlaces places) {
            opened(closings, "places", new PlaceAnnouncer(directory, places, clock), PlaceAnnouncer::close).start();
        }
        Api api = new Api(store, new DerivedData(stores.derived(), areas, changes, revisions, settings.network()),
                directory, live,
                new ProcessOperations(health, metrics), ApiSettings.DEFAULT, clock);
        HttpServer http = opened(closings, "HTTP", Http.start(settings, api, clock), HttpServer::close);
        metrics.serving(http, api, live);
        closings.push(new Closing("MQTT", mqtt::close));
        mqtt.start();
        return new Ingest(mqtt, http, List.copyOf(fingerprints), closings);
    }

    private interface Closer<T> {
        void close(T part) throws IOException;
    }

    private static <T> T opened(Deque<Closing> closings, String name, T part, Closer<T> closer) {
        closings.push(new Closing(name, () -> closer.close(part)));
        return part;
    }

    private static JournalSettings journal(IngestSettings settings, DataFolder folder) {
        return new JournalSettings(folder.journal(), settings.journal().segmentBytes(), settings.journal().maxBytes(),
                JournalSettings.WhenFull.REFUSE, GROUP_COMMIT, true,
                (int) Math.min((long) settings.mqtt().maxPacketBytes() * FRAME_PER_PACKET,
                        settings.journal().segmentBytes() / 2));
    }

    private static void hear(Notice notice, StationVoices voices, LiveReadings live) {
        voices.heard(notice);
        if (notice.kind() == Notice.Kind.STATUS) {
            StationVoices.status(notice.bytes())
                    .ifPresent(online -> live.presence(notice.station(), online, notice.receivedMillis()));
        }
    }

    private static List<Listener> listeners(IngestSettings settings, List<String> fingerprints) throws IOException {
        List<Listener> listeners = new ArrayList<>();
        listeners.add(new Listener(
                new InetSocketAddress(InetAddress.getByAddress(new byte[]{127, 0, 0, 1}), settings.mqttPort()), null,
                "--mqtt"));
        for (ListenSettings listen : settings.listen()) {
            TlsIdentity identity = switch (listen.tls()) {
                case ListenSettings.Tls.Off _ -> null;
                case ListenSettings.Tls.Files files -> TlsIdentity.load(files.certificate(), files.key());
                case ListenSettings.Tls.SelfSigned _ -> SelfSigned.in(settings.dataFolder());
            };
            if (identity != null) {
                fingerprints.add(identity.fingerprint());
            }
            listeners.add(new Listener(listen.address(), identity, listen.option()));
        }
        return listeners;
    }

    /** Ports of MQTT, the trusted one first. */
    List<Integer> mqttPorts() {
        return mqtt.ports();
    }

    int httpPort() {
        return http.port();
    }

    /** Of the certificates of the TLS listeners, for the agents to pin. */
    List<String> fingerprints() {
        return fingerprints;
    }

    /** Stops from the source on: no more submissions, what was taken is forced and acknowledged, then the rest. */
    @Override
    public void close() {
        closeAll(closings);
    }

    private static void closeAll(Deque<Closing> closings) {
        for (Closing closing = closings.poll(); closing != null; closing = closings.poll()) {
            try {
                closing.step().close();
            } catch (IOException | RuntimeException e) {
                // The next ones must be closed all the same.
                LOG.error("{} could not be closed cleanly: {}", closing.part(), e.getMessage(), e);
            }
        }
    }
}
