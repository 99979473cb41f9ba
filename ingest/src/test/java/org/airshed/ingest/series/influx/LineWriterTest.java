package org.airshed.ingest.series.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.airshed.ingest.series.SeriesUnavailableException;
import org.junit.jupiter.api.Test;

class LineWriterTest {
    private final List<String> stored = new ArrayList<>();
    private boolean away;

    /** A database that takes nothing old, and a whole request only if it takes every line of it. */
    private InfluxWriter.Answer answer(String lines) {
        if (away) {
            return new InfluxWriter.Answer.Later(Duration.ofSeconds(1), "nobody answers");
        }
        if (lines.contains("old")) {
            return new InfluxWriter.Answer.Refused("beyond the retention");
        }
        stored.addAll(lines.lines().toList());
        return new InfluxWriter.Answer.Stored();
    }

    @Test
    void whatIsRefusedForGoodIsFoundAndCountedAndTheRestIsStored() throws SeriesUnavailableException {
        LineWriter writer = new LineWriter(this::answer, 4);
        writer.write(List.of("a", "old 1", "b", "c", "d", "e", "old 2", "old 3", "f"));
        assertThat(stored).containsExactly("a", "b", "c", "d", "e", "f");
        assertThat(writer.refused()).isEqualTo(3);
        away = true;
        assertThatThrownBy(() -> writer.write(List.of("old 4"))).isInstanceOf(SeriesUnavailableException.class)
                .hasMessageContaining("nobody answers");
        assertThat(writer.refused()).isEqualTo(3);
    }
}
