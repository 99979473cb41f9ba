package org.airshed.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.series.StoredReading;
import org.junit.jupiter.api.Test;

class CsvRowsTest {
    private final CsvRows rows = new CsvRows();

    @Test
    void aRowHasTheColumnsOfTheHeader() throws IOException {
        rows.add(reading(Instant.parse("2026-11-22T07:03:09.005Z"), 7.25, 1 << 6 | 1 << 2 | 1 << 30));

        assertThat(new String(CsvRows.HEADER, StandardCharsets.US_ASCII) + text()).isEqualTo("""
                station,sensor,property,level,time,value,unit,flag,reasons\r
                garden-1,pms5003-ttyama0,pm2_5,raw,2026-11-22T07:03:09.005Z,7.25,ug/m3,2,sentinel flat-line bit-30\r
                """);
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
