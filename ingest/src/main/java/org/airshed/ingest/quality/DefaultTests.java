package org.airshed.ingest.quality;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.jspecify.annotations.Nullable;

/** The default limits: {@code tests.csv}, {@code sentinels.csv} and {@code warm-up.csv} beside this class. */
final class DefaultTests {
    /** They may truly have any of the numbers that elsewhere mean "no value". */
    private static final Set<String> ANY_VALUE = Set.of("illuminance", "gas_resistance", "voltage");

    private DefaultTests() {}

    static Map<String, PropertyTests> byProperty() {
        Map<String, PropertyTests> byId = new TreeMap<>();
        for (ObservedProperty property : ObservedProperties.all()) {
            byId.put(property.id(), PropertyTests.rangesOf(property).withSentinels(sentinels(property)));
        }
        for (String[] cells : Table.rows("tests.csv", ",", 14)) {
            ObservedProperty property = ObservedProperties.of(cells[0]);
            byId.computeIfPresent(property.id(),
                    (id, ranges) -> ranges.withChanges(number(cells[1]), number(cells[2]))
                            .withStandstill(flatLine(property, cells), stuckAtZero(cells))
                            .withHours(number(cells[9]), equalHours(cells), whole(cells[13])));
        }
        return byId;
    }

    static Map<String, Duration> warmUp() {
        Map<String, Duration> warmUp = new TreeMap<>();
        for (String[] cells : Table.rows("warm-up.csv", ",", 2)) {
            warmUp.put(cells[0], Duration.ofSeconds(Long.parseLong(cells[1])));
        }
        return warmUp;
    }

    private static List<Double> sentinels(ObservedProperty property) {
        List<Double> sentinels = new ArrayList<>();
        for (String[] cells : Table.rows("sentinels.csv", ",", 2)) {
            boolean everywhere = cells[1].equals("*") && !property.health() && !ANY_VALUE.contains(property.id());
            if (everywhere || List.of(cells[1].split(" ", -1)).contains(property.id())) {
                sentinels.add(Double.valueOf(cells[0]));
            }
        }
        return sentinels;
    }

    private static PropertyTests.@Nullable FlatLine flatLine(ObservedProperty property, String[] cells) {
        Double tolerance = number(cells[4]);
        return cells[3].isEmpty()
                ? null
                : new PropertyTests.FlatLine(Duration.ofMinutes(Long.parseLong(cells[3])),
                        tolerance == null ? property.resolution() / 2 : tolerance, number(cells[5]),
                        Integer.parseInt(cells[6]));
    }

    private static PropertyTests.@Nullable StuckAtZero stuckAtZero(String[] cells) {
        return cells[7].isEmpty()
                ? null
                : new PropertyTests.StuckAtZero(Duration.ofMinutes(Long.parseLong(cells[7])),
                        Double.parseDouble(cells[8]));
    }

    private static PropertyTests.@Nullable EqualHours equalHours(String[] cells) {
        return cells[10].isEmpty()
                ? null
                : new PropertyTests.EqualHours(Integer.parseInt(cells[10]), whole(cells[11]), number(cells[12]));
    }

    private static @Nullable Double number(String cell) {
        return cell.isEmpty() ? null : Double.valueOf(cell);
    }

    private static @Nullable Integer whole(String cell) {
        return cell.isEmpty() ? null : Integer.valueOf(cell);
    }
}
