package org.airshed.ingest.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.airshed.ingest.api.Operations.Check;
import org.junit.jupiter.api.Test;

class OperationsTest {
    @Test
    void eachPartSaysForItselfWhetherItIsReady() {
        var health = new Health();
        health.add("journal", Optional::empty);
        health.add("store", () -> Optional.of("The database does not answer."));

        assertThat(health.checks()).containsExactly(new Check("journal", true, ""),
                new Check("store", false, "The database does not answer."));
    }

    // Otherwise one broken part would turn the answer about all others into an error.
    @Test
    void aPartThatCannotEvenSayIsNotReady() {
        var health = new Health();
        health.add("store", () -> {
            throw new IllegalStateException("closed");
        });

        assertThat(health.checks()).containsExactly(new Check("store", false,
                "Its state cannot be read: java.lang.IllegalStateException: closed"));
    }

    @Test
    void countersAreReadWhenAskedAndToldApartByLabel() {
        var metrics = new Metrics();
        var future = new AtomicLong(3);
        metrics.counter("airshed_admission_refused", "Readings refused", Map.of("reason", "future"), future::get);
        metrics.counter("airshed_admission_refused", "Readings refused", Map.of("reason", "unknown-unit"), () -> 1);
        metrics.gauge("airshed_journal_bytes", "Bytes in the journal", () -> 42);
        future.set(5);

        assertThat(metrics.text()).contains("airshed_admission_refused_total{reason=\"future\"} 5.0",
                "airshed_admission_refused_total{reason=\"unknown-unit\"} 1.0", "airshed_journal_bytes 42.0",
                "# TYPE airshed_admission_refused_total counter", "jvm_memory_used_bytes");
    }

    // The registry asks counters through weak references; a lambda that nobody else holds would be gone.
    @Test
    void countersOutliveAGarbageCollection() {
        var metrics = new Metrics();
        var count = new AtomicLong(7);
        metrics.counter("airshed_test_things", "Things", () -> count.get());
        var witness = new WeakReference<>(new Object());
        for (int i = 0; i < 100 && witness.get() != null; i++) {
            System.gc();
        }
        assertThat(witness.get()).as("a collection has run").isNull();

        assertThat(metrics.text()).contains("airshed_test_things_total 7.0");
    }
}
