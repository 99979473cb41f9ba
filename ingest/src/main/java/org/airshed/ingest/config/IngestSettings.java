package org.airshed.ingest.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.airshed.contract.wire.Topics;
import org.airshed.ingest.admission.AdmissionSettings;
import org.airshed.ingest.deadletter.DeadLetterSettings;
import org.airshed.ingest.derivation.NetworkSettings;
import org.airshed.ingest.mqtt.MqttSettings;
import org.jspecify.annotations.Nullable;

/**
 * All settings of the ingest tier.
 *
 * @param dataFolder everything this process keeps
 * @param mqttPort of the trusted loopback listener, 0 for any free one
 * @param listen further MQTT listeners
 * @param mqtt bounds of the MQTT server; its listeners are filled in when their keys have been read
 * @param httpPort of page and API on loopback, 0 for any free one
 * @param httpNames host names under which browsers may ask
 * @param tiles where the map's background comes from, or null
 * @param influx the store, or null for the embedded one
 * @param acceptProposals whether a station that no keeper has placed stands where it says
 * @param network what flags, corrections, indices and indicators are reckoned by
 */
public record IngestSettings(Path dataFolder, Topics topics, int mqttPort, List<ListenSettings> listen,
        MqttSettings mqtt, int httpPort, Set<String> httpNames, @Nullable Tiles tiles, JournalSize journal,
        AdmissionSettings admission, DeadLetterSettings deadLetters, @Nullable InfluxTarget influx,
        boolean acceptProposals, NetworkSettings network, Demo demo) {
    /** Whether this is the demo, which has areas of its own and whose watchers do not like to wait. */
    public enum Demo {
        NO, YES
    }

    /** A tile server and the words its licence asks for. */
    public record Tiles(String url, String attribution) {}

    /** Size of the ingest journal on disk. */
    public record JournalSize(long segmentBytes, long maxBytes) {}

    public IngestSettings {
        listen = List.copyOf(listen);
        httpNames = Set.copyOf(httpNames);
    }
}
