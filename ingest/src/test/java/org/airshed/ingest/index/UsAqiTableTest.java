package org.airshed.ingest.index;

import static org.airshed.ingest.index.Given.ask;
import static org.airshed.ingest.index.Given.number;
import static org.airshed.ingest.index.Given.reason;
import static org.airshed.ingest.index.Given.some;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.airshed.ingest.index.IndexResult.NoIndex;
import org.airshed.ingest.index.IndexResult.Reason;
import org.airshed.ingest.index.IndexResult.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published table of 2024, typed here from 40 CFR 58 App. G Table 2 and not read from the data file. */
class UsAqiTableTest {
    private static final String TABLE = """
            pm2_5,24h,ug/m3,0.1, 0.0,9.0,0,50
            pm2_5,24h,ug/m3,0.1, 9.1,35.4,51,100
            pm2_5,24h,ug/m3,0.1, 35.5,55.4,101,150
            pm2_5,24h,ug/m3,0.1, 55.5,125.4,151,200
            pm2_5,24h,ug/m3,0.1, 125.5,225.4,201,300
            pm2_5,24h,ug/m3,0.1, 225.5,325.4,301,500
            pm10,24h,ug/m3,1, 0,54,0,50
            pm10,24h,ug/m3,1, 55,154,51,100
            pm10,24h,ug/m3,1, 155,254,101,150
            pm10,24h,ug/m3,1, 255,354,151,200
            pm10,24h,ug/m3,1, 355,424,201,300
            pm10,24h,ug/m3,1, 425,604,301,500
            o3,8h,ppm,0.001, 0.000,0.054,0,50
            o3,8h,ppm,0.001, 0.055,0.070,51,100
            o3,8h,ppm,0.001, 0.071,0.085,101,150
            o3,8h,ppm,0.001, 0.086,0.105,151,200
            o3,8h,ppm,0.001, 0.106,0.200,201,300
            o3,1h,ppm,0.001, 0.125,0.164,101,150
            o3,1h,ppm,0.001, 0.165,0.204,151,200
            o3,1h,ppm,0.001, 0.205,0.404,201,300
            o3,1h,ppm,0.001, 0.405,0.604,301,500
            co,8h,ppm,0.1, 0.0,4.4,0,50
            co,8h,ppm,0.1, 4.5,9.4,51,100
            co,8h,ppm,0.1, 9.5,12.4,101,150
            co,8h,ppm,0.1, 12.5,15.4,151,200
            co,8h,ppm,0.1, 15.5,30.4,201,300
            co,8h,ppm,0.1, 30.5,50.4,301,500
            so2,1h,ppb,1, 0,35,0,50
            so2,1h,ppb,1, 36,75,51,100
            so2,1h,ppb,1, 76,185,101,150
            so2,1h,ppb,1, 186,304,151,200
            so2,24h,ppb,1, 305,604,201,300
            so2,24h,ppb,1, 605,1004,301,500
            no2,1h,ppb,1, 0,53,0,50
            no2,1h,ppb,1, 54,100,51,100
            no2,1h,ppb,1, 101,360,101,150
            no2,1h,ppb,1, 361,649,151,200
            no2,1h,ppb,1, 650,1249,201,300
            no2,1h,ppb,1, 1250,2049,301,500
            """;

    private record Row(String property, String averaging, String unit, BigDecimal step, BigDecimal from, BigDecimal to,
            int low, int high) {
        static Row of(String line) {
            String[] cell = line.split(", ?", -1);
            return new Row(cell[0], cell[1], cell[2], new BigDecimal(cell[3]), new BigDecimal(cell[4]),
                    new BigDecimal(cell[5]), Integer.parseInt(cell[6]), Integer.parseInt(cell[7]));
        }

        IndexResult at(BigDecimal value) {
            return ask("us-epa-aqi", "2024-05-06", property, averaging, value, unit);
        }
    }

    private static final List<Row> ROWS = TABLE.lines().map(Row::of).toList();

    @Test
    void everyRowBeginsAndEndsAsPublished() {
        for (Row row : ROWS) {
            assertThat(number(row.at(row.from))).as("%s", row).isEqualTo(row.low);
            assertThat(number(row.at(row.to))).as("%s", row).isEqualTo(row.high);
        }
    }

    @Test
    void betweenTwoStepsTheLowerOneCounts() {
        for (Row row : ROWS) {
            BigDecimal almost = row.step.multiply(new BigDecimal("0.99999"));
            assertThat(number(row.at(row.from.add(almost)))).as("%s", row).isEqualTo(row.low);
            if (row.high < 300 || !row.averaging.equals("8h")) {
                assertThat(number(row.at(row.to.add(almost)))).as("%s", row).isEqualTo(row.high);
            }
            if (row.low > 0 && !startsAbove(row)) {
                assertThat(number(row.at(row.from.subtract(row.step.movePointLeft(3))))).as("%s", row)
                        .isEqualTo(row.low - 1);
            }
        }
    }

    /** Against the published formula in whole numbers: 2I <= 2x + 1 < 2I + 2, x the exact fraction. */
    @Test
    void everyStepInsideARowIsTheStraightLineRoundedHalfUp() {
        for (Row row : ROWS) {
            long width = row.to.subtract(row.from).divide(row.step).longValueExact();
            for (long i = 0; i <= width; i++) {
                long twiceFraction = 2L * (row.high - row.low) * i + width;
                long expected = row.low + twiceFraction / (2 * width);
                Value value = some(row.at(row.from.add(row.step.multiply(new BigDecimal(i)))));
                assertThat(value.number().longValueExact()).as("%s step %d", row, i).isEqualTo(expected);
                assertThat(value.band().numberFrom()).isLessThanOrEqualTo((int) expected);
                Integer to = value.band().numberTo();
                assertThat(to == null || to >= expected).isTrue();
            }
        }
    }

    @Test
    void theLastSegmentGoesOnAboveFiveHundred() {
        for (Row row : ROWS) {
            if (row.high == 500) {
                BigDecimal above = row.to.add(row.to.subtract(row.from));
                assertThat(number(row.at(above))).as("%s", row).isEqualTo(699);
                assertThat(some(row.at(above)).band().key()).isEqualTo("hazardous");
                assertThat(number(row.at(row.to.add(row.step)))).as("%s", row).isGreaterThanOrEqualTo(500);
            }
        }
    }

    @Test
    void gasesComeInPpbAndTheirTablesInPpm() {
        for (Row row : ROWS) {
            if (row.unit.equals("ppm")) {
                assertThat(
                        number(ask("us-epa-aqi", null, row.property, row.averaging, row.to.movePointRight(3), "ppb")))
                        .as("%s", row).isEqualTo(row.high);
            }
        }
    }

    @ParameterizedTest(name = "{0} {1} {2} ppm defines nothing")
    @CsvSource({"o3,1h,0.1249", "o3,1h,0", "o3,1h,-0.001", "o3,max-1h,0.124", "o3,8h,0.201", "so2,1h,0.305",
            "so2,max-1h,0.5", "so2,24h,0.3049"})
    void whereTheTableHasNoRowThereIsNoSubIndexAndNoZero(String property, String averaging, BigDecimal ppm) {
        IndexResult result = ask("us-epa-aqi", null, property, averaging, ppm, "ppm");
        assertThat(reason(result)).isEqualTo(Reason.UNDEFINED_HERE);
        assertThat(((NoIndex) result).sentence()).contains(property);
    }

    @ParameterizedTest(name = "{0} {1} at {2} is zero")
    @CsvSource({"pm2_5,24h,0", "pm2_5,24h,-3.2", "pm2_5,24h,0.09", "pm2_5,24h,-0.05", "pm10,24h,-1", "o3,8h,-2",
            "no2,1h,-0.4", "so2,1h,0", "co,8h,-20"})
    void zeroAndLessGiveZero(String property, String averaging, BigDecimal value) {
        String unit = property.startsWith("pm") ? "ug/m3" : "ppb";
        Value result = some(ask("us-epa-aqi", null, property, averaging, value, unit));
        assertThat(result.number()).isEqualByComparingTo("0");
        assertThat(result.band().key()).isEqualTo("good");
    }

    @ParameterizedTest(name = "AQI {1} is {2}")
    @CsvSource({"9.0,50,Good,#00E400", "9.1,51,Moderate,#FFFF00",
            "35.5,101,Unhealthy for Sensitive Groups,#FF7E00", "55.5,151,Unhealthy,#FF0000",
            "125.5,201,Very Unhealthy,#8F3F97", "225.5,301,Hazardous,#7E0023", "400,649,Hazardous,#7E0023"})
    void categoriesHaveTheirPublishedNamesAndColours(BigDecimal pm, int number, String name, String colour) {
        Value value = some(ask("us-epa-aqi", null, "pm2_5", "24h", pm, "ug/m3"));
        assertThat(value.number().intValueExact()).isEqualTo(number);
        assertThat(value.band().name("en")).isEqualTo(name);
        assertThat(value.band().colour()).isEqualTo(colour);
    }

    private static boolean startsAbove(Row row) {
        return (row.property.equals("o3") && row.averaging.equals("1h") && row.low == 101)
                || (row.property.equals("so2") && row.low == 201);
    }
}
