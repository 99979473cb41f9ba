package org.airshed.edge.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.airshed.edge.spool.SpoolEntry.DatedValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The recordings of Research Triangle Park, counted here a second time and in another way. They stand beside the
 * checkout, or where {@code -Dairshed.shared} says; the tests are skipped where they do not.
 */
class EpaRecordingsTest {
    private static final List<String> PROPERTIES = List.of("no2", "o3", "pm2_5", "temperature", "relative_humidity");

    @ParameterizedTest
    @ValueSource(strings = {"sensor-01.csv", "sensor-02.csv"})
    void everyNumericCellOfAMappedColumnIsReadOnceWithItsOwnValue(String file) throws Exception {
        Path csv = data(file);
        Read read = Read.of(csv, MappingFile.read(Path.of("../mappings/epa-sensor.yaml")));

        List<String> expected = new ArrayList<>();
        long rows = 0;
        long empty = 0;
        double lowest = 0;
        for (String line : Files.readString(csv).lines().skip(7).toList()) {
            String[] cells = line.split(",", -1);
            rows++;
            for (int i = 1; i <= 5; i++) {
                if (cells[i].isEmpty()) {
                    empty++;
                } else {
                    expected.add(utc(cells[0]) + " " + PROPERTIES.get(i - 1) + " " + Double.parseDouble(cells[i]));
                    lowest = Math.min(lowest, Double.parseDouble(cells[i]));
                }
            }
        }
        List<String> found = new ArrayList<>();
        for (DatedValue value : read.values()) {
            found.add(
                    Instant.ofEpochMilli(value.phenomenonTimeMillis()) + " " + value.property() + " " + value.value());
        }
        assertThat(rows).isGreaterThan(42_000);
        assertThat(lowest).isLessThan(-49);
        assertThat(read.tally().rows).isEqualTo(rows);
        assertThat(read.tally().skippedCells()).isEqualTo(empty);
        assertThat(read.tally().notLater).isZero();
        Collections.sort(expected);
        Collections.sort(found);
        assertThat(found).isEqualTo(expected);
        assertThat(read.checked().layout().ignored()).containsExactly("DP (°C)", "Inlet");
    }

    @Test
    void theReferenceComesInByItsQualityCodes() throws Exception {
        Path csv = data("reference-burdens-creek.csv");
        Read read = Read.of(csv, MappingFile.read(Path.of("../mappings/epa-reference.yaml")));
        Map<String, String> parameters = Map.of("NO2", "no2", "O3", "o3", "PM2.5-88101", "pm2_5", "TEMP", "temperature",
                "RHUM", "relative_humidity");
        List<String> expected = new ArrayList<>();
        int refused = 0;
        for (String line : Files.readString(csv).lines().skip(1).toList()) {
            String[] cells = line.split(",", -1);
            if (cells[15].equals("0")) {
                String[] date = cells[8].split("/", -1);
                expected.add(Instant.parse("%s-%02d-%02dT%5sZ".formatted(date[2], Integer.parseInt(date[0]),
                        Integer.parseInt(date[1]), cells[9]).replace(' ', '0').replace("Z", ":00Z")) + " "
                        + parameters.get(cells[3]) + " " + Double.parseDouble(cells[13]));
            } else {
                refused++;
            }
        }
        List<String> found = new ArrayList<>();
        for (DatedValue value : read.values()) {
            found.add(
                    Instant.ofEpochMilli(value.phenomenonTimeMillis()) + " " + value.property() + " " + value.value());
        }
        assertThat(refused).isEqualTo(6);
        assertThat(read.tally().skippedRows).hasEntrySatisfying("QC Code is '9'",
                count -> assertThat(count.number).isEqualTo(6));
        Collections.sort(expected);
        Collections.sort(found);
        assertThat(found).hasSize(3589).isEqualTo(expected);
    }

    /** Local time five hours behind UTC, reckoned by hand: {@code 8/1/2019 7:11} is 12:11. */
    private static Instant utc(String local) {
        String[] parts = local.split("[/ :]", -1);
        long minutes = (Long.parseLong(parts[1]) - 1) * 1440 + Long.parseLong(parts[3]) * 60 + Long.parseLong(parts[4]);
        assertThat(parts[0]).isEqualTo("8");
        return Instant.parse("2019-08-01T05:00:00Z").plusSeconds(60 * minutes);
    }

    private static Path data(String file) throws IOException {
        Path shared = Path.of(System.getProperty("airshed.shared", "../../shared"));
        Path csv = shared.resolve("data/epa-rtp-2019").resolve(file);
        assumeTrue(Files.isReadable(csv), () -> "skipped: the recordings are not at " + csv.toAbsolutePath().normalize()
                + "; say where they are with -Dairshed.test.flags=-Dairshed.shared=DIR");
        return csv;
    }
}
