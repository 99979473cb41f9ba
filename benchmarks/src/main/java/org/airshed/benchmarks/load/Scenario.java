package org.airshed.benchmarks.load;

import java.util.List;

/**
 * One kind of load.
 *
 * @param name as it stands in the table
 * @param perSubmission readings in each publish
 * @param publishesPerSecond of all connections together, by the clock; 0: as fast as they are acknowledged
 */
record Scenario(String name, int perSubmission, double publishesPerSecond) {
    /** What design and peers are compared by; the rates are those both sides can hold on two cores. */
    static final List<Scenario> ALL = List.of(new Scenario("singles-steady", 1, 20_000),
            new Scenario("singles-fastest", 1, 0), new Scenario("tens-steady", 10, 10_000),
            new Scenario("tens-fastest", 10, 0));

    static Scenario named(String name) {
        return ALL.stream().filter(scenario -> scenario.name.equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no scenario '" + name + "'; there are "
                        + ALL.stream().map(Scenario::name).toList()));
    }
}
