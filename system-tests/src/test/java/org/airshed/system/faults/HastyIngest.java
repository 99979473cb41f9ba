package org.airshed.system.faults;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.airshed.contract.wire.Topics;
import org.airshed.ingest.admission.Admission;
import org.airshed.ingest.admission.AdmissionSettings;
import org.airshed.ingest.auth.Doorkeeper;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.deadletter.DeadLetterSettings;
import org.airshed.ingest.deadletter.DeadLetters;
import org.airshed.ingest.delivery.Delivery;
import org.airshed.ingest.delivery.Touched;
import org.airshed.ingest.mqtt.Listener;
import org.airshed.ingest.mqtt.MqttCounters;
import org.airshed.ingest.mqtt.MqttServer;
import org.airshed.ingest.mqtt.MqttSettings;
import org.airshed.ingest.registry.NoticeBoard;
import org.airshed.ingest.registry.Registry;
import org.airshed.ingest.series.influx.InfluxSettings;
import org.airshed.ingest.series.influx.InfluxStore;
import org.airshed.journal.Journal;
import org.airshed.journal.JournalSettings;
import org.airshed.journal.SegmentJournal;
import org.airshed.journal.disk.FileDisk;

/**
 * A planted fault: the product's own parts from MQTT to InfluxDB, with a {@link HastyStore} between delivery and the
 * database. It takes the ingest tier's arguments and answers nothing but its health; it ends by being killed.
 */
final class HastyIngest {
    private HastyIngest() {}

    /** As the ingest tier: ingest --data … --http … --mqtt … --influx … and so on, each with a value. */
    public static void main(String[] arguments) throws IOException {
        List<String> options = List.of(arguments);
        InstantSource clock = InstantSource.system();
        FileDisk disk = new FileDisk();
        Path data = Path.of(value(options, "--data"));
        Registry registry = Registry.open(Database.open(data), clock);
        InfluxSettings influx = InfluxSettings.of(URI.create(value(options, "--influx")),
                value(options, "--influx-org"),
                value(options, "--influx-bucket"), Path.of(value(options, "--influx-token-file")));
        HastyStore store = new HastyStore(InfluxStore.open(influx, data.resolve("influx-cursor"), disk, clock), data);
        Journal journal = SegmentJournal.open(new JournalSettings(data.resolve("journal"), 8 << 20, 1 << 30,
                JournalSettings.WhenFull.REFUSE, Duration.ZERO, true, 1 << 20), disk);
        DeadLetters letters = DeadLetters.open(data.resolve("dead-letters"), disk, DeadLetterSettings.STANDARD);
        new Delivery(journal, store, letters, Touched.NOTHING, readings -> {}, clock).start();
        NoticeBoard notices = new NoticeBoard(registry, false);
        notices.start();
        InetAddress loopback = InetAddress.getLoopbackAddress();
        Listener listener = new Listener(
                new InetSocketAddress(loopback, Integer.parseInt(value(options, "--mqtt"))), null, "--mqtt");
        new MqttServer(MqttSettings.standard(List.of(listener)), registry, new Doorkeeper(registry, Topics.standard()),
                notices,
                new Admission(AdmissionSettings.STANDARD, clock), journal, new MqttCounters(), clock).start();
        HttpServer health = HttpServer.create(
                new InetSocketAddress(loopback, Integer.parseInt(value(options, "--http"))), 0);
        health.createContext("/health/ready", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        health.start();
    }

    private static String value(List<String> options, String name) {
        return options.get(options.indexOf(name) + 1);
    }
}
