package org.airshed.ingest.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The hours of a real month with its gaps, reckoned a second time in the plainest way. */
class RecordedHoursTest {
    @Test
    void theHoursOfAugust2019ComeOutTheSameBySumAndCount() throws IOException {
        Path shared = Path.of(System.getProperty("airshed.shared", "../../shared"));
        Path csv = shared.resolve("data/epa-rtp-2019/sensor-01.csv");
        assumeTrue(Files.isReadable(csv), () -> "skipped: the recordings are not at " + csv.toAbsolutePath().normalize()
                + "; say where they are with -Dairshed.test.flags=-Dairshed.shared=DIR");

        List<Sample> samples = new ArrayList<>();
        // minutes since 1 August 00:00 local, by hour: sum, and how many different minutes
        TreeMap<Integer, double[]> plain = new TreeMap<>();
        for (String line : Files.readAllLines(csv)) {
            String[] cells = line.split(",", -1);
            if (!cells[0].startsWith("8/") || cells.length < 4 || cells[3].isEmpty()) {
                continue;
            }
            String[] when = cells[0].split("[/ :]", -1);
            int minute = (Integer.parseInt(when[1]) - 1) * 1440 + Integer.parseInt(when[3]) * 60
                    + Integer.parseInt(when[4]);
            samples.add(new Sample(Series.millis("2019-08-01T05:00:00Z") + minute * 60_000L, new BigDecimal(cells[3])));
            double[] hour = plain.computeIfAbsent(minute / 60, key -> new double[2]);
            hour[0] += Double.parseDouble(cells[3]);
            hour[1]++;
        }

        SortedMap<Long, Summary> hours = HourOfReadings.all(samples, CaptureRule.THREE_QUARTERS);
        assertThat(hours).hasSameSizeAs(plain).hasSizeGreaterThan(600);
        int withMean = 0;
        for (var entry : plain.entrySet()) {
            Summary hour = Objects.requireNonNull(
                    hours.get(Series.millis("2019-08-01T05:00:00Z") + entry.getKey() * Hours.HOUR_MILLIS));
            double count = entry.getValue()[1];
            assertThat(hour.count()).isEqualTo((int) count);
            assertThat(hour.completeness().coverage()).isEqualTo(count / 60);
            BigDecimal mean = hour.meanOrNull();
            assertThat(mean != null).isEqualTo(count >= 45);
            if (mean != null) {
                withMean++;
                assertThat(mean.doubleValue()).isCloseTo(entry.getValue()[0] / count, within(1e-9));
            }
        }
        assertThat(withMean).isGreaterThan(600).isLessThan(plain.size());
    }
}
