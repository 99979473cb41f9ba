package org.airshed.ingest.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {
    private record Row(long time, boolean present, double value) {}

    /** Bursts make the rows grow while their ring has already turned. */
    @Test
    void itHoldsWhatAPlainListOfTheWindowHolds() {
        long seed = 20_261_122;
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            SlidingWindow window = new SlidingWindow(1_000);
            Deque<Row> plain = new ArrayDeque<>();
            long time = 0;
            for (int i = 0; i < 3_000; i++) {
                boolean burst = i / 300 % 2 == 1;
                time += 1 + random.nextInt(burst ? 3 : 40);
                Row row = new Row(time, random.nextInt(8) > 0, random.nextInt(50));
                plain.addLast(row);
                while (plain.getFirst().time() < time - 1_000) {
                    plain.removeFirst();
                }
                if (row.present()) {
                    window.add(time, row.value());
                } else {
                    window.addMissing(time);
                }
                double[] values = plain.stream().filter(Row::present).mapToDouble(Row::value).sorted().toArray();
                assertThat(window.values()).as("seed %d round %d row %d", seed, round, i).isEqualTo(values.length);
                if (values.length > 0) {
                    assertThat(window.min()).isEqualTo(values[0]);
                    assertThat(window.max()).isEqualTo(values[values.length - 1]);
                }
                double span = plain.getLast().time() - plain.getFirst().time();
                boolean full = plain.size() > 1 && 1_000 - span < span / (plain.size() - 1);
                assertThat(window.isFull()).as("seed %d round %d row %d", seed, round, i).isEqualTo(full);
            }
        }
    }
}
