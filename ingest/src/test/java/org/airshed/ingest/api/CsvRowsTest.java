package org.airshed.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.derivation.NetworkSettings;
import org.airshed.ingest.quality.Reason;
import org.airshed.ingest.query.IndicatorsPage;
import org.airshed.ingest.query.PeriodEnds;
import org.airshed.ingest.query.RollupsPage;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.Span;
import org.airshed.ingest.series.StoredReading;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CsvRowsTest {
    private static final PeriodEnds MADRID = new PeriodEnds(NetworkSettings.proposed(ZoneId.of("Europe/Madrid")));
    private static final RowForm PLAIN = new RowForm(null, null, MADRID);

    private CsvRows rows = new CsvRows(PLAIN);

    @Test
    void aRowHasTheColumnsOfTheHeader() throws IOException {
        rows.add(reading(Instant.parse("2026-11-22T07:03:09.005Z"), 7.25, 1 << 6 | 1 << 2 | 1 << 30));

        assertThat(new String(CsvRows.readingsHeader(PLAIN), StandardCharsets.US_ASCII) + text()).isEqualTo("""
                station,sensor,property,level,time,value,unit,flag,reasons\r
                garden-1,pms5003-ttyama0,pm2_5,raw,2026-11-22T07:03:09.005Z,7.25,ug/m3,2,sentinel flat-line bit-30\r
                """);
    }

    // RFC 4180 section 2.5 to 2.7: a sentence has commas and quotes in it.
    @Test
    void sentencesStandLastAndInQuotes() throws IOException {
        var form = new RowForm(TimeLabel.BEGIN, "en", MADRID);
        rows = new CsvRows(form);
        rows.add(reading(Instant.parse("2026-11-22T07:03:09.005Z"), 7, Reason.SENTINEL.mask() | 1 << 30));
        rows.add(reading(Instant.parse("2026-11-22T07:04:09.005Z"), 8, 0));

        assertThat(new String(CsvRows.readingsHeader(form), StandardCharsets.US_ASCII) + text()).isEqualTo(
                """
                        station,sensor,property,level,time_begin,value,unit,flag,reasons,explanation\r
                        garden-1,pms5003-ttyama0,pm2_5,raw,2026-11-22T07:03:09.005Z,7,ug/m3,2,sentinel bit-30,"The sensor sent the number with which it says ""no value"". It is not used. bit-30"\r
                        garden-1,pms5003-ttyama0,pm2_5,raw,2026-11-22T07:04:09.005Z,8,ug/m3,2,,\r
                        """);
    }

    @Test
    void aRollupIsNamedByTheEndOfItsOwnDayWhereThatIsAskedFor() throws IOException {
        var form = new RowForm(TimeLabel.END, "ca", MADRID);
        rows = new CsvRows(form);
        var day = new Rollup(new StationId("garden-1"), new SensorName("scd41-62"), ObservedProperties.of("co2"),
                Level.RAW, Span.DAY, Instant.parse("2026-10-24T22:00:00Z").toEpochMilli(), null, null, null, 9, 0.375,
                Flag.MISSING, Reason.TOO_FEW_READINGS.mask());
        rows.add(new RollupsPage.Item(day, 4, null), false);
        rows.add(new RollupsPage.Item(day, 4, 9L), true);

        String said = Reason.TOO_FEW_READINGS.sentence("ca");
        assertThat(new String(CsvRows.rollupsHeader(form, false), StandardCharsets.US_ASCII) + text()).isEqualTo(
                """
                        station,sensor,property,level,time_end,value,min,max,count,coverage,unit,flag,reasons,revision,explanation\r
                        garden-1,scd41-62,co2,raw,2026-10-25T23:00:00.000Z,,,,9,0.375,ppm,9,too-few-readings,4,"%s"\r
                        garden-1,scd41-62,co2,raw,2026-10-25T23:00:00.000Z,,,,9,0.375,ppm,9,too-few-readings,4,9,"%s"\r
                        """
                        .formatted(said, said));
    }

    @Test
    void anIndicatorSaysWhatIsMissingInQuotesAndWhatReplacedIt() throws IOException {
        rows.add(indicator(null, "2 of 4 stations, 3 are needed", null), false);
        rows.add(indicator(7.5, null, 9L), true);

        assertThat(new String(CsvRows.indicatorsHeader(PLAIN, true), StandardCharsets.US_ASCII) + text()).isEqualTo(
                """
                        area,index,property,period,environment,time,value,lower,upper,unit,stations,coverage,category,deciding,missing,revision,replaced_by\r
                        old-town,concentration,pm2_5,1h,outdoor,2026-11-22T07:00:00.000Z,,,,ug/m3,2,0.5,,,"2 of 4 stations, 3 are needed",3\r
                        old-town,concentration,pm2_5,1h,outdoor,2026-11-22T07:00:00.000Z,7.5,,,ug/m3,2,0.5,uncorrected,,,3,9\r
                        """);
    }

    private static IndicatorsPage.Item indicator(@Nullable Double value, @Nullable String missing, @Nullable Long by) {
        return new IndicatorsPage.Item(new IndicatorValue("old-town", "concentration", "pm2_5", Span.HOUR, "outdoor",
                Instant.parse("2026-11-22T07:00:00Z").toEpochMilli(), value, null, null, 2, 0.5,
                value == null ? null : "uncorrected", missing), 3, by);
    }

    @Test
    void timesAreThoseOfTheStandardFormatterOnAnyDay() throws IOException {
        var random = new Random(42);
        for (int i = 0; i < 2_000; i++) {
            Instant time = Instant.ofEpochMilli(random.nextLong(-62_135_596_800_000L, 253_402_300_800_000L));
            rows.add(reading(time, i, 0));
            assertThat(text()).as("seed 42, round %d", i).contains("," + Text.time(time.toEpochMilli()) + ",");
        }
    }

    @Test
    void valuesReadBackAsTheSameNumber() throws IOException {
        var random = new Random(43);
        for (int i = 0; i < 2_000; i++) {
            double value = i % 2 == 0 ? random.nextInt(-53_000, 53_000) / 1_000.0 : random.nextGaussian() * 1e12;
            rows.add(reading(Instant.EPOCH, value, 0));
            assertThat(Double.parseDouble(text().split(",", -1)[5])).as("seed 43, round %d", i).isEqualTo(value);
        }
        assertThat(Text.number(12.0)).isEqualTo("12");
        assertThat(Text.number(-0.5)).isEqualTo("-0.5");
    }

    @Test
    void moreRowsThanTheFirstArrayHoldsAreAllThere() throws IOException {
        for (int i = 0; i < 5_000; i++) {
            rows.add(reading(Instant.EPOCH.plusSeconds(i), i, 0));
        }
        assertThat(text().lines()).hasSize(5_000);
    }

    private String text() throws IOException {
        var out = new ByteArrayOutputStream();
        rows.drainTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static StoredReading reading(Instant time, double value, int reasons) {
        return new StoredReading(new StationId("garden-1"), new SensorName("pms5003-ttyama0"),
                ObservedProperties.of("pm2_5"), Level.RAW, time.toEpochMilli(), value, Flag.NOT_EVALUATED, reasons);
    }
}
