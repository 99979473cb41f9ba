package org.airshed.ingest.series.influx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.series.WriteOutcome;
import org.junit.jupiter.api.Test;

/** Against a database of a few lines that refuses whatever the test tells it to. */
class BatchWriterTest {
    private static final long T = 1_772_366_400_000L;

    private final Map<String, String> stored = new HashMap<>();
    private int requests;
    private Predicate<String> refusesLine = line -> false;
    private boolean wholeRequest;
    private int answersUntilAway = Integer.MAX_VALUE;

    private InfluxWriter.Answer database(String lines) {
        requests++;
        if (requests > answersUntilAway) {
            return new InfluxWriter.Answer.Later(Duration.ofSeconds(7), "away");
        }
        List<String> all = lines.lines().toList();
        List<String> bad = all.stream().filter(refusesLine).toList();
        if (bad.isEmpty() || !wholeRequest) {
            all.stream().filter(refusesLine.negate()).forEach(line -> {
                String[] parts = line.split(" ", -1);
                for (String field : parts[1].split(",", -1)) {
                    stored.put(parts[0] + " " + field.substring(0, field.indexOf('=')) + " " + parts[2],
                            field.substring(field.indexOf('=') + 1));
                }
            });
        }
        return bad.isEmpty()
                ? new InfluxWriter.Answer.Stored()
                : new InfluxWriter.Answer.Refused("refused " + bad.getFirst());
    }

    @Test
    void aBatchGoesInRequestsOfABoundedSize() {
        assertThat(write(readings(12), 5)).isEqualTo(new WriteOutcome.Stored(0));
        assertThat(requests).isEqualTo(3);
        assertThat(stored).hasSize(12);
    }

    @Test
    void oneBadLineAmongFiveThousandIsSetAsideAndTheRestStored() {
        for (boolean whole : new boolean[]{true, false}) { // 400: nothing of the request is stored; 422: the rest is
            requests = 0;
            stored.clear();
            wholeRequest = whole;
            refusesLine = line -> line.contains(" co2=4321.0 ");
            WriteOutcome outcome = write(readings(5_000), 5_000);
            assertThat(outcome).isInstanceOfSatisfying(WriteOutcome.Rejected.class,
                    rejected -> assertThat(rejected.rejected()).singleElement().satisfies(one -> {
                        assertThat(one.reading().value()).isEqualTo(4321);
                        assertThat(one.reason()).startsWith("refused air,");
                    }));
            assertThat(stored).hasSize(4_999);
            assertThat(requests).isLessThan(30);
        }
    }

    @Test
    void ofALineWithOneBadValueTheOtherValuesAreStored() {
        refusesLine = line -> line.contains("pm1=");
        wholeRequest = true;
        WriteOutcome outcome = write(
                List.of(reading("co2", 0, 1), reading("pm1", 0, 2), reading("pm10", 0, 3), reading("co2", 1, 4)), 100);
        assertThat(outcome).isInstanceOfSatisfying(WriteOutcome.Rejected.class,
                rejected -> assertThat(rejected.rejected())
                        .extracting(one -> one.reading().property().id()).containsExactly("pm1"));
        assertThat(stored.values()).containsExactlyInAnyOrder("1.0", "3.0", "4.0");
    }

    @Test
    void whatIsBeyondRetentionAsAWholeIsSetAsideInOneAnswer() {
        List<Reading> readings = readings(3_000);
        BatchWriter writer = new BatchWriter(lines -> {
            requests++;
            return new InfluxWriter.Answer.Refused(
                    "partial write: dropped 3000 points outside retention policy of duration 1h0m0s"
                            + " - oldest point … dropped=" + lines.lines().count() + " for database: x");
        }, 5_000);
        assertThat(writer.write(readings)).isInstanceOfSatisfying(WriteOutcome.Rejected.class,
                rejected -> assertThat(rejected.rejected()).hasSize(3_000));
        assertThat(requests).isEqualTo(1);
    }

    @Test
    void theLastOfAKeyStaysLastWhileABatchIsHalved() {
        refusesLine = line -> line.contains("co2=13.0");
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            readings.add(reading("co2", 20 - i % 20, i)); // each time twice, and not in the order of time
        }
        write(readings, 100);
        for (int time = 1; time <= 20; time++) {
            assertThat(stored.get("air,sensor=main,station=atelier-3 co2 " + (T + time))).isEqualTo(40.0 - time + "");
        }
    }

    @Test
    void aDatabaseThatGoesAwayInTheMiddleMeansTheWholeBatchAgain() {
        refusesLine = line -> line.contains("co2=7.0");
        answersUntilAway = 3;
        assertThat(write(readings(100), 100)).isEqualTo(new WriteOutcome.TryLater(Duration.ofSeconds(7), "away"));
    }

    @Test
    void aRequestTooLargeForTheServerIsHalved() {
        BatchWriter writer = new BatchWriter(lines -> lines.length() > 1_000
                ? new InfluxWriter.Answer.TooLarge("413")
                : database(lines), 5_000);
        assertThat(writer.write(readings(200))).isEqualTo(new WriteOutcome.Stored(0));
        assertThat(stored).hasSize(200);
    }

    private WriteOutcome write(List<Reading> readings, int batchLines) {
        return new BatchWriter(this::database, batchLines).write(readings);
    }

    private static List<Reading> readings(int count) {
        return IntStream.range(0, count).mapToObj(i -> reading("co2", i, i)).toList();
    }

    private static Reading reading(String property, int millis, double value) {
        return new Reading(new StationId("atelier-3"), SensorName.MAIN, ObservedProperties.of(property), T + millis,
                value);
    }
}
