package org.airshed.ingest.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The place a station proposes for itself, in the object {@code place} of its {@code /info}:
 *
 * <pre>{"place": {"latitude": 41.4, "longitude": 2.2, "environment": "outdoor",
 *   "height": 2.5, "elevation": 12, "site_type": "traffic", "from": "2026-11-15T00:00:00.000Z"}}</pre>
 *
 * <p>Latitude, longitude and environment are needed, the rest is optional. It only proposes: a place that a keeper has
 * set is never moved by it.
 *
 * @param fromMillis since when, null where the station does not say
 */
public record Proposal(Placement placement, @Nullable Long fromMillis) {
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder().streamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(20).maxNumberLength(40).build()).build());

    /** The proposal in an {@code /info} payload; empty where there is none, or none that can be a place. */
    public static Optional<Proposal> in(byte[] info) {
        JsonNode place;
        try {
            place = JSON.readTree(info).path("place");
        } catch (JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
        JsonNode latitude = place.path("latitude");
        JsonNode longitude = place.path("longitude");
        Optional<Environment> environment = Environment.of(place.path("environment").asText());
        if (!latitude.isNumber() || !longitude.isNumber() || environment.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Proposal(new Placement(latitude.doubleValue(), longitude.doubleValue(),
                    number(place.path("height")), number(place.path("elevation")), environment.get(),
                    text(place.path("site_type"))), from(place.path("from"))));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a place that cannot be; the keeper sees the payload as it came
        }
    }

    private static @Nullable Double number(JsonNode node) {
        return node.isNumber() ? (Double) node.doubleValue() : null;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.asText() : null;
    }

    private static @Nullable Long from(JsonNode node) {
        if (!node.isTextual()) {
            return null;
        }
        try {
            return Instant.parse(node.asText()).toEpochMilli();
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
