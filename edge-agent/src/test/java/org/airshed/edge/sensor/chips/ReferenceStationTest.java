package org.airshed.edge.sensor.chips;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.airshed.edge.sensor.SensorAddress;
import org.junit.jupiter.api.Test;

/** A maker follows four papers at once: parts, wires, notes, settings. They must say the same as the drivers. */
class ReferenceStationTest {
    private static final Path HARDWARE = Path.of("..", "hardware");
    private static final Path NOTES = Path.of("..", "firmware-notes");
    private static final Path SAMPLE = Path.of("src", "main", "dist", "agent.yaml");
    /** What a chip is called, and where it sits: 0x62, /dev/ttyAMA0. */
    private static final Map<String, String> STATION = Map.of("scd41", "0x62", "bme280", "0x76", "pms5003",
            "/dev/ttyAMA0");

    private static List<Map<String, String>> csv(String name) throws IOException {
        List<String> lines = Files.readAllLines(HARDWARE.resolve(name));
        String[] header = lines.getFirst().split(",", -1);
        var rows = new ArrayList<Map<String, String>>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
            assertThat(cells).as(line).hasSameSizeAs(header);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < cells.length; i++) {
                row.put(header[i], cells[i].replaceAll("^\"|\"$", ""));
            }
            rows.add(row);
        }
        return rows;
    }

    private static String cell(Map<String, String> row, String column) {
        String value = row.get(column);
        assertThat(value).as(column).isNotNull();
        return String.valueOf(value);
    }

    @Test
    void everyWireLeadsToAChipOfTheStationAtItsAddress() throws IOException {
        Map<String, Set<String>> places = new HashMap<>();
        for (Map<String, String> wire : csv("wiring.csv")) {
            places.computeIfAbsent(cell(wire, "chip"), _ -> new HashSet<>()).add(cell(wire, "address"));
        }
        assertThat(places).isEqualTo(STATION.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> Set.of(each.getValue()))));
    }

    @Test
    void thePinsCarryWhatTheHeaderOfARaspberryPiCarries() throws IOException {
        Map<String, String> header = Map.of("1", "3V3", "17", "3V3", "2", "5V", "3", "SDA1 (GPIO2)", "5",
                "SCL1 (GPIO3)", "8", "TXD0 (GPIO14)", "10", "RXD0 (GPIO15)");
        Set<String> ground = Set.of("6", "9", "14", "20", "25", "30", "34", "39");
        for (Map<String, String> wire : csv("wiring.csv")) {
            String pin = cell(wire, "pi_pin");
            assertThat(cell(wire, "pi_signal")).as("pin " + pin)
                    .isEqualTo(ground.contains(pin) ? "GND" : header.get(pin));
            String signal = cell(wire, "pi_signal");
            String end = cell(wire, "chip_pin");
            if (signal.startsWith("TXD")) {
                assertThat(end).contains("RX");
            }
            if (signal.startsWith("RXD")) {
                assertThat(end).contains("TX");
            }
            if (signal.equals("5V")) { // would destroy the others
                assertThat(cell(wire, "chip")).isEqualTo("pms5003");
            }
        }
    }

    @Test
    void everyChipIsAmongThePartsAndHasItsPage() throws IOException {
        Set<String> parts = new TreeSet<>();
        for (Map<String, String> part : csv("bom.csv")) {
            parts.add(cell(part, "chip"));
            assertThat(Integer.parseInt(cell(part, "quantity"))).isPositive();
            assertThat(Integer.parseInt(cell(part, "price_low_eur")))
                    .isLessThan(Integer.parseInt(cell(part, "price_high_eur")));
        }
        parts.remove("");
        assertThat(parts).isEqualTo(new TreeSet<>(STATION.keySet()));
        for (String chip : Drivers.chips()) {
            String page = Files.readString(NOTES.resolve(chip + ".md"));
            for (int address : Drivers.addresses(chip)) {
                assertThat(page).as(chip + ".md").contains(String.format("0x%02x", address));
            }
        }
        assertThat(Files.readString(NOTES.resolve("pms5003.md"))).contains("/dev/ttyAMA0", "9600");
    }

    @Test
    void thereIsADriverForEveryChipWhereItIsWired() {
        STATION.forEach((chip, place) -> {
            SensorAddress address = place.startsWith("/")
                    ? new SensorAddress.Serial(place)
                    : new SensorAddress.I2c(1, Integer.decode(place));
            assertThat(Drivers.name(chip, address).text()).startsWith(chip + "-");
            if (address instanceof SensorAddress.I2c i2c) {
                assertThat(Drivers.addresses(chip)).first().isEqualTo(i2c.address());
            }
        });
    }

    @Test
    void theShippedSettingsNameTheSameChipsInTheSamePlaces() throws IOException {
        JsonNode station = new YAMLMapper().readTree(SAMPLE.toFile()).path("stations").path(0);
        Map<String, String> named = new HashMap<>();
        for (JsonNode sensor : station.path("sensors")) {
            String chip = sensor.path("chip").asText();
            named.put(chip, sensor.path("port").asText(sensor.path("address").asText("only one")));
        }
        assertThat(named.keySet()).isEqualTo(STATION.keySet());
        named.forEach((chip, place) -> {
            if (place.equals("only one")) {
                assertThat(Drivers.addresses(chip)).hasSize(1);
            } else {
                assertThat(place).as(chip).isEqualTo(STATION.get(chip));
            }
        });
    }

    @Test
    void theTablesOfThePageAreThoseOfTheFiles() throws IOException {
        String page = Files.readString(HARDWARE.resolve("README.md"));
        for (Map<String, String> wire : csv("wiring.csv")) {
            assertThat(page).contains(row(wire, "pi_pin", "pi_signal", "chip", "chip_pin", "colour"));
        }
        long wires = page.lines().filter(line -> Pattern.matches("\\| \\d+ \\| [^|]+ \\| [a-z0-9]+ \\| .*", line))
                .count();
        assertThat(wires).isEqualTo(csv("wiring.csv").size());
        for (Map<String, String> part : csv("bom.csv")) {
            assertThat(page).contains(row(part, "quantity", "part", "note"));
        }
    }

    private static String row(Map<String, String> cells, String... columns) {
        return Arrays.stream(columns).map(column -> cell(cells, column)).collect(Collectors.joining(" | ", "| ", " |"));
    }
}
