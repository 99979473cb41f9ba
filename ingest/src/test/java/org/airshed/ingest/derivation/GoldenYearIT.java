package org.airshed.ingest.derivation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.airshed.contract.reading.Flag;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A year of 50 stations whose indicators are reckoned twice: by the product, and from its table of raw readings by SQL
 * that shares nothing with it. The air is smooth enough for no test to find anything in it, so that SQL need not know
 * of flags; it has gaps, hours with too few stations, days with too few hours and days over the guideline.
 *
 * <p>Some two minutes; {@code -Dgolden.perHour=12} takes more readings an hour than three.
 */
class GoldenYearIT {
    private static final Instant YEAR = Instant.parse("2025-01-01T00:00:00Z");
    private static final int STATIONS = 50;
    private static final int PER_HOUR = Integer.getInteger("golden.perHour", 3);
    private static final long HOUR = 3_600_000;

    /** The hourly medians of those hours in which at least half of the stations have three quarters of their slots. */
    private static final String MEDIANS = """
            WITH raw AS (SELECT s.station AS station, r.t AS t, r.v AS v FROM series s JOIN
                (SELECT series, t, v FROM main UNION ALL SELECT series, t, v FROM tail) r ON r.series = s.id
                WHERE s.property = 'pm2_5' AND s.level = 'raw'),
            hour AS (SELECT station, t / 3600000 AS h, sum(v) / count(*) AS mean FROM raw GROUP BY station, t / 3600000
                HAVING count(*) >= :slots * 0.75),
            ranked AS (SELECT h, mean, row_number() OVER (PARTITION BY h ORDER BY mean) AS rank,
                count(*) OVER (PARTITION BY h) AS n FROM hour)
            SELECT h, avg(mean) AS median, max(n) AS n FROM ranked WHERE rank IN ((n + 1) / 2, (n + 2) / 2)
            GROUP BY h HAVING max(n) >= 25""";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void sqlComesToTheSameIndicators() throws IOException {
        long seed = Long.getLong("golden.seed", 20251121L);
        try (Town town = new Town(folder, YEAR.plus(Duration.ofMinutes(365 * 24 * 60 + 10)))) {
            String[] stations = new String[STATIONS];
            for (int i = 0; i < STATIONS; i++) {
                stations[i] = "station-" + (i + 1);
            }
            town.inUtc();
            town.stations(100, stations);
            town.area();
            for (int day = 0; day < 365; day += 5) {
                town.store(readings(stations, day, 5, seed));
            }
            town.compute();

            assertThat(town.rollups(Span.HOUR)).as("seed " + seed).allMatch(
                    row -> row.flag() == Flag.GOOD || row.flag() == Flag.NOT_EVALUATED || row.flag() == Flag.MISSING);
            town.read(connection -> {
                compareHours(connection, town.indicators(Span.HOUR, Indicators.CONCENTRATION));
                compareBands(connection, town.indicators(Span.HOUR, "eaqi"));
                compareDays(connection, town.indicators(Span.DAY, Indicators.CONCENTRATION));
                compareDailyIndex(connection, town.indicators(Span.DAY, "us-epa-aqi"));
                compareYear(connection, town);
                return true;
            });
        }
    }

    private static String sql(String rest) {
        return MEDIANS.replace(":slots", Integer.toString(PER_HOUR)) + rest;
    }

    private static void compareHours(Connection connection, List<IndicatorValue> product) throws SQLException {
        Map<Long, IndicatorValue> spoken = new TreeMap<>();
        product.stream().filter(row -> row.value() != null).forEach(row -> spoken.put(row.startMillis() / HOUR, row));
        int hours = 0;
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql(""))) {
            while (rows.next()) {
                IndicatorValue row = spoken.get(rows.getLong(1));
                assertThat(row).as("hour " + rows.getLong(1)).isNotNull();
                assertThat(row == null ? null : row.value()).isCloseTo(rows.getDouble(2), close());
                assertThat(row == null ? 0 : row.stations()).isEqualTo(rows.getInt(3));
                hours++;
            }
        }
        assertThat(spoken).hasSize(hours);
        assertThat(hours).isBetween(8000, 8759); // some hours have too few stations
        assertThat(product).hasSize(8760);
    }

    /** Bands of the European index: round half up, then the printed ranges. */
    private static void compareBands(Connection connection, List<IndicatorValue> product) throws SQLException {
        Map<Long, Double> bands = new TreeMap<>();
        product.stream().filter(row -> row.property().equals("pm2_5") && row.value() != null)
                .forEach(row -> bands.put(row.startMillis() / HOUR, row.value()));
        int hours = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT h, CASE WHEN r <= 5 THEN 1 WHEN r <= 15 THEN 2"
                        + " WHEN r <= 50 THEN 3 WHEN r <= 90 THEN 4 WHEN r <= 140 THEN 5 ELSE 6 END FROM (SELECT h,"
                        + " CAST(median + 0.5 AS INTEGER) AS r FROM (" + sql("") + "))")) {
            while (rows.next()) {
                assertThat(bands.get(rows.getLong(1))).as("hour " + rows.getLong(1)).isEqualTo(rows.getDouble(2));
                hours++;
            }
        }
        assertThat(bands).hasSize(hours);
        assertThat(bands.values()).contains(1.0, 2.0, 3.0);
    }

    private static String days() {
        return "SELECT h / 24 AS d, sum(median) / count(*) AS mean FROM (" + sql("")
                + ") GROUP BY h / 24 HAVING count(*) >= 18";
    }

    private static void compareDays(Connection connection, List<IndicatorValue> product) throws SQLException {
        Map<Long, Double> means = new TreeMap<>();
        product.stream().filter(row -> row.value() != null)
                .forEach(row -> means.put(row.startMillis() / (24 * HOUR), row.value()));
        int days = 0;
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(days())) {
            while (rows.next()) {
                assertThat(means.get(rows.getLong(1))).as("day " + rows.getLong(1))
                        .isCloseTo(rows.getDouble(2), close());
                days++;
            }
        }
        assertThat(means).hasSize(days);
        assertThat(days).isBetween(300, 364); // some days have too few hours
    }

    /** The US AQI of a day's PM2.5 in the two bands it reaches: truncate to a tenth, interpolate, round. */
    private static void compareDailyIndex(Connection connection, List<IndicatorValue> product) throws SQLException {
        Map<Long, Double> index = new TreeMap<>();
        product.stream().filter(row -> row.property().equals("pm2_5") && row.value() != null)
                .forEach(row -> index.put(row.startMillis() / (24 * HOUR), row.value()));
        int days = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT d, CASE WHEN c <= 90 THEN round(50.0 / 90 * c)"
                        + " ELSE round(49.0 / 263 * (c - 91) + 51) END FROM (SELECT d,"
                        + " CAST(mean * 10 + 0.000001 AS INTEGER) AS c FROM (" + days() + "))")) {
            while (rows.next()) {
                assertThat(index.get(rows.getLong(1))).as("day " + rows.getLong(1)).isEqualTo(rows.getDouble(2));
                days++;
            }
        }
        assertThat(index).hasSize(days);
        assertThat(index.values()).anyMatch(value -> value <= 50).anyMatch(value -> value > 50);
    }

    private static void compareYear(Connection connection, Town town) throws SQLException, IOException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT avg(mean), sum(mean > 15), count(*),"
                        + " sum(mean > 25), (SELECT mean FROM (" + days() + ") ORDER BY mean LIMIT 1 OFFSET"
                        + " (SELECT CAST((99 * count(*) + 99) / 100 AS INTEGER) - 1 FROM (" + days()
                        + "))) FROM (" + days() + ")")) {
            assertThat(row.next()).isTrue();
            int valid = row.getInt(3);
            assertThat(value(town, "who-2021:year-mean:aqg")).isCloseTo(row.getDouble(1), close());
            assertThat(value(town, "who-2021:day-p99:aqg")).isCloseTo(row.getDouble(5), close());
            assertThat(value(town, Indicators.DAYS_OVER + "who-2021")).isEqualTo(row.getInt(2));
            assertThat(value(town, Indicators.DAYS_OVER + "eu-2024-2881")).isEqualTo(row.getInt(4));
            assertThat(value(town, "eu-2024-2881:day-count:limit-value")).isEqualTo(row.getInt(4));
            assertThat(value(town, Indicators.CLEAN_AIR_DAYS))
                    .isCloseTo(100.0 * (valid - row.getInt(2)) / valid, close());
            assertThat(row.getInt(2)).isPositive();
        }
    }

    private static double value(Town town, String index) throws IOException {
        Double value = town.indicators(Span.YEAR, index).stream()
                .filter(row -> row.property().equals("pm2_5") && row.startMillis() == YEAR.toEpochMilli()).findFirst()
                .orElseThrow(() -> new AssertionError("no row of " + index)).value();
        assertThat(value).as(index).isNotNull();
        return value == null ? Double.NaN : value;
    }

    private static org.assertj.core.data.Offset<Double> close() {
        return org.assertj.core.data.Offset.offset(1e-9);
    }

    /** Seasons, days, weather of some days' length, a station's own offset; whole stations and the whole town fall silent. */
    private static List<Reading> readings(String[] stations, int firstDay, int days, long seed) {
        List<Reading> readings = new ArrayList<>();
        for (int hour = firstDay * 24; hour < (firstDay + days) * 24; hour++) {
            double season = 9 + 5 * Math.cos(2 * Math.PI * hour / (365 * 24));
            double day = 2 * Math.sin(2 * Math.PI * hour / 24);
            double weather = 4 * Math.sin(2 * Math.PI * hour / (24 * 17.3))
                    + 4 * Math.sin(2 * Math.PI * hour / (24 * 5.7));
            boolean town = new Random(seed + hour / 12).nextInt(25) == 0; // half a day in which only few speak
            for (int station = 0; station < stations.length; station++) {
                Random own = new Random(seed * 31 + station * 1_000_003L + hour / 30);
                if (own.nextInt(10) == 0 || (town && station % 3 != 0)) {
                    continue;
                }
                for (int slot = 0; slot < PER_HOUR; slot++) {
                    double jitter = new Random(seed * 17 + station * 7919L + hour * 104_729L + slot).nextDouble();
                    double value = Math.max(0.5, season + day + weather + station * 0.02 + jitter);
                    Instant time = YEAR.plus(Duration.ofHours(hour)).plus(Duration.ofMinutes(60L / PER_HOUR * slot));
                    assert time.atOffset(ZoneOffset.UTC).getYear() == 2025;
                    readings.add(Town.pm(stations[station], time, Math.round(value * 1000) / 1000.0));
                }
            }
        }
        return readings;
    }
}
