package org.airshed.edge.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.airshed.edge.spool.SpoolEntry.DatedValue;

/** A recording read as an import reads it: checked first, then handed on. */
record Read(Recording.Checked checked, List<DatedValue> values) {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    static Read of(Path csv, Mapping mapping) throws RecordingException, IOException {
        Recording recording = new Recording(csv, mapping, NOW);
        List<DatedValue> values = new ArrayList<>();
        try {
            Recording.Checked checked = recording.check();
            recording.send((rows, row) -> values.addAll(row));
            return new Read(checked, values);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    Tally tally() {
        return checked.tally();
    }

    List<Double> of(String property) {
        return values.stream().filter(value -> value.property().id().equals(property)).map(DatedValue::value).toList();
    }

    List<Instant> times() {
        return values.stream().map(value -> Instant.ofEpochMilli(value.phenomenonTimeMillis())).toList();
    }
}
