package org.airshed.ingest.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.airshed.contract.id.StationId;
import org.junit.jupiter.api.Test;

class SitesTest {
    private static final double METRE = 1 / 111_195.0;

    @Test
    void stationsWithinFiftyMetresAreOneSite() {
        Map<StationId, Integer> sites = Sites.of(List.of(at("roof", 0, 0), at("yard", 49, 0), at("park", 101, 0)));
        assertThat(sites.get(id("roof"))).isEqualTo(sites.get(id("yard"))).isNotEqualTo(sites.get(id("park")));
    }

    @Test
    void fiftyMetresApartAreTwo() {
        assertThat(Sites.of(List.of(at("roof", 0, 0), at("yard", 0, 50.1))).values()).doesNotHaveDuplicates();
        assertThat(Sites.of(List.of(at("roof", 0, 0), at("yard", 0, 49.9))).values()).containsExactly(0, 0);
    }

    @Test
    void aChainIsOneSiteInWhateverOrderItComes() {
        assertThat(
                Sites.of(List.of(at("one", 0, 0), at("three", 80, 0), at("two", 40, 0))).values().stream().distinct())
                .hasSize(1);
    }

    private static StationId id(String id) {
        return new StationId(id);
    }

    private static Sites.Standing at(String id, double north, double east) {
        double latitude = 41.4 + north * METRE;
        return new Sites.Standing(id(id), latitude, 2.2 + east * METRE / Math.cos(Math.toRadians(latitude)));
    }
}
