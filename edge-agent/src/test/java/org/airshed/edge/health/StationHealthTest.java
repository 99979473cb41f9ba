package org.airshed.edge.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.airshed.contract.id.SensorName;
import org.airshed.edge.clock.Boot;
import org.airshed.edge.sampling.SensorState;
import org.airshed.edge.spool.Spool;
import org.airshed.edge.spool.SpoolEntry.SampledValue;
import org.airshed.edge.spool.SpoolSettings;
import org.airshed.edge.uplink.Progress;
import org.airshed.journal.disk.FileDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StationHealthTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    @TempDir
    Path folder;
    private final AtomicLong nanos = new AtomicLong(Duration.ofHours(1).toNanos());
    private final List<List<SampledValue>> submissions = new ArrayList<>();

    @Test
    void onceAMinuteTheStationTellsHowItIs() throws IOException {
        write("sys/class/thermal/thermal_zone0/temp", "48312\n");
        write("proc/loadavg", "0.50 0.40 0.30 1/100 4711\n");
        write("proc/meminfo", "MemTotal: 500000 kB\nMemAvailable:  250000 kB\n");
        write("proc/net/wireless", "Inter-|\n face |\n wlan0: 0000   54.  -56.  -256        0\n");
        run();
        assertThat(submissions).hasSize(2);
        Map<String, Double> values = submissions.getFirst().stream()
                .collect(Collectors.toMap(value -> value.property().id(), SampledValue::value));
        assertThat(submissions.getFirst()).allSatisfy(value -> {
            assertThat(value.sensor().text()).isEqualTo("station");
            assertThat(value.property().health()).isTrue();
        });
        assertThat(values).containsEntry("cpu_temperature", 48.312).containsEntry("memory_free", 250_000 * 1024.0)
                .containsEntry("rssi", -56.0).containsEntry("uptime", 3660.0).containsEntry("spool_entries", 0.0)
                .containsEntry("sensor_errors", 7.0).containsEntry("reconnects", 2.0)
                .containsKeys("cpu_load", "disk_free", "spool_bytes", "spool_dropped");
    }

    @Test
    void whatTheMachineDoesNotTellIsAbsentAndNeverZero() throws IOException {
        write("sys/class/thermal/thermal_zone0/temp", "no number");
        run();
        assertThat(submissions.getFirst()).extracting(value -> value.property().id()).contains("uptime", "disk_free")
                .doesNotContain("cpu_temperature", "cpu_load", "memory_free", "rssi");
    }

    private void run() throws IOException {
        try (Spool spool = Spool.open(SpoolSettings.in(folder.resolve("spool")), new FileDisk(), "boot-a")) {
            StationHealth health = new StationHealth(new Machine(folder, folder), Boot.of("boot-a", nanos::get), spool,
                    () -> List.of(
                            new SensorState(new SensorName("a"), "scd41", SensorState.Condition.SILENT, List.of(), 7)),
                    () -> new Progress(true, 3, 0, 0, 0, 0, 0, false, null),
                    (values, written) -> submissions.add(values));
            health.run(nanos.addAndGet(MINUTE - 1));
            assertThat(submissions).isEmpty();
            health.run(nanos.addAndGet(1));
            health.run(nanos.addAndGet(1));
            health.run(nanos.addAndGet(MINUTE));
        }
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
