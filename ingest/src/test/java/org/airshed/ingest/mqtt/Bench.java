package org.airshed.ingest.mqtt;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.airshed.contract.wire.Topics;
import org.airshed.ingest.admission.Admission;
import org.airshed.ingest.admission.AdmissionSettings;
import org.airshed.ingest.auth.Doorkeeper;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.registry.NoticeBoard;
import org.airshed.ingest.registry.Registry;

/** A server without a network: connections are made of bytes, the journal commits when it is told to. */
final class Bench implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    final Database database;
    final Registry registry;
    final MqttCounters counters = new MqttCounters();
    final ManualJournal journal = new ManualJournal();
    final Services services;

    Bench(Path folder) throws IOException {
        this(folder, new MqttSettings(List.of(), 1, 10, 8192, 4, 100_000, 512, Duration.ofSeconds(10),
                Duration.ofMinutes(5)));
    }

    Bench(Path folder, MqttSettings settings) throws IOException {
        InstantSource clock = InstantSource.fixed(NOW);
        database = Database.open(folder);
        registry = Registry.open(database, clock);
        AckLoops loops = new AckLoops();
        journal.listen(loops);
        // Not started: what is offered stays on the board, as with a disk that takes its time.
        services = new Services(settings, new Doorkeeper(registry, Topics.standard()),
                new Intake(new Admission(AdmissionSettings.STANDARD, clock), journal), new NoticeBoard(registry, true),
                counters, new Sessions(), loops, new PeerLog(), clock);
    }

    /** Someone on this machine. */
    Client local() {
        return new Client(services, true);
    }

    /** Someone who came over TLS. */
    Client stranger() {
        return new Client(services, false);
    }

    @Override
    public void close() throws IOException {
        database.close();
    }
}
