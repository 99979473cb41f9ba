package org.airshed.ingest.index;

import static org.airshed.ingest.index.Given.hours;
import static org.airshed.ingest.index.Given.reason;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.airshed.ingest.index.IndexResult.Reason;
import org.airshed.ingest.index.IndexResult.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for every index on offer, with seeded values. */
class IndexLawsTest {
    private static final long SEED = 20_261_125;

    @Test
    void moreOfAPollutantIsNeverABetterNumber() {
        Random random = new Random(SEED);
        for (IndexDefinition index : Indices.all()) {
            for (Input input : index.inputs()) {
                for (int round = 0; round < 300; round++) {
                    BigDecimal low = any(random, input);
                    BigDecimal high = low.add(any(random, input).abs());
                    if (ask(index, input, low) instanceof Value less && ask(index, input, high) instanceof Value more) {
                        assertThat(more.number()).as("seed %d %s %s: %s and %s", SEED, index.id(), input, low, high)
                                .isGreaterThanOrEqualTo(less.number());
                        assertThat(more.band().level()).isGreaterThanOrEqualTo(less.band().level());
                        assertThat(more.position()).isGreaterThanOrEqualTo(less.position());
                    }
                }
            }
        }
    }

    @Test
    void theOverallValueIsTheHighestPartInWhateverOrderTheyCome() {
        Random random = new Random(SEED + 1);
        for (IndexDefinition definition : Indices.all()) {
            Index index = Indices.find(definition.id().id(), definition.id().version()).orElseThrow();
            for (int round = 0; round < 200; round++) {
                List<Concentration> given = new ArrayList<>();
                for (Input input : definition.inputs()) {
                    if (random.nextInt(3) > 0) {
                        given.add(given(input, any(random, input)));
                    }
                }
                Assessment first = index.ofAverages(given);
                Collections.shuffle(given, random);
                assertThat(index.ofAverages(given)).as("seed %d round %d %s", SEED + 1, round, given).isEqualTo(first);
                List<BigDecimal> numbers = first.parts().values().stream().filter(Value.class::isInstance)
                        .map(part -> ((Value) part).number()).toList();
                if (numbers.isEmpty()) {
                    assertThat(first.overall()).isNotInstanceOf(Value.class);
                } else {
                    assertThat(((Value) first.overall()).number()).isEqualTo(Collections.max(numbers));
                    assertThat(first.parts()).containsValue(first.overall());
                }
            }
        }
    }

    @Test
    void nothingInNothingOut() {
        for (IndexDefinition definition : Indices.all()) {
            Index index = Indices.find(definition.id().id(), definition.id().version()).orElseThrow();
            assertThat(reason(index.ofAverages(List.of()).overall())).isEqualTo(Reason.NOTHING_GIVEN);
            assertThat(reason(index.now(Map.of(), 0).overall())).isEqualTo(Reason.NOTHING_GIVEN);
            assertThat(index.day(Map.of(), LocalDate.of(2026, 1, 1), ZoneOffset.UTC).overall())
                    .isInstanceOf(IndexResult.NoIndex.class);
            for (var property : definition.pollutants()) {
                Assessment empty = index.now(Map.of(property, hours("2026-01-01T00:00:00Z", "- - -")),
                        Given.millis("2026-01-01T03:00:00Z"));
                assertThat(empty.overall()).as("%s %s", definition.id(), property).isNotInstanceOf(Value.class);
                Assessment day = index.day(Map.of(property, hours("2026-01-01T00:00:00Z", "- 5 -")),
                        LocalDate.of(2026, 1, 1), ZoneOffset.UTC);
                assertThat(day.overall()).as("%s %s", definition.id(), property).isNotInstanceOf(Value.class);
            }
        }
    }

    /** The number of bands is typed here; the concentrations know nothing of the tables. */
    @ParameterizedTest(name = "{0} {1}: {2} bands")
    @CsvSource({"us-epa-aqi,2024-05-06,6", "eaqi,2024,6", "eaqi,2017,5", "eaqi,classic,6", "uk-daqi,2013,10",
            "co2-japan-building,2022-04-01,2", "co2-japan-school,2022,2", "co2-uk-hse,2026-11,3",
            "co2-rehva,covid-guidance,3", "co2-en-16798-1,2019,4", "co2-de-uba,2008,3"})
    void everyBandCanBeReachedAndNoOther(String id, String version, int bands) {
        IndexDefinition index = Indices.find(id, version).orElseThrow().definition();
        Set<Integer> reached = new TreeSet<>();
        for (Input input : index.inputs()) {
            BigDecimal value = new BigDecimal("0.001");
            while (value.compareTo(new BigDecimal(20_000)) < 0) {
                if (ask(index, input, value) instanceof Value found) {
                    reached.add(found.band().level());
                }
                value = value.multiply(new BigDecimal("1.02")).setScale(6, RoundingMode.HALF_UP);
            }
        }
        assertThat(reached).containsExactlyElementsOf(IntStream.rangeClosed(1, bands).boxed().toList());
        assertThat(index.bands()).hasSize(bands);
    }

    @Test
    void allThatIsOnOfferIsAmongThose() {
        assertThat(Indices.all()).hasSize(11);
    }

    private static IndexResult ask(IndexDefinition index, Input input, BigDecimal value) {
        return Indices.subIndex(index.id().id(), index.id().version(), given(input, value));
    }

    private static Concentration given(Input input, BigDecimal value) {
        return new Concentration(input.property(), input.averaging(), value, input.unit(), null);
    }

    /** From a little below zero to beyond every table, with more decimals than any rule keeps. */
    private static BigDecimal any(Random random, Input input) {
        double top = "ppm".equals(input.unit()) && !"co2".equals(input.property().id()) ? 1 : 1_500;
        if ("co".equals(input.property().id())) {
            top = 80;
        }
        return BigDecimal.valueOf(top * (random.nextDouble() * random.nextDouble() - 0.01));
    }
}
