package org.airshed.contract.property;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table of observed properties: every id that may stand in a SenML name, a column or an address.
 *
 * <p>Threads: any; the table is read once and never changes.
 *
 * <p>Source: {@code properties.csv} beside this class, which names its sources line by line.
 */
public final class ObservedProperties {
    private static final String EEA = "http://dd.eionet.europa.eu/vocabulary/aq/pollutant/";
    private static final List<ObservedProperty> ALL = load();
    private static final Map<String, ObservedProperty> BY_ID = byId(ALL);

    private ObservedProperties() {}

    /** The property with this id; empty where there is none. */
    public static Optional<ObservedProperty> find(String id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    /**
     * The property with this id, for code that names it as a constant.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static ObservedProperty of(String id) {
        ObservedProperty property = BY_ID.get(id);
        if (property == null) {
            throw new IllegalArgumentException("there is no observed property '" + id + "'");
        }
        return property;
    }

    /** All properties in the order of the table: air first, health last. */
    public static List<ObservedProperty> all() {
        return ALL;
    }

    private static List<ObservedProperty> load() {
        List<ObservedProperty> all = new ArrayList<>();
        for (String[] cells : PropertyTable.rows("properties.csv", 14)) {
            Integer eea = cells[7].isEmpty() ? null : Integer.valueOf(cells[7]);
            all.add(new ObservedProperty(cells[0], cells[1], bound(cells[2]), bound(cells[3]), bound(cells[4]),
                    bound(cells[5]), Double.parseDouble(cells[6]), eea, eea != null ? EEA + eea : cells[8],
                    Map.of("en", cells[10], "ja", cells[11], "es", cells[12], "ca", cells[13]),
                    "yes".equals(cells[9])));
        }
        return List.copyOf(all);
    }

    private static Map<String, ObservedProperty> byId(List<ObservedProperty> all) {
        Map<String, ObservedProperty> byId = new HashMap<>();
        for (ObservedProperty property : all) {
            if (byId.put(property.id(), property) != null) {
                throw new IllegalStateException("properties.csv has '" + property.id() + "' twice");
            }
        }
        return Map.copyOf(byId);
    }

    private static @Nullable Double bound(String cell) {
        return cell.isEmpty() ? null : Double.valueOf(cell);
    }
}
