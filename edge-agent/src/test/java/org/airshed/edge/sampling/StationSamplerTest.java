package org.airshed.edge.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.edge.clock.Boot;
import org.airshed.edge.clock.StationClock;
import org.airshed.edge.clock.TrustedTime;
import org.airshed.edge.sampling.SensorState.Condition;
import org.airshed.edge.sensor.Measurement;
import org.airshed.edge.sensor.WrongChipException;
import org.airshed.edge.spool.SpoolEntry.SampledValue;
import org.airshed.journal.disk.FileDisk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Virtual time: the test turns the monotonic clock to whenever the sampler wants to be called. */
class StationSamplerTest {
    private static final StationId STATION = new StationId("test-1");
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path folder;
    private final AtomicLong nanos = new AtomicLong(1000 * SECOND);
    private final AtomicReference<Optional<Instant>> trusted = new AtomicReference<>(Optional.empty());
    private final List<List<SampledValue>> submissions = new ArrayList<>();
    private final List<SensorFault> faults = new ArrayList<>();
    private StationClock clock;

    @BeforeEach
    void openClock() throws IOException {
        clock = StationClock.open(folder.resolve("clock"), new FileDisk(), Boot.of("boot-a", nanos::get),
                new TrustedTime() {
                    @Override
                    public Optional<Instant> now() {
                        return trusted.get();
                    }

                    @Override
                    public String source() {
                        return "test";
                    }
                });
    }

    @Test
    void aWindowBecomesOneSubmissionOfMeansDatedWithItsStart() throws IOException {
        AtomicInteger ppm = new AtomicInteger(400);
        ScriptedDriver driver = new ScriptedDriver("a", Duration.ofSeconds(5),
                () -> ScriptedDriver.co2(ppm.getAndAdd(10)));
        run(sampler(driver), Duration.ofSeconds(125));
        // The first short window, the rest of the first minute, one whole minute.
        assertThat(submissions).hasSize(3);
        assertThat(submissions.get(0)).singleElement().satisfies(value -> {
            assertThat(value.startNanos()).isEqualTo(1000 * SECOND);
            assertThat(value.value()).isEqualTo(400);
        });
        SampledValue minute = submissions.get(2).getFirst();
        assertThat(minute.startNanos()).isEqualTo(1020 * SECOND);
        // Polls at 1020, 1025, ... 1075: the 5th to the 16th.
        assertThat(minute.value()).isEqualTo(440 + 55.0);
    }

    @Test
    void windowsLieOnTheMinuteOfTheHourOnceTheTimeIsKnown() throws IOException {
        trusted.set(Optional.of(TEN.plusMillis(17_300)));
        clock.check();
        ScriptedDriver driver = new ScriptedDriver("a", Duration.ofSeconds(1), () -> ScriptedDriver.co2(400));
        run(sampler(driver), Duration.ofMinutes(5));
        List<Instant> starts = submissions.stream()
                .map(values -> Instant.ofEpochMilli(
                        clock.record().orElseThrow().utcMillisAt(values.getFirst().startNanos())))
                .toList();
        assertThat(starts).startsWith(TEN.plusMillis(17_300), TEN.plusMillis(19_300), TEN.plusSeconds(60),
                TEN.plusSeconds(120));
    }

    @Test
    void theFirstReadingIsThereWithinSecondsHoweverLongTheWindow() throws IOException {
        ScriptedDriver driver = new ScriptedDriver("a", Duration.ofSeconds(1), () -> ScriptedDriver.co2(400));
        run(sampler(driver), Duration.ofSeconds(3));
        assertThat(submissions).hasSize(1);
    }

    @Test
    void whatIsNotASampleNeverBecomesAValue() throws IOException {
        List<Measurement> script = List.of(new Measurement.NotReady(), new Measurement.Damaged("crc of word 1"),
                new Measurement.Fault("fan blocked"), new Measurement.NoAnswer("silent", null));
        AtomicInteger next = new AtomicInteger();
        ScriptedDriver driver = new ScriptedDriver("a", Duration.ofSeconds(1),
                () -> script.get(next.getAndIncrement() % script.size()));
        StationSampler sampler = sampler(driver);
        run(sampler, Duration.ofMinutes(10));
        sampler.close();
        assertThat(submissions).isEmpty();
        assertThat(driver.polls).isGreaterThan(10);
        assertThat(faults).extracting(SensorFault::kind).contains(SensorFault.Kind.DAMAGED, SensorFault.Kind.FAULT,
                SensorFault.Kind.NO_ANSWER);
    }

    @Test
    void oneBadChipNeverStopsTheOthers() throws IOException {
        ScriptedDriver good = new ScriptedDriver("good", Duration.ofSeconds(1), () -> ScriptedDriver.co2(400));
        ScriptedDriver absent = new ScriptedDriver("absent", Duration.ofSeconds(1), () -> ScriptedDriver.co2(1));
        absent.startFails = new IOException("nothing answers at 0x62");
        ScriptedDriver defective = new ScriptedDriver("defective", Duration.ofSeconds(1), () -> {
            throw new IllegalStateException("a defect");
        });
        StationSampler sampler = sampler(absent, defective, good);
        run(sampler, Duration.ofMinutes(3));
        assertThat(submissions).hasSizeGreaterThanOrEqualTo(3);
        assertThat(submissions).allSatisfy(
                values -> assertThat(values).singleElement()
                        .satisfies(value -> assertThat(value.value()).isEqualTo(400)));
        assertThat(sampler.states()).extracting(SensorState::condition).containsExactly(Condition.SILENT,
                Condition.SILENT, Condition.MEASURING);
    }

    @Test
    void anAbsentChipIsTriedAgainLessAndLessOftenForEver() throws IOException {
        ScriptedDriver absent = new ScriptedDriver("a", Duration.ofSeconds(1), () -> ScriptedDriver.co2(400));
        absent.startFails = new IOException("nothing answers at 0x62");
        StationSampler sampler = sampler(absent);
        run(sampler, Duration.ofMinutes(1));
        int soon = absent.starts;
        assertThat(soon).isBetween(3, 6);
        run(sampler, Duration.ofHours(1));
        assertThat(absent.starts - soon).isBetween(10, 20);
        // Plugged in at last: found within the longest pause, and that is news.
        absent.startFails = null;
        run(sampler, Duration.ofMinutes(6));
        assertThat(submissions).isNotEmpty();
        assertThat(faults).extracting(SensorFault::kind).last().isEqualTo(SensorFault.Kind.RECOVERED);
    }

    @Test
    void faultsAreToldAtOnceAndThenSeldomWithTheirCount() throws IOException {
        ScriptedDriver driver = new ScriptedDriver("a", Duration.ofSeconds(1),
                () -> new Measurement.Damaged("crc of word 1"));
        StationSampler sampler = sampler(driver);
        run(sampler, Duration.ofMinutes(25));
        assertThat(faults).hasSize(3);
        assertThat(faults.get(0).count()).isEqualTo(1);
        assertThat(faults.get(2).count()).isGreaterThan(1000);
        assertThat(sampler.states().getFirst().faults()).isGreaterThanOrEqualTo(1499);
    }

    @Test
    void aWrongChipIsNamedAsSuch() throws IOException {
        ScriptedDriver wrong = new ScriptedDriver("a", Duration.ofSeconds(1), () -> ScriptedDriver.co2(400));
        wrong.startFails = new WrongChipException("at 0x76 answers a BMP280, not a BME280");
        run(sampler(wrong), Duration.ofSeconds(1));
        assertThat(faults).singleElement()
                .satisfies(fault -> assertThat(fault.kind()).isEqualTo(SensorFault.Kind.WRONG_CHIP));
    }

    @Test
    void theMeasuredPressureReachesTheSensorsThatWantIt() throws IOException {
        ScriptedDriver wants = new ScriptedDriver("a", Duration.ofSeconds(1), () -> ScriptedDriver.co2(400));
        ScriptedDriver knows = new ScriptedDriver("b", Duration.ofSeconds(1),
                () -> new Measurement.Sample(Map.of(ObservedProperties.of("pressure"), 998.5)));
        run(sampler(wants, knows), Duration.ofSeconds(2));
        assertThat(wants.pressure).isEqualTo(998.5);
    }

    @Test
    void afterASleepOfTheMachineTheNextWindowBeginsWhenItWoke() throws IOException {
        ScriptedDriver driver = new ScriptedDriver("a", Duration.ofSeconds(1), () -> ScriptedDriver.co2(400));
        StationSampler sampler = sampler(driver);
        run(sampler, Duration.ofMinutes(2));
        long woke = nanos.addAndGet(3600 * SECOND);
        submissions.clear();
        run(sampler, Duration.ofMinutes(2));
        assertThat(submissions.get(1).getFirst().startNanos()).isGreaterThanOrEqualTo(woke);
    }

    @Test
    void closingHandsOverTheOpenWindowAndGivesThePortsBack() throws IOException {
        ScriptedDriver driver = new ScriptedDriver("a", Duration.ofSeconds(1), () -> ScriptedDriver.co2(400));
        StationSampler sampler = sampler(driver);
        run(sampler, Duration.ofSeconds(30));
        int before = submissions.size();
        sampler.close();
        assertThat(submissions).hasSize(before + 1);
        assertThat(driver.closed).isTrue();
    }

    @Test
    void meansAreRoundedToATenthOfTheResolution() throws IOException {
        AtomicInteger turn = new AtomicInteger();
        ScriptedDriver driver = new ScriptedDriver("a", Duration.ofMillis(700),
                () -> ScriptedDriver.co2(turn.getAndIncrement() % 3 == 0 ? 401 : 400));
        run(sampler(driver), Duration.ofSeconds(2).plusMillis(1));
        assertThat(submissions.getFirst().getFirst().value()).isEqualTo(400.3);
    }

    private StationSampler sampler(ScriptedDriver... drivers) {
        return new StationSampler(STATION, List.of(drivers).stream().map(ScriptedDriver::plan).toList(),
                Duration.ofMinutes(1), clock, (values, written) -> submissions.add(values), faults::add);
    }

    private void run(StationSampler sampler, Duration duration) throws IOException {
        long end = nanos.get() + duration.toNanos();
        long next = sampler.run(nanos.get());
        for (int calls = 0; next <= end; calls++) {
            assertThat(calls).as("calls of a sampler that never rests").isLessThan(100_000);
            nanos.set(Math.max(next, nanos.get()));
            next = sampler.run(nanos.get());
        }
        nanos.set(end);
    }
}
