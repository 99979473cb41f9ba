package org.airshed.ingest.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.airshed.contract.id.StationId;
import org.jspecify.annotations.Nullable;

/**
 * What stations call themselves, and whether they said that they are there, in memory for who asks about many at once.
 * Presence begins anew with each start of the process: what a station said before may no longer be true.
 *
 * <p>Threads: any.
 */
public final class StationVoices {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_NAME = 80;

    private final Map<StationId, String> names = new ConcurrentHashMap<>();
    private final Map<StationId, Presence> presences = new ConcurrentHashMap<>();

    /**
     * What a station last said on its status topic.
     *
     * @param sinceMillis when it first said so, by the server's clock
     */
    public record Presence(boolean online, long sinceMillis) {}

    private StationVoices() {}

    /** Reads the names that are known from before. */
    public static StationVoices open(Registry registry) throws IOException {
        StationVoices voices = new StationVoices();
        registry.eachInfo(voices::heard);
        return voices;
    }

    /** Takes a notice that was kept; status and info are of interest. */
    public void heard(Notice notice) {
        switch (notice.kind()) {
            case INFO -> {
                String name = name(notice.bytes());
                if (name == null) {
                    names.remove(notice.station());
                } else {
                    names.put(notice.station(), name);
                }
            }
            case STATUS -> status(notice.bytes()).ifPresent(online -> presences.merge(notice.station(),
                    new Presence(online, notice.receivedMillis()),
                    (before, after) -> before.online() == after.online() ? before : after));
            case FAULTS, ANSWER -> {}
        }
    }

    /** What the station's {@code /info} calls it. */
    public Optional<String> name(StationId station) {
        return Optional.ofNullable(names.get(station));
    }

    /** Empty where it has not said so since this process started. */
    public Optional<Presence> presence(StationId station) {
        return Optional.ofNullable(presences.get(station));
    }

    /** True for {@code online}, false for {@code offline}, empty for anything else. */
    public static Optional<Boolean> status(byte[] payload) {
        return switch (new String(payload, StandardCharsets.UTF_8).strip().toLowerCase(Locale.ROOT)) {
            case "online" -> Optional.of(true);
            case "offline" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static @Nullable String name(byte[] info) {
        try {
            JsonNode name = JSON.readTree(info).path("name");
            String text = name.isTextual() ? name.asText().strip() : "";
            return text.isEmpty() || text.length() > MAX_NAME || text.chars().anyMatch(Character::isISOControl)
                    ? null
                    : text;
        } catch (IOException e) {
            return null; // an info that is no JSON names nobody
        }
    }
}
