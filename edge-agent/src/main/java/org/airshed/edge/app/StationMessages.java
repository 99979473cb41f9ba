package org.airshed.edge.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Optional;
import org.airshed.edge.config.ProposedPlace;
import org.airshed.edge.config.StationSettings;
import org.airshed.edge.sampling.SensorFault;
import org.airshed.edge.sampling.SensorState;

/** What a station publishes about itself, as JSON. */
final class StationMessages {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter MILLISECONDS = new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final Path MODEL = Path.of("/proc/device-tree/model");

    private StationMessages() {}

    /** The payload of {@code /info}: software, hardware, sensors found, settings in force, proposed place. */
    static String info(StationSettings settings, String boot, boolean simulated, Optional<Instant> placedFrom,
            List<SensorState> sensors) {
        ObjectNode info = JSON.createObjectNode();
        info.put("station", settings.id().text());
        if (settings.name() != null) {
            info.put("name", settings.name());
        }
        info.putObject("software").put("name", "airshed-agent").put("version", Version.text()).put("java",
                System.getProperty("java.version", "")).put("system",
                        System.getProperty("os.name", "") + " " + System.getProperty("os.arch", ""));
        info.put("hardware", simulated ? "simulated" : hardware());
        info.put("simulated", simulated);
        info.put("boot", boot);
        ArrayNode list = info.putArray("sensors");
        for (SensorState sensor : sensors) {
            ObjectNode one = list.addObject().put("name", sensor.name().text()).put("chip", sensor.chip())
                    .put("condition", sensor.condition().text());
            ArrayNode properties = one.putArray("properties");
            sensor.properties().forEach(properties::add);
        }
        info.putObject("settings").put("averaging_s", settings.averaging().toMillis() / 1000.0)
                .put("commit_interval_s", settings.spool().commitInterval().toMillis() / 1000.0)
                .put("spool_max_bytes", settings.spool().maxBytes());
        ProposedPlace place = settings.place();
        if (place != null) {
            ObjectNode where = info.putObject("place").put("latitude", place.latitude())
                    .put("longitude", place.longitude()).put("environment", place.environment());
            where.put("height", place.heightMetres()).put("elevation", place.elevationMetres()).put("site_type",
                    place.siteType());
            placedFrom.ifPresent(from -> where.put("from", MILLISECONDS.format(from)));
        }
        return text(info);
    }

    /** A payload of {@code /faults}. */
    static String fault(SensorFault fault, Optional<Instant> now) {
        ObjectNode message = JSON.createObjectNode();
        now.ifPresent(time -> message.put("time", MILLISECONDS.format(time)));
        message.put("sensor", fault.sensor().text()).put("kind", fault.kind().text()).put("what", fault.what())
                .put("count", fault.count());
        return text(message);
    }

    private static String text(ObjectNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message of our own cannot be written", e);
        }
    }

    private static String hardware() {
        try {
            // A C string.
            return Files.readString(MODEL).replace("\0", "").strip();
        } catch (IOException e) {
            return System.getProperty("os.arch", "unknown");
        }
    }
}
