package org.airshed.edge.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code agent.yaml}: into records, or into a list of everything that is wrong with it. */
public final class SettingsFile {
    private static final YAMLMapper YAML = new YAMLMapper(
            YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

    private SettingsFile() {}

    /** @throws SettingsException with every problem at once, each with its key */
    public static AgentSettings read(Path file) throws SettingsException {
        Problems problems = new Problems();
        Path folder = file.toAbsolutePath().getParent();
        AgentSettings settings = read(new Section("", tree(file), problems),
                folder == null ? Path.of("").toAbsolutePath() : folder);
        if (!problems.none()) {
            throw new SettingsException(file.toString(), problems.lines());
        }
        return settings;
    }

    private static AgentSettings read(Section file, Path folder) {
        String data = file.text("data");
        String clock = file.choice("clock", "auto", List.of("auto", "trust"));
        List<StationSettings> stations = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Section section : file.sections("stations")) {
            StationSettings station = StationReader.read(section, folder);
            if (!ids.add(station.id().text())) {
                section.problem("id", "'" + station.id() + "' stands here twice; every station has an id of its own");
            }
            stations.add(station);
        }
        if (stations.isEmpty()) {
            file.problem("stations", "is missing: at least one station with id, connection and sensors");
        }
        file.end(Map.of());
        return new AgentSettings(data == null ? null : folder.resolve(data), clock.equals("trust"), stations);
    }

    private static JsonNode tree(Path file) throws SettingsException {
        String name = file.toString();
        try {
            return YAML.readTree(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new SettingsException(name, List.of("there is no such file"));
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
            throw new SettingsException(name, List.of(where + firstLine(e.getOriginalMessage())));
        } catch (IOException e) {
            throw new SettingsException(name, List.of("it cannot be read: " + e.getMessage()));
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("it is not YAML");
    }
}
