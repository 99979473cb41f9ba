package org.airshed.ingest.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.airshed.contract.wire.Topics;
import org.airshed.ingest.admission.AdmissionSettings;
import org.airshed.ingest.deadletter.DeadLetterSettings;
import org.airshed.ingest.mqtt.MqttSettings;
import org.jspecify.annotations.Nullable;

/** Reads the settings: defaults, over them the file, over it the options of the command line. */
public final class SettingsFile {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final long MB = 1L << 20;
    private static final long GB = 1L << 30;

    private final List<String> problems = new ArrayList<>();
    private final ObjectNode tree;
    private final Path folder;
    private final Map<String, String> optionNames;

    private SettingsFile(ObjectNode tree, Path folder, Map<String, String> optionNames) {
        this.tree = tree;
        this.folder = folder;
        this.optionNames = optionNames;
    }

    /**
     * Reads settings.
     *
     * @param file the settings file, null for none
     * @param options what the command line gave
     * @throws SettingsException with every problem, one a line
     */
    public static IngestSettings read(@Nullable Path file, Options options) throws SettingsException {
        ObjectNode tree = file == null ? JsonNodeFactory.instance.objectNode() : parse(file);
        Path folder = file == null ? Path.of("") : Path.of("").resolve(file).toAbsolutePath().getParent();
        options.applyTo(tree);
        SettingsFile reader = new SettingsFile(tree, folder == null ? Path.of("") : folder, options.names());
        IngestSettings settings = reader.settings();
        if (!reader.problems.isEmpty()) {
            throw new SettingsException(reader.problems);
        }
        return settings;
    }

    private static ObjectNode parse(Path file) throws SettingsException {
        try {
            JsonNode tree = YAML.readTree(Files.readString(file));
            if (tree instanceof ObjectNode object) {
                return object;
            }
            if (tree.isMissingNode() || tree.isNull()) {
                return JsonNodeFactory.instance.objectNode(); // every line is a comment
            }
            throw new SettingsException(List.of(file + " must hold keys with values"));
        } catch (NoSuchFileException e) {
            throw new SettingsException(List.of("there is no settings file " + file));
        } catch (JsonProcessingException e) {
            throw new SettingsException(List.of(file + " is no YAML: line "
                    + (e.getLocation() == null ? "?" : String.valueOf(e.getLocation().getLineNr())) + ": "
                    + e.getOriginalMessage()));
        } catch (IOException e) {
            throw new SettingsException(List.of(file + " cannot be read: " + e.getMessage()));
        }
    }

    private IngestSettings settings() {
        Section root = new Section("", tree, problems, optionNames);
        Path data = path(root.text("data", "data"), "data");
        Section mqtt = root.section("mqtt");
        Section http = root.section("http");
        Section stations = root.section("stations");
        int mqttPort = mqtt.integer("port", 1883, 0, 65_535);
        Topics topics = topics(mqtt);
        List<ListenSettings> listen = new ArrayList<>();
        for (Section one : mqtt.list("listen")) {
            listener(one).ifPresent(listen::add);
        }
        MqttSettings bounds = bounds(mqtt);
        mqtt.end();
        int httpPort = http.integer("port", 8080, 0, 65_535);
        List<String> names = http.texts("names");
        IngestSettings.Tiles tiles = tiles(http.section("tiles"));
        http.end();
        boolean accept = stations.flag("accept-proposals");
        boolean demo = root.flag("demo");
        stations.end();
        IngestSettings settings = new IngestSettings(data, topics, mqttPort, listen, bounds, httpPort,
                new HashSet<>(names), tiles, journal(root.section("journal")), admission(root.section("admission")),
                deadLetters(root.section("dead-letters")), influx(root.section("influx")), accept || demo,
                NetworkReader.read(root.section("network")),
                demo ? IngestSettings.Demo.YES : IngestSettings.Demo.NO);
        root.end();
        return settings;
    }

    private Path path(String text, String key) {
        // What the command line says is relative to where it was typed, what the file says to the file.
        return (optionNames.containsKey(key) ? Path.of("") : folder).resolve(text).toAbsolutePath().normalize();
    }

    private static Topics topics(Section mqtt) {
        String prefix = mqtt.text("prefix", Topics.DEFAULT_PREFIX);
        try {
            return new Topics(prefix);
        } catch (IllegalArgumentException e) {
            mqtt.problem("prefix", "cannot be used: " + e.getMessage());
            return Topics.standard();
        }
    }

    private Optional<ListenSettings> listener(Section one) {
        InetSocketAddress address = one.address("address");
        String certificate = one.text("tls-cert");
        String key = one.text("tls-key");
        boolean selfSigned = one.flag("tls-self-signed");
        one.end();
        String option = optionNames.getOrDefault(LISTEN, "mqtt.listen");
        if (address == null) {
            if (!one.has("address")) {
                one.problem("address", "(on the command line --listen) is missing: an address and a port such as"
                        + " 0.0.0.0:8883 for which the certificate is meant");
            }
            return Optional.empty();
        }
        if ((certificate == null) != (key == null)) {
            one.problem(certificate == null ? "tls-cert" : "tls-key",
                    "is missing: certificate and key belong together");
            return Optional.empty();
        }
        if (selfSigned && certificate != null) {
            one.problem("tls-self-signed", "stands beside a certificate; give one of them");
            return Optional.empty();
        }
        if (!selfSigned && certificate == null && !address.getAddress().isLoopbackAddress()) {
            one.problem("address", address.getHostString() + ":" + address.getPort()
                    + " can be reached from other machines, so it needs TLS: give a certificate and its key"
                    + " (--tls-cert and --tls-key), or let Airshed make them (--tls-self-signed)");
            return Optional.empty();
        }
        ListenSettings.Tls tls = selfSigned
                ? new ListenSettings.Tls.SelfSigned()
                : certificate == null || key == null
                        ? new ListenSettings.Tls.Off()
                        : new ListenSettings.Tls.Files(path(certificate, LISTEN), path(key, LISTEN));
        return Optional.of(new ListenSettings(address, tls, option));
    }

    /** Path under which the options of a listener are known. */
    static final String LISTEN = "mqtt.listen[0].address";

    private static MqttSettings bounds(Section mqtt) {
        MqttSettings standard = MqttSettings.standard(List.of());
        int maxPacket = (int) mqtt.bytes("max-packet", standard.maxPacketBytes(), 1024, 4 * MB);
        return new MqttSettings(List.of(), mqtt.integer("event-loops", standard.eventLoops(), 1, 64),
                mqtt.integer("max-connections", standard.maxConnections(), 1, 1_000_000), maxPacket,
                mqtt.integer("receive-maximum", standard.receiveMaximum(), 1, 65_535),
                mqtt.bytes("max-unacknowledged", standard.maxInFlightBytes(), 4 * MB, 4 * GB),
                (int) mqtt.bytes("max-notice", standard.maxNoticeBytes(), 1024, MB),
                mqtt.duration("connect-within", standard.connectWithin(), Duration.ofSeconds(1), Duration.ofMinutes(5)),
                mqtt.duration("keep-alive-most", standard.maxKeepAlive(), Duration.ofSeconds(10),
                        Duration.ofHours(18)));
    }

    private static IngestSettings.@Nullable Tiles tiles(Section tiles) {
        String url = tiles.text("url");
        String attribution = tiles.text("attribution");
        tiles.end();
        if (url != null && attribution == null) {
            tiles.problem("attribution", "is missing: the words that the tiles' licence asks for");
        }
        return url == null || attribution == null ? null : new IngestSettings.Tiles(url, attribution);
    }

    private static IngestSettings.JournalSize journal(Section journal) {
        long segment = journal.bytes("segment-size", 32 * MB, 8 * MB, GB);
        long most = journal.bytes("max-size", 4 * GB, 16 * MB, 1024 * GB);
        journal.end();
        if (most < 2 * segment) {
            journal.problem("max-size", "must hold at least two segments");
            most = 2 * segment;
        }
        return new IngestSettings.JournalSize(segment, most);
    }

    private static AdmissionSettings admission(Section admission) {
        Duration future = admission.duration("future-bound", AdmissionSettings.STANDARD.futureBound(), Duration.ZERO,
                Duration.ofDays(2));
        Instant earliest = AdmissionSettings.STANDARD.earliest();
        String text = admission.text("earliest");
        if (text != null) {
            try {
                earliest = Instant.parse(text);
            } catch (DateTimeParseException e) {
                admission.problem("earliest", "must be a time such as 2020-01-01T00:00:00Z, not '" + text + "'");
            }
        }
        admission.end();
        return new AdmissionSettings(future, earliest);
    }

    private static DeadLetterSettings deadLetters(Section letters) {
        DeadLetterSettings standard = DeadLetterSettings.STANDARD;
        DeadLetterSettings settings = new DeadLetterSettings(
                letters.bytes("max-size", standard.maxBytes(), 8 * MB, 64 * GB),
                letters.bytes("station-size", standard.stationBytes(), 0, GB));
        letters.end();
        return settings;
    }

    private @Nullable InfluxTarget influx(Section influx) {
        String url = influx.text("url");
        String org = influx.text("org");
        String bucket = influx.text("bucket");
        String token = influx.text("token-file");
        influx.end();
        if (url == null && org == null && bucket == null && token == null) {
            return null;
        }
        URI uri = null;
        try {
            uri = url == null ? null : new URI(url);
        } catch (URISyntaxException e) {
            influx.problem("url", "is no address: " + e.getMessage());
        }
        if (uri != null && !List.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
            influx.problem("url", "must begin with http:// or https://, not '" + url + "'");
        }
        for (Map.Entry<String, Boolean> part : Map.of("url", url == null, "org", org == null, "bucket", bucket == null,
                "token-file", token == null).entrySet()) {
            if (part.getValue()) {
                influx.problem(part.getKey(),
                        "is missing: InfluxDB is told by url, org, bucket and token-file together");
            }
        }
        if (uri == null || org == null || bucket == null || token == null) {
            return null;
        }
        Path file = path(token, "influx.token-file");
        if (!Files.isReadable(file)) {
            influx.problem("token-file", "names " + file + ", which cannot be read");
        }
        return new InfluxTarget(uri, org, bucket, file);
    }
}
