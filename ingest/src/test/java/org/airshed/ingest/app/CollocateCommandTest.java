package org.airshed.ingest.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.correction.Formula;
import org.airshed.ingest.correction.Range;
import org.airshed.ingest.database.Database;
import org.airshed.ingest.registry.FittedCorrection;
import org.airshed.ingest.registry.FittedCorrections;
import org.airshed.ingest.series.embedded.EmbeddedSettings;
import org.airshed.ingest.series.embedded.EmbeddedStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command over the recordings of Research Triangle Park, reckoned a second time here: hours by hand from the file's
 * own cells, figures from plain sums, the plane by elimination. The recordings stand beside the checkout, or where
 * {@code -Dairshed.shared} says; these tests are skipped where they do not.
 */
class CollocateCommandTest {
    private static final long START = Instant.parse("2019-08-01T05:00:00Z").toEpochMilli();
    private static final int HOURS = 744;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private Ran collocate(String... arguments) {
        return Ran.airshedOn(folder, Ran.words("collocate", arguments));
    }

    private static Path data(String file) {
        Path shared = Path.of(System.getProperty("airshed.shared", "../../shared"));
        Path csv = shared.resolve("data/epa-rtp-2019").resolve(file);
        assumeTrue(Files.isReadable(csv), () -> "skipped: the recordings are not at " + csv.toAbsolutePath().normalize()
                + "; say where they are with -Dairshed.test.flags=-Dairshed.shared=DIR");
        return csv;
    }

    private static List<String> epa(String parameter, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--reference",
                data("reference-burdens-creek.csv").toString(), "--reference-time", "Date (UTC),Time (UTC)",
                "--reference-format", "M/d/uuuu H:mm", "--reference-offset", "Z", "--reference-column", "Value",
                "--reference-where", "Param=" + parameter, "--reference-where", "QC Code=0", "--from",
                "2019-08-01T05:00:00Z", "--to", "2019-09-01T05:00:00Z", "--day-offset", "-05:00"));
        arguments.addAll(List.of(more));
        return arguments;
    }

    /** Column of the sensor files, 1 to 5. */
    private static final Map<Integer, String> COLUMNS = Map.of(1, "no2", 2, "o3", 3, "pm2_5", 4, "temperature", 5,
            "relative_humidity");

    private static long minute(String local) {
        String[] parts = local.split("[/ :]", -1);
        return (Long.parseLong(parts[1]) - 1) * 1440 + Long.parseLong(parts[3]) * 60 + Long.parseLong(parts[4]);
    }

    private void store(String file, String station) throws IOException {
        List<Reading> readings = new ArrayList<>();
        for (String line : Files.readString(data(file)).lines().skip(7).toList()) {
            String[] cells = line.split(",", -1);
            for (int column = 1; column <= 5; column++) {
                if (!cells[column].isEmpty() && column != 4) {
                    readings.add(new Reading(new StationId(station), new SensorName("toucan"),
                            ObservedProperties.of(COLUMNS.getOrDefault(column, "")), START + 60_000 * minute(cells[0]),
                            Double.parseDouble(cells[column])));
                }
            }
        }
        try (Database database = Database.open(folder);
                EmbeddedStore store = EmbeddedStore.open(database, EmbeddedSettings.STANDARD,
                        InstantSource.system())) {
            store.write(readings, 1);
        }
    }

    /** Hourly means of a column by hour since the start, those with fewer than 45 minutes left out. */
    private static SortedMap<Integer, Double> sensorHours(String file, int column) throws IOException {
        TreeMap<Integer, List<Double>> values = new TreeMap<>();
        for (String line : Files.readString(data(file)).lines().skip(7).toList()) {
            String[] cells = line.split(",", -1);
            if (!cells[column].isEmpty()) {
                values.computeIfAbsent((int) (minute(cells[0]) / 60), _ -> new ArrayList<>())
                        .add(Double.valueOf(cells[column]));
            }
        }
        TreeMap<Integer, Double> means = new TreeMap<>();
        values.forEach((hour, of) -> {
            if (of.size() >= 45) {
                means.put(hour, of.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
            }
        });
        return means;
    }

    /** The reference by hour since the start, from its columns of local time. */
    private static SortedMap<Integer, Double> referenceHours(String parameter) throws IOException {
        TreeMap<Integer, Double> hours = new TreeMap<>();
        for (String line : Files.readString(data("reference-burdens-creek.csv")).lines().skip(1).toList()) {
            String[] cells = line.split(",", -1);
            if (cells[3].equals(parameter) && cells[15].equals("0")) {
                hours.put((int) (minute(cells[10] + " " + cells[11]) / 60), Double.valueOf(cells[13]));
            }
        }
        return hours;
    }

    private static SortedMap<Integer, Double> days(SortedMap<Integer, Double> hours) {
        TreeMap<Integer, Double> days = new TreeMap<>();
        for (int day = 0; day < HOURS / 24; day++) {
            var of = hours.subMap(day * 24, day * 24 + 24).values();
            if (of.size() >= 18) {
                days.put(day, of.stream().mapToDouble(Double::doubleValue).sum() / of.size());
            }
        }
        return days;
    }

    private record Sums(int n, double x, double y, double xx, double yy, double xy, double square, double absolute) {
        /** x is the reference, y the sensor. */
        static Sums of(SortedMap<Integer, Double> sensor, SortedMap<Integer, Double> reference) {
            int n = 0;
            double[] s = new double[7];
            for (Map.Entry<Integer, Double> entry : sensor.entrySet()) {
                Double x = reference.get(entry.getKey());
                if (x != null) {
                    double y = entry.getValue();
                    n++;
                    double[] add = {x, y, x * x, y * y, x * y, (y - x) * (y - x), Math.abs(y - x)};
                    for (int i = 0; i < s.length; i++) {
                        s[i] += add[i];
                    }
                }
            }
            return new Sums(n, s[0], s[1], s[2], s[3], s[4], s[5], s[6]);
        }

        double slope() {
            return (n * xy - x * y) / (n * xx - x * x);
        }

        double r2() {
            return Math.pow(n * xy - x * y, 2) / ((n * xx - x * x) * (n * yy - y * y));
        }
    }

    private static void check(JsonNode report, Sums sums) {
        JsonNode found = report.get("comparison");
        assertThat(found.get("n").asInt()).isEqualTo(sums.n());
        assertThat(found.get("slope").asDouble()).isCloseTo(sums.slope(), within(1e-8));
        assertThat(found.get("intercept").asDouble()).isCloseTo((sums.y() - sums.slope() * sums.x()) / sums.n(),
                within(1e-7));
        assertThat(found.get("r2").asDouble()).isCloseTo(sums.r2(), within(1e-8));
        assertThat(found.get("rmse").asDouble()).isCloseTo(Math.sqrt(sums.square() / sums.n()), within(1e-9));
        assertThat(found.get("nrmse_percent").asDouble())
                .isCloseTo(100 * Math.sqrt(sums.square() / sums.n()) / (sums.x() / sums.n()), within(1e-8));
        assertThat(found.get("mae").asDouble()).isCloseTo(sums.absolute() / sums.n(), within(1e-9));
        assertThat(found.get("bias").asDouble()).isCloseTo((sums.y() - sums.x()) / sums.n(), within(1e-9));
    }

    @Test
    void figuresOfTheRecordingsAreThoseReckonedHere() throws IOException {
        for (int unit = 1; unit <= 2; unit++) {
            store("sensor-0" + unit + ".csv", "rtp-0" + unit);
        }
        List<String> parameters = List.of("NO2", "O3", "PM2.5-88101");
        for (int unit = 1; unit <= 2; unit++) {
            for (int column = 1; column <= 3; column++) {
                String parameter = parameters.get(column - 1);
                SortedMap<Integer, Double> own = sensorHours("sensor-0" + unit + ".csv", column);
                SortedMap<Integer, Double> other = sensorHours("sensor-0" + (3 - unit) + ".csv", column);
                SortedMap<Integer, Double> reference = referenceHours(parameter);
                if (column == 3) {
                    own = days(own);
                    other = days(other);
                    reference = days(reference);
                }
                List<String> arguments = epa(parameter, "rtp-0" + unit, "--property",
                        COLUMNS.getOrDefault(column, ""), "--beside", "rtp-0" + (3 - unit));
                Ran text = collocate(arguments.toArray(String[]::new));
                assertThat(text.err()).isEmpty();
                assertThat(text.out()).contains("Meeting the US EPA's targets gives no regulatory standing.");
                if (column == 1) {
                    // The mean of NO2 lies below zero, which a share of it cannot be taken of.
                    assertThat(text.out()).contains("not defined for these values");
                }
                arguments.add("--json");
                JsonNode report = JSON.readTree(collocate(arguments.toArray(String[]::new)).out());
                check(report, Sums.of(own, reference));
                Sums units = Sums.of(own, other);
                // Of two units the squares about their mean are half the square of their difference.
                assertThat(report.get("precision").get("intervals").asInt()).isEqualTo(units.n());
                assertThat(report.get("precision").get("sd").asDouble())
                        .isCloseTo(Math.sqrt(units.square() / 2 / (2 * units.n() - 1)), within(1e-9));
            }
        }
    }

    @Test
    void theOfferedCorrectionIsTheOneFittedOnItsBlocks() throws IOException {
        store("sensor-01.csv", "rtp-01");
        List<String> arguments = epa("PM2.5-88101", "rtp-01", "--property", "pm2_5", "--average", "1h", "--offer",
                "burdens-creek", "--with-humidity", "--valid-from", "2019-09-01", "--valid-to", "2020-03-01", "--by",
                "Ada", "--plot", folder.resolve("plot.svg").toString());
        Ran kept = collocate(arguments.toArray(String[]::new));
        assertThat(kept.err()).isEmpty();
        assertThat(kept.out()).contains("Correction burdens-creek@1 is kept for sensor toucan of station rtp-01");
        assertThat(collocate(arguments.toArray(String[]::new)).out()).contains("Correction burdens-creek@2 is kept");
        assertThat(Files.readString(folder.resolve("plot.svg"))).startsWith("<svg").contains("µg/m³", "n = ");

        SortedMap<Integer, Double> sensor = sensorHours("sensor-01.csv", 3);
        SortedMap<Integer, Double> humidity = sensorHours("sensor-01.csv", 5);
        SortedMap<Integer, Double> reference = referenceHours("PM2.5-88101");
        double[][] normal = new double[3][4];
        int n = 0;
        double lowest = Double.MAX_VALUE;
        for (int hour = 0; hour < HOURS; hour++) {
            Double x = sensor.get(hour);
            Double z = humidity.get(hour);
            Double y = reference.get(hour);
            int block = hour * 9 / HOURS + 1;
            if (x == null || y == null || z == null || block == 2 || block == 5 || block == 8) {
                continue;
            }
            n++;
            lowest = Math.min(lowest, x);
            double[] row = {1, x, z, y};
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 4; j++) {
                    normal[i][j] += row[i] * row[j];
                }
            }
        }
        double[] solved = solve(normal);
        try (Database database = Database.open(folder)) {
            FittedCorrection fit = FittedCorrections.open(database, InstantSource.system())
                    .list(new StationId("rtp-01")).getFirst().correction();
            assertThat(fit.n()).isEqualTo(n);
            assertThat(number(fit, "intercept")).isCloseTo(solved[0], within(1e-7));
            assertThat(number(fit, "slope")).isCloseTo(solved[1], within(1e-8));
            assertThat(number(fit, "humidity")).isCloseTo(solved[2], within(1e-8));
            assertThat(fit.reference()).startsWith("reference-burdens-creek.csv; period cut into 9");
            assertThat(fit.humiditySensor()).isEqualTo(new SensorName("toucan"));
            assertThat(fit.validFromMillis()).isEqualTo(Instant.parse("2019-09-01T00:00:00Z").toEpochMilli());
            assertThat(fit.ranges()).hasSize(2).extracting(Range::property)
                    .containsExactly(ObservedProperties.of("pm2_5"), ObservedProperties.of("relative_humidity"));
            assertThat(fit.ranges().getFirst().from().doubleValue()).isCloseTo(lowest, within(1e-9));
        }
    }

    private static double number(FittedCorrection fit, String name) {
        return fit.localFit().correction().formula() instanceof Formula.Plane plane
                ? switch (name) {
                    case "intercept" -> plane.intercept().doubleValue();
                    case "slope" -> plane.slope().doubleValue();
                    default -> plane.humidity().doubleValue();
                }
                : Double.NaN;
    }

    /** Gauss, with the largest pivot. */
    private static double[] solve(double[][] rows) {
        for (int column = 0; column < 3; column++) {
            int pivot = column;
            for (int row = column + 1; row < 3; row++) {
                if (Math.abs(rows[row][column]) > Math.abs(rows[pivot][column])) {
                    pivot = row;
                }
            }
            double[] swapped = rows[column];
            rows[column] = rows[pivot];
            rows[pivot] = swapped;
            for (int row = 0; row < 3; row++) {
                double factor = row == column ? 0 : rows[row][column] / rows[column][column];
                for (int i = column; i < 4; i++) {
                    rows[row][i] -= factor * rows[column][i];
                }
            }
        }
        return new double[]{rows[0][3] / rows[0][0], rows[1][3] / rows[1][1], rows[2][3] / rows[2][2]};
    }

    @Test
    void whatCannotBeDoneIsSaidInASentence() throws IOException {
        List<Reading> readings = new ArrayList<>();
        for (int minute = 0; minute < 600; minute++) {
            for (String sensor : List.of("pms5003-a", "pms5003-b")) {
                readings.add(new Reading(new StationId("park-1"), new SensorName(sensor),
                        ObservedProperties.of("pm2_5"), START + 60_000L * minute, minute % 7));
            }
        }
        try (Database database = Database.open(folder);
                EmbeddedStore store = EmbeddedStore.open(database, EmbeddedSettings.STANDARD,
                        InstantSource.system())) {
            store.write(readings, 1);
        }
        Path csv = Files.writeString(folder.resolve("ref.csv"), "time,value\n2019-08-01T05:00:00Z,ten\n");
        List<String> base = List.of("park-1", "--property", "pm2_5", "--from", "2019-08-01", "--to", "2019-08-02",
                "--average", "1h");
        assertThat(run(base, "--reference", csv.toString()).err())
                .contains("--sensor NAME chooses one of the sensors of station park-1 for pm2_5: pms5003-a, pms5003-b");
        assertThat(run(base, "--reference", csv.toString(), "--sensor", "pms5003-a").err())
                .contains("airshed: ref.csv line 2, column 'value': 'ten' is no number").doesNotContain("Exception");
        assertThat(run(base, "--reference", "no-such.csv", "--sensor", "pms5003-a").err())
                .contains("there is no file no-such.csv");
        assertThat(run(base, "--reference", "park-2", "--sensor", "pms5003-a").err())
                .contains(
                        "has no pm2_5 of station park-2; 'airshed station list' shows the stations of this data folder");
        assertThat(run(base, "--reference", csv.toString(), "--sensor", "pms5003-a", "--offer", "x").err())
                .contains("--offer needs --valid-from TIME").contains("--by NAME");
        // What cannot be kept is told before anything is reckoned and shown.
        List<String> offer = new ArrayList<>(base);
        offer.addAll(List.of("--reference", "park-1", "--reference-sensor", "pms5003-b", "--sensor", "pms5003-a"));
        for (List<String> wrong : List.of(
                List.of("--offer", "My Fit", "--valid-from", "2019-09-01", "--by", "A",
                        "--offer takes ID or ID@VERSION"),
                List.of("--offer", "epa-5piece@2", "--valid-from", "2019-09-01", "--by", "A",
                        "--offer epa-5piece@2 is the name of a published correction"),
                List.of("--offer", "fit", "--valid-from", "soon", "--by", "A", "--valid-from takes a time"),
                List.of("--offer", "fit", "--valid-from", "2019-09-01", "--by", " ", "--by NAME, who says so"),
                List.of("--offer", "fit", "--valid-from", "2019-09-01", "--by", "A", "--valid-to", "2019-09-01",
                        "--valid-to must be later than --valid-from"),
                List.of("--plot", folder.resolve("no/such/plot.svg").toString(), "there is no such folder"),
                List.of("--interval", "0s", "--interval takes a time above 0s and up to 1h"),
                List.of("--interval", "soon", "--interval takes a time such as 10s"))) {
            Ran told = run(offer, wrong.subList(0, wrong.size() - 1).toArray(String[]::new));
            assertThat(told.err()).contains(wrong.getLast()).doesNotContain("Exception");
            assertThat(told.out()).isEmpty();
            assertThat(told.code()).isEqualTo(1);
        }
        assertThat(run(base, "--reference", csv.toString(), "--sensor", "pms5003-a", "--reference-format", "Qx{").err())
                .contains("--reference-format takes a pattern such as 'M/d/uuuu H:mm', not 'Qx{'");
        assertThat(collocate("park-1", "--property", "pm2_5", "--from", "2018-08-01", "--to", "2018-08-02", "--average",
                "1h", "--sensor", "pms5003-a", "--reference", "park-1", "--reference-sensor", "pms5003-b").err())
                .contains("the sensor has 0 hours and the reference 0; --from and --to choose a period");
        assertThat(run(base, "--sensor", "pms5003-a").code()).isEqualTo(2);
        // Two units beside each other: the second serves as reference.
        Ran twins = run(base, "--reference", "park-1", "--reference-sensor", "pms5003-b", "--sensor", "pms5003-a");
        assertThat(twins.err()).isEmpty();
        assertThat(twins.out()).contains("10 pairs of 24 hours", "RMSE           0.000 ug/m3",
                "The US EPA has no targets for 1-hour means of pm2_5; it has them for 24-hour means");
    }

    private Ran run(List<String> base, String... more) {
        List<String> all = new ArrayList<>(base);
        all.addAll(List.of(more));
        return collocate(all.toArray(String[]::new));
    }
}
