package org.airshed.ingest.app;

import java.util.Locale;
import java.util.Optional;
import org.airshed.ingest.deadletter.DeadLetters;
import org.airshed.ingest.delivery.Delivery;
import org.airshed.ingest.delivery.Status;
import org.airshed.ingest.derivation.Derivation;
import org.airshed.ingest.mqtt.MqttCounters;
import org.airshed.ingest.mqtt.MqttServer;
import org.airshed.ingest.ops.Health;
import org.airshed.ingest.ops.Metrics;
import org.airshed.ingest.registry.NoticeBoard;
import org.airshed.journal.Journal;

/** Shows the counters and states of the parts to metrics and health. */
final class Instruments {
    private Instruments() {}

    static void show(Metrics metrics, Health health, MqttServer mqtt, MqttCounters counters, Journal journal,
            Delivery delivery, DeadLetters deadLetters, NoticeBoard notices) {
        mqtt(metrics, counters);
        journal(metrics, journal);
        delivery(metrics, delivery);
        metrics.counter("airshed_dead_letters_dropped", "Dead letters that the size bound forced out",
                deadLetters::dropped);
        metrics.gauge("airshed_dead_letters_bytes", "Size of the dead letters on disk", deadLetters::bytes);
        health.add("journal", () -> Optional.ofNullable(mqtt.trouble()));
        health.add("store", () -> waiting(delivery.status()));
        health.add("registry", () -> notices.failing()
                ? Optional.of("What stations say about themselves cannot be written to the registry.")
                : Optional.empty());
    }

    static void derivation(Metrics metrics, Health health, Derivation derivation) {
        metrics.counter("airshed_derivation_station_hours", "Station-hours computed from readings",
                () -> derivation.status().computed());
        metrics.counter("airshed_derivation_rounds", "Rounds in which something was computed",
                () -> derivation.status().rounds());
        metrics.gauge("airshed_derivation_pending",
                "Station-hours that wait to be computed, the one under way included",
                () -> derivation.status().pending());
        metrics.counter("airshed_derivation_refused",
                "Flags, rollups and indicators that the store will never take, such as those beyond its retention",
                () -> derivation.status().refused());
        health.add("indicators", () -> Optional.ofNullable(derivation.status().trouble()));
    }

    private static Optional<String> waiting(Status status) {
        return status.waiting()
                ? Optional.of(status.lastError() == null ? "The store takes nothing." : status.lastError())
                : Optional.empty();
    }

    private static void mqtt(Metrics metrics, MqttCounters counters) {
        for (MqttCounters.Count count : MqttCounters.Count.values()) {
            metrics.counter("airshed_mqtt_" + count.name().toLowerCase(Locale.ROOT), "MQTT: " + count.meaning(),
                    () -> counters.get(count));
        }
        metrics.gauge("airshed_mqtt_open_connections", "MQTT: connections open", counters::openConnections);
        metrics.gauge("airshed_mqtt_open_sessions", "MQTT: sessions open", counters::openSessions);
        metrics.gauge("airshed_mqtt_in_flight_bytes", "MQTT: bytes received and not yet on disk",
                counters::inFlightBytes);
    }

    private static void journal(Metrics metrics, Journal journal) {
        metrics.counter("airshed_journal_frames", "Submissions appended to the journal",
                () -> journal.statistics().appendedFrames());
        metrics.counter("airshed_journal_forces", "Forces of the journal", () -> journal.statistics().forces());
        metrics.counter("airshed_journal_damaged_frames", "Damaged places found in the journal",
                () -> journal.statistics().damagedFrames());
        metrics.gauge("airshed_journal_torn_bytes", "Bytes cut off the journal's tail when it was opened",
                () -> journal.statistics().tornBytes());
        metrics.gauge("airshed_journal_bytes", "Size of the journal on disk", () -> journal.statistics().bytesOnDisk());
    }

    private static void delivery(Metrics metrics, Delivery delivery) {
        metrics.counter("airshed_delivery_stored", "Readings stored", () -> delivery.status().stored());
        metrics.counter("airshed_delivery_altered", "Repeats that differed from what was stored",
                () -> delivery.status().altered());
        metrics.counter("airshed_delivery_rejected", "Readings the store will never take, now dead letters",
                () -> delivery.status().rejected());
        metrics.counter("airshed_delivery_refused", "Records and payloads refused on admission, now dead letters",
                () -> delivery.status().refused());
        metrics.counter("airshed_delivery_undecodable", "Journal frames that could not be decoded",
                () -> delivery.status().damagedFrames());
        metrics.gauge("airshed_delivery_backlog_bytes", "Journal bytes not yet in the store",
                () -> delivery.status().backlogBytes());
        metrics.gauge("airshed_delivery_readings_per_second", "Readings stored a second",
                () -> delivery.status().readingsPerSecond());
    }
}
