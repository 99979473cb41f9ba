package org.airshed.ingest.standard;

import java.math.BigDecimal;
import java.util.List;
import org.airshed.ingest.standard.Criterion.Averaging;
import org.airshed.ingest.standard.Criterion.Measure;

/**
 * The published numbers a second time, written out from the documents and not read from the tables: what is judged over
 * a year, with how many may be over ({@code -} where nothing is counted) and over how many years the count is averaged.
 */
record Published(String standard, String pollutant, Averaging averaging, Measure measure, String step,
        BigDecimal limit, String unit, String allowed, int years) {
    private static final String ROWS = """
            who-2021|pm2_5|YEAR|MEAN|IT-1|35|ug/m3|-|1
            who-2021|pm2_5|YEAR|MEAN|IT-2|25|ug/m3|-|1
            who-2021|pm2_5|YEAR|MEAN|IT-3|15|ug/m3|-|1
            who-2021|pm2_5|YEAR|MEAN|IT-4|10|ug/m3|-|1
            who-2021|pm2_5|YEAR|MEAN|AQG|5|ug/m3|-|1
            who-2021|pm2_5|DAY|P99|IT-1|75|ug/m3|-|1
            who-2021|pm2_5|DAY|P99|IT-2|50|ug/m3|-|1
            who-2021|pm2_5|DAY|P99|IT-3|37.5|ug/m3|-|1
            who-2021|pm2_5|DAY|P99|IT-4|25|ug/m3|-|1
            who-2021|pm2_5|DAY|P99|AQG|15|ug/m3|-|1
            who-2021|pm10|YEAR|MEAN|IT-1|70|ug/m3|-|1
            who-2021|pm10|YEAR|MEAN|IT-2|50|ug/m3|-|1
            who-2021|pm10|YEAR|MEAN|IT-3|30|ug/m3|-|1
            who-2021|pm10|YEAR|MEAN|IT-4|20|ug/m3|-|1
            who-2021|pm10|YEAR|MEAN|AQG|15|ug/m3|-|1
            who-2021|pm10|DAY|P99|IT-1|150|ug/m3|-|1
            who-2021|pm10|DAY|P99|IT-2|100|ug/m3|-|1
            who-2021|pm10|DAY|P99|IT-3|75|ug/m3|-|1
            who-2021|pm10|DAY|P99|IT-4|50|ug/m3|-|1
            who-2021|pm10|DAY|P99|AQG|45|ug/m3|-|1
            who-2021|o3|PEAK_SEASON|MEAN|IT-1|100|ug/m3|-|1
            who-2021|o3|PEAK_SEASON|MEAN|IT-2|70|ug/m3|-|1
            who-2021|o3|PEAK_SEASON|MEAN|AQG|60|ug/m3|-|1
            who-2021|o3|DAILY_MAXIMUM_8H|P99|IT-1|160|ug/m3|-|1
            who-2021|o3|DAILY_MAXIMUM_8H|P99|IT-2|120|ug/m3|-|1
            who-2021|o3|DAILY_MAXIMUM_8H|P99|AQG|100|ug/m3|-|1
            who-2021|no2|YEAR|MEAN|IT-1|40|ug/m3|-|1
            who-2021|no2|YEAR|MEAN|IT-2|30|ug/m3|-|1
            who-2021|no2|YEAR|MEAN|IT-3|20|ug/m3|-|1
            who-2021|no2|YEAR|MEAN|AQG|10|ug/m3|-|1
            who-2021|no2|DAY|P99|IT-1|120|ug/m3|-|1
            who-2021|no2|DAY|P99|IT-2|50|ug/m3|-|1
            who-2021|no2|DAY|P99|AQG|25|ug/m3|-|1
            who-2021|no2|HOUR|COUNT|AQG|200|ug/m3|0|1
            who-2021|so2|DAY|P99|IT-1|125|ug/m3|-|1
            who-2021|so2|DAY|P99|IT-2|50|ug/m3|-|1
            who-2021|so2|DAY|P99|AQG|40|ug/m3|-|1
            who-2021|co|DAY|P99|IT-1|7|mg/m3|-|1
            who-2021|co|DAY|P99|AQG|4|mg/m3|-|1
            who-2021|co|DAILY_MAXIMUM_8H|COUNT|AQG|10|mg/m3|0|1
            who-2021|co|HOUR|COUNT|AQG|35|mg/m3|0|1
            eu-2008-50|pm2_5|YEAR|MEAN|limit value|25|ug/m3|-|1
            eu-2008-50|pm10|DAY|COUNT|limit value|50|ug/m3|35|1
            eu-2008-50|pm10|YEAR|MEAN|limit value|40|ug/m3|-|1
            eu-2008-50|no2|HOUR|COUNT|limit value|200|ug/m3|18|1
            eu-2008-50|no2|YEAR|MEAN|limit value|40|ug/m3|-|1
            eu-2008-50|so2|HOUR|COUNT|limit value|350|ug/m3|24|1
            eu-2008-50|so2|DAY|COUNT|limit value|125|ug/m3|3|1
            eu-2008-50|co|DAILY_MAXIMUM_8H|COUNT|limit value|10|mg/m3|0|1
            eu-2008-50|o3|DAILY_MAXIMUM_8H|COUNT|target value|120|ug/m3|25|3
            eu-2008-50|o3|DAILY_MAXIMUM_8H|COUNT|long-term objective|120|ug/m3|0|1
            eu-2024-2881|pm2_5|DAY|COUNT|limit value|25|ug/m3|18|1
            eu-2024-2881|pm2_5|YEAR|MEAN|limit value|10|ug/m3|-|1
            eu-2024-2881|pm10|DAY|COUNT|limit value|45|ug/m3|18|1
            eu-2024-2881|pm10|YEAR|MEAN|limit value|20|ug/m3|-|1
            eu-2024-2881|no2|HOUR|COUNT|limit value|200|ug/m3|3|1
            eu-2024-2881|no2|DAY|COUNT|limit value|50|ug/m3|18|1
            eu-2024-2881|no2|YEAR|MEAN|limit value|20|ug/m3|-|1
            eu-2024-2881|so2|HOUR|COUNT|limit value|350|ug/m3|3|1
            eu-2024-2881|so2|DAY|COUNT|limit value|50|ug/m3|18|1
            eu-2024-2881|so2|YEAR|MEAN|limit value|20|ug/m3|-|1
            eu-2024-2881|co|DAILY_MAXIMUM_8H|COUNT|limit value|10|mg/m3|0|1
            eu-2024-2881|co|DAY|COUNT|limit value|4|mg/m3|18|1
            eu-2024-2881|o3|DAILY_MAXIMUM_8H|COUNT|target value|120|ug/m3|18|3
            eu-2024-2881|o3|DAILY_MAXIMUM_8H|COUNT|long-term objective|100|ug/m3|3|1
            japan-eqs|pm2_5|YEAR|MEAN|annual mean|15|ug/m3|-|1
            japan-eqs|pm2_5|DAY|JAPAN_98|98 % value|35|ug/m3|-|1
            japan-eqs|ox|HOUR|COUNT|hourly|0.06|ppm|0|1
            """;

    /** What is judged over a year. */
    static List<Published> rows() {
        return ROWS.lines().map(line -> line.split("\\|", -1))
                .map(cell -> new Published(cell[0], cell[1], Averaging.valueOf(cell[2]), Measure.valueOf(cell[3]),
                        cell[4], new BigDecimal(cell[5]), cell[6], cell[7], Integer.parseInt(cell[8])))
                .toList();
    }

    static Published of(Standard standard, Criterion criterion) {
        return new Published(standard.id(), criterion.pollutant(), criterion.averaging(), criterion.measure(),
                criterion.step(), criterion.limit(), criterion.unit(),
                criterion.allowed() == null ? "-" : criterion.allowed().toString(), criterion.years());
    }

    Criterion criterion() {
        return Standards.of(standard).criteria().stream()
                .filter(criterion -> of(Standards.of(standard), criterion).equals(this)).findFirst()
                .orElseThrow(() -> new AssertionError("not in the table: " + this));
    }
}
