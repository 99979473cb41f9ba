package org.airshed.edge.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.edge.sensor.Measurement;
import org.airshed.edge.sensor.SensorDriver;
import org.airshed.edge.simulation.air.SimulatedPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedStationTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Madrid");
    private static final Instant MONDAY = Instant.parse("2026-11-16T00:00:00Z");

    private record Window(Instant time, SensorName sensor, Map<String, Double> values) {}

    private static SimulatedPlace place(String station) {
        return new SimulatedPlace(11, "harbour", station, 41.39, 2.19, 12, ZONE);
    }

    private static List<Window> history(Scenario scenario, String station, Instant from, Instant to, Duration step)
            throws IOException {
        var windows = new ArrayList<Window>();
        SimulatedStation.history(scenario, place(station), from, to, step, (time, sensor, values) -> windows.add(
                new Window(time, sensor, values.entrySet().stream()
                        .collect(Collectors.toMap(each -> each.getKey().id(), Map.Entry::getValue)))));
        return windows;
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void everyPartOfALiveStationGivesAllItsPropertiesWithinTwoMinutes(Scenario scenario) throws IOException {
        var time = new VirtualTime(MONDAY.plus(Duration.ofHours(9)));
        try (var station = SimulatedStation.live(scenario, place("quay-1"), time, time)) {
            for (SensorDriver driver : station.drivers()) {
                Set<ObservedProperty> seen = new HashSet<>();
                for (int poll = 0; poll < 120; poll++) {
                    time.pause(Duration.ofSeconds(1));
                    if (driver.poll() instanceof Measurement.Sample(Map<ObservedProperty, Double> values)) {
                        seen.addAll(values.keySet());
                    }
                }
                assertThat(seen).as(driver.name().text()).containsExactlyInAnyOrderElementsOf(driver.properties());
                driver.close();
            }
        }
    }

    @Test
    void theFirstValueOfALiveStationComesWithinTenSeconds() throws IOException {
        var time = new VirtualTime(MONDAY);
        try (var station = SimulatedStation.live(Scenario.OUTDOOR, place("quay-1"), time, time)) {
            SensorDriver driver = station.drivers().getFirst();
            assertThat(driver.poll()).isInstanceOf(Measurement.Sample.class);
            assertThat(Duration.ofNanos(time.nanoTime())).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void theSamePastIsLivedTwiceInTheSameWay() throws IOException {
        Instant to = MONDAY.plus(Duration.ofHours(6));
        List<Window> once = history(Scenario.BROKEN, "quay-3", MONDAY, to, Duration.ofMinutes(5));
        assertThat(history(Scenario.BROKEN, "quay-3", MONDAY, to, Duration.ofMinutes(5))).isEqualTo(once);
        assertThat(history(Scenario.BROKEN, "quay-4", MONDAY, to, Duration.ofMinutes(5))).isNotEqualTo(once);
    }

    @Test
    void everyWindowOfThePastIsThereForEverySensor() throws IOException {
        Instant to = MONDAY.plus(Duration.ofDays(1));
        List<Window> windows = history(Scenario.CLASSROOM, "school-1", MONDAY, to, Duration.ofMinutes(5));
        Map<String, List<Window>> bySensor = windows.stream()
                .collect(Collectors.groupingBy(each -> each.sensor.text()));
        assertThat(bySensor).containsOnlyKeys("scd41-62", "bme280-76", "sen55-69");
        assertThat(bySensor.values()).allSatisfy(each -> {
            assertThat(each).hasSize(288);
            assertThat(each.getFirst().time).isEqualTo(MONDAY);
            assertThat(each.getLast().time).isEqualTo(to.minus(Duration.ofMinutes(5)));
        });
    }

    @Test
    void theBrokenStationIsHealthyFirstAndThenSaysTheSameHighNumberForEver() throws IOException {
        Instant to = MONDAY.plus(Duration.ofDays(3));
        Instant breaks = to.minus(Duration.ofHours(36));
        List<Window> windows = history(Scenario.BROKEN, "quay-3", MONDAY, to, Duration.ofMinutes(15)).stream()
                .filter(each -> each.sensor.text().equals("pms5003-ttyama0")).toList();
        List<Double> before = windows.stream().filter(each -> each.time.isBefore(breaks.minusSeconds(900)))
                .map(each -> each.values.getOrDefault("pm2_5", -1.0)).toList();
        List<Double> after = windows.stream().filter(each -> !each.time.isBefore(breaks))
                .map(each -> each.values.getOrDefault("pm2_5", -1.0)).toList();
        assertThat(before).hasSizeGreaterThan(130).allSatisfy(value -> assertThat(value).isBetween(0.0, 80.0));
        assertThat(new HashSet<>(before)).hasSizeGreaterThan(50);
        assertThat(after).hasSize(144).containsOnly(154.0);
    }

    @Test
    void anUnknownScenarioIsRefusedWithTheNamesThereAre() {
        assertThatThrownBy(() -> Scenario.of("volcano")).hasMessageContaining("outdoor, classroom, broken");
        assertThat(Scenario.of("classroom")).isEqualTo(Scenario.CLASSROOM);
    }
}
