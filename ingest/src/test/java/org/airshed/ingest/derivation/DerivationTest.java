package org.airshed.ingest.derivation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Flag;
import org.airshed.contract.reading.Reading;
import org.airshed.ingest.change.ChangeLog;
import org.airshed.ingest.correction.Averaging;
import org.airshed.ingest.correction.Catalogue;
import org.airshed.ingest.correction.Range;
import org.airshed.ingest.quality.Reason;
import org.airshed.ingest.registry.Environment;
import org.airshed.ingest.registry.FittedCorrection;
import org.airshed.ingest.registry.Placement;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.IndicatorQuery;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.Replaced;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.RollupQuery;
import org.airshed.ingest.series.Span;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DerivationTest {
    private static final Instant DAY = Instant.parse("2026-03-09T23:00:00Z"); // midnight in Madrid
    private static final Instant AFTER = DAY.plus(Duration.ofMinutes(24 * 60 + 10));

    @TempDir
    private Path folder = Path.of("");

    @Test
    void threeStationsMakeANeighbourhoodSpeakByHoursAndByDays() throws IOException {
        try (Town town = neighbourhood("ash", "birch", "cedar")) {
            town.store(day("ash", 8));
            town.store(day("birch", 10));
            town.store(day("cedar", 30));
            town.compute();

            assertThat(town.rollups(Span.HOUR)).hasSize(72)
                    .allMatch(row -> row.coverage() > 0.98 && row.flag() == Flag.GOOD);
            List<IndicatorValue> hours = town.indicators(Span.HOUR, Indicators.CONCENTRATION);
            assertThat(hours).hasSize(24).allSatisfy(row -> {
                // The first minute of the first hour is warm-up.
                assertThat(row.value()).isCloseTo(even(row.startMillis()) ? 10.2 : 10.7, within());
                assertThat(row.stations()).isEqualTo(3);
                assertThat(row.category()).isEqualTo(Indicators.UNCORRECTED);
                // Three chips: from the lowest to the highest, at least 10 ug/m3 around the median.
                assertThat(row.lower()).isCloseTo(even(row.startMillis()) ? 0.2 : 0.7, within());
                assertThat(row.upper()).isCloseTo(even(row.startMillis()) ? 30.2 : 30.7, within());
            });
            assertThat(town.indicators(Span.HOUR, "eaqi")).filteredOn(row -> row.property().equals(Indicators.ALL))
                    .hasSize(24).allMatch(row -> "fair:pm2_5".equals(row.category()));
            assertThat(town.indicators(Span.HOUR, "us-epa-aqi")).filteredOn(row -> row.property().equals("pm2_5"))
                    .first().satisfies(row -> assertThat(row.missing()).contains("1 of the newest 3 hours"));
            assertThat(town.indicators(Span.DAY, Indicators.CONCENTRATION)).singleElement()
                    .satisfies(row -> assertThat(row.value()).isCloseTo(10.45, within()));
            assertThat(town.indicators(Span.DAY, "who-2021")).singleElement()
                    .satisfies(row -> assertThat(row.category()).isEqualTo(AreaStandards.UNCERTAIN));
            assertThat(town.indicators(Span.DAY, Indicators.DATA_CAPTURE)).singleElement()
                    .satisfies(row -> assertThat(row.value()).isEqualTo(100));
            assertThat(town.indicators(Span.YEAR, Indicators.CLEAN_AIR_DAYS)).singleElement()
                    .satisfies(row -> assertThat(row.missing()).isEqualTo("1 of 365 days, 274 are needed"));
        }
    }

    @Test
    void twoStationsAreNotEnoughAndTheHourSaysSo() throws IOException {
        try (Town town = neighbourhood("ash", "birch", "cedar")) {
            town.store(day("ash", 8));
            town.store(day("birch", 10));
            town.compute();
            assertThat(town.indicators(Span.HOUR, Indicators.CONCENTRATION)).hasSize(24).allSatisfy(row -> {
                assertThat(row.value()).isNull();
                assertThat(row.missing()).isEqualTo("2 of 3 stations, 3 are needed");
            });
        }
    }

    /** Nothing is met or exceeded for certain by chips of which nobody knows how far off they are. */
    @Test
    void chipsThatNobodyKnowsGiveANumberAndNoCertainty() throws IOException {
        for (double level : new double[]{3, 90}) {
            try (Town town = town("level-" + (int) level, "ash", "birch", "cedar")) {
                for (String station : List.of("ash", "birch", "cedar")) {
                    town.store(day(station, level).stream()
                            .map(reading -> new Reading(reading.station(), new SensorName("mystery-1"),
                                    reading.property(), reading.phenomenonTimeMillis(), reading.value()))
                            .toList());
                }
                town.compute();
                assertThat(town.indicators(Span.HOUR, Indicators.CONCENTRATION))
                        .filteredOn(row -> row.value() != null).hasSize(24).allSatisfy(row -> {
                            assertThat(row.lower()).isNull();
                            assertThat(row.upper()).isNull();
                        });
                assertThat(town.indicators(Span.DAY, "who-2021")).filteredOn(row -> row.value() != null)
                        .singleElement().satisfies(row -> {
                            assertThat(row.lower()).isNull();
                            assertThat(row.category()).isEqualTo(AreaStandards.UNCERTAIN);
                        });
            }
        }
    }

    /** Six of eight stations on one roof: they are heard, and are one place. */
    @Test
    void aRoofFullOfStationsIsOnePlaceAndAllOfThemAreHeard() throws IOException {
        String[] roof = {"roof-1", "roof-2", "roof-3", "roof-4", "roof-5", "roof-6"};
        try (Town town = neighbourhood("ash", "birch")) {
            for (int i = 0; i < roof.length; i++) {
                town.place(roof[i], 41.405 + i * 1e-5, 2.205);
            }
            for (String station : roof) {
                town.store(day(station, 12));
            }
            town.store(day("ash", 8));
            town.compute();
            assertThat(town.indicators(Span.HOUR, Indicators.CONCENTRATION)).hasSize(24).allSatisfy(row -> {
                assertThat(row.missing()).isEqualTo("2 of 3 sites, 3 are needed");
                assertThat(row.stations()).isEqualTo(2);
                assertThat(row.coverage()).isEqualTo(7 / 8.0);
            });
            town.store(day("birch", 10));
            town.compute();
            assertThat(town.indicators(Span.HOUR, Indicators.CONCENTRATION)).hasSize(24).allSatisfy(row -> {
                assertThat(row.value()).isCloseTo(even(row.startMillis()) ? 10.2 : 10.7, within());
                assertThat(row.stations()).isEqualTo(3);
                assertThat(row.coverage()).isEqualTo(1);
            });
        }
    }

    /** The law of this package: what comes out hangs on what is stored, not on when and in which pieces it came. */
    @RepeatedTest(4)
    void theOrderAndThePiecesInWhichReadingsArriveDoNotMatter() throws IOException {
        long seed = Long.getLong("derivation.seed", new Random().nextLong()); // a failure names it
        Random random = new Random(seed);
        String[] stations = {"ash", "birch", "cedar", "dogwood"};
        List<Reading> readings = new ArrayList<>();
        for (String station : stations) {
            readings.addAll(lifelike(station, random));
        }
        List<String> atOnce;
        try (Town town = town("at-once", stations)) {
            town.store(readings);
            town.compute();
            atOnce = town.everything();
        }
        for (int round = 0; round < 3; round++) {
            List<Reading> shuffled = new ArrayList<>(readings);
            if (round > 0) {
                Collections.shuffle(shuffled, random);
            } else {
                shuffled.sort(java.util.Comparator.comparingLong(Reading::phenomenonTimeMillis));
            }
            try (Town town = town("pieces-" + round, stations)) {
                int from = 0;
                while (from < shuffled.size()) {
                    int to = Math.min(shuffled.size(), from + 1 + random.nextInt(shuffled.size() / 4));
                    town.store(shuffled.subList(from, to));
                    if (random.nextBoolean()) {
                        town.compute();
                    }
                    from = to;
                }
                town.compute();
                assertThat(differences(atOnce, town.everything())).as("seed " + seed + ", round " + round).isEmpty();
            }
        }
    }

    /** The first few lines that stand in one list only. */
    private static List<String> differences(List<String> one, List<String> other) {
        java.util.Set<String> first = new java.util.LinkedHashSet<>(one);
        java.util.Set<String> second = new java.util.LinkedHashSet<>(other);
        List<String> differences = new ArrayList<>();
        first.stream().filter(line -> !second.contains(line)).limit(5)
                .forEach(line -> differences.add("only once: " + line));
        second.stream().filter(line -> !first.contains(line)).limit(5)
                .forEach(line -> differences.add("only in pieces: " + line));
        return differences;
    }

    private Town town(String name, String... stations) throws IOException {
        return neighbourhood(Files.createDirectories(folder.resolve(name)), AFTER.plus(Duration.ofHours(30)), stations);
    }

    /** The stations and the area around them, at the end of the day. */
    private Town neighbourhood(String... stations) throws IOException {
        return neighbourhood(folder, AFTER, stations);
    }

    private static Town neighbourhood(Path folder, Instant now, String... stations) throws IOException {
        Town town = new Town(folder, now);
        town.stations(stations);
        town.area();
        return town;
    }

    @Test
    void aLiveDayComesToTheSameAsTheDayAtOnce() throws IOException {
        List<Reading> readings = new ArrayList<>();
        for (String station : List.of("ash", "birch", "cedar")) {
            readings.addAll(lifelike(station, new Random(station.hashCode())));
        }
        readings.sort(java.util.Comparator.comparingLong(Reading::phenomenonTimeMillis));
        List<String> atOnce;
        try (Town town = town("at-once", "ash", "birch", "cedar")) {
            town.store(readings);
            town.compute();
            atOnce = town.everything();
        }
        try (Town town = neighbourhood(Files.createDirectories(folder.resolve("live")), DAY, "ash", "birch", "cedar")) {
            int from = 0;
            for (Instant now = DAY; from < readings.size(); now = now.plus(Duration.ofMinutes(20))) {
                town.at(now);
                int to = from;
                while (to < readings.size() && readings.get(to).phenomenonTimeMillis() < now.toEpochMilli()) {
                    to++;
                }
                town.store(readings.subList(from, to));
                from = to;
                town.compute();
            }
            town.at(AFTER.plus(Duration.ofHours(30)));
            town.compute();
            // The live town has also followed the hours after the last reading, in which nobody spoke.
            List<String> missing = new ArrayList<>(atOnce);
            missing.removeAll(new java.util.HashSet<>(town.everything()));
            assertThat(missing.stream().limit(10)).isEmpty();
        }
    }

    @Test
    void aStandingFanIsLeftOutAndItsReasonsAreKept() throws IOException {
        try (Town town = neighbourhood("ash", "birch", "cedar", "fan")) {
            for (String station : List.of("ash", "birch", "cedar")) {
                town.store(day(station, 9));
            }
            List<Reading> stuck = new ArrayList<>();
            for (int minute = 0; minute < 24 * 60; minute++) {
                stuck.add(Town.pm("fan", DAY.plus(Duration.ofMinutes(minute)), 154));
            }
            town.store(stuck);
            town.compute();
            assertThat(town.rollups(Span.HOUR)).filteredOn(row -> row.station().text().equals("fan")).last()
                    .satisfies(row -> {
                        assertThat(row.flag()).isEqualTo(Flag.FAIL);
                        assertThat(Reason.setOf(row.reasons())).contains(Reason.FLAT_LINE, Reason.PERSISTENT_VALUE,
                                Reason.NEIGHBOURS_DISAGREE);
                    });
            assertThat(town.indicators(Span.HOUR, Indicators.CONCENTRATION)).filteredOn(row -> row.startMillis() > DAY
                    .plus(Duration.ofHours(1)).toEpochMilli()).allSatisfy(row -> {
                        assertThat(row.value()).isEqualTo(even(row.startMillis()) ? 9.2 : 9.7);
                        assertThat(row.stations()).isEqualTo(3);
                        assertThat(row.coverage()).isEqualTo(0.75);
                    });
        }
    }

    /** Fireworks: every station is far above what is usual, and the neighbourhood says so. */
    @Test
    void anEventThatAllStationsSeeIsNotDeleted() throws IOException {
        String[] stations = {"ash", "birch", "cedar", "dogwood"};
        try (Town town = neighbourhood(stations)) {
            for (String station : stations) {
                List<Reading> night = new ArrayList<>();
                for (int minute = 0; minute < 24 * 60; minute++) {
                    double value = minute / 60 == 1 ? 640 + minute % 7 : 9 + minute % 3;
                    night.add(Town.pm(station, DAY.plus(Duration.ofMinutes(minute)), value));
                }
                town.store(night);
            }
            town.compute();
            IndicatorValue fireworks = town.indicators(Span.HOUR, Indicators.CONCENTRATION).get(1);
            assertThat(fireworks.value()).isGreaterThan(600);
            assertThat(fireworks.stations()).isEqualTo(4);
            assertThat(town.rollups(Span.HOUR)).filteredOn(row -> row.startMillis() == fireworks.startMillis())
                    .allMatch(row -> row.flag() == Flag.SUSPECT);
        }
    }

    @Test
    void lateReadingsMakeANewRevisionAndTheEarlierOneCanStillBeRead() throws IOException {
        try (Town town = neighbourhood("ash", "birch", "cedar")) {
            town.store(day("ash", 8));
            town.store(day("birch", 10));
            town.compute();
            long told = town.changes.read(0, Integer.MAX_VALUE).getLast().number();
            town.store(day("cedar", 12));
            town.compute();

            List<ChangeLog.Entry> news = town.changes.read(told, Integer.MAX_VALUE);
            assertThat(news).filteredOn(entry -> entry.change().subject().equals("cedar")).hasSize(24);
            assertThat(news).filteredOn(entry -> entry.change().subject().equals(Town.AREA.text())).hasSize(24);
            assertThat(news).noneMatch(entry -> entry.change().subject().equals("ash"));
            List<Replaced<IndicatorValue>> before = new ArrayList<>();
            town.derived().readReplacedIndicators(new org.airshed.ingest.series.IndicatorQuery(Town.AREA.text(),
                    Indicators.CONCENTRATION, null, Span.HOUR, null, 0, Long.MAX_VALUE / 2, 1000, null), null,
                    before::add);
            assertThat(before).hasSize(24).allMatch(replaced -> replaced.row().missing() != null
                    && replaced.replacedBy() > replaced.revision());
            assertThat(town.revisions.find(before.getFirst().replacedBy())).get()
                    .satisfies(revision -> assertThat(revision.ruleSet()).startsWith("airshed-qc@1"));
        }
    }

    @Test
    void whatIsComputedAgainAndComesOutTheSameTellsNobody() throws IOException {
        try (Town town = neighbourhood("ash", "birch", "cedar")) {
            town.store(day("ash", 8));
            town.compute();
            int told = town.changes.read(0, Integer.MAX_VALUE).size();
            long last = town.changes.read(0, Integer.MAX_VALUE).getLast().number();
            town.store(day("ash", 8));
            town.compute();
            assertThat(town.changes.read(0, Integer.MAX_VALUE)).hasSize(told);
            assertThat(town.changes.read(last, Integer.MAX_VALUE)).isEmpty();
        }
    }

    @Test
    void aRoundThatFailsHalfwayIsDoneAgainAndToldInFull() throws IOException {
        try (Town town = neighbourhood("ash", "birch", "cedar")) {
            town.store(day("ash", 8));
            town.store(day("birch", 9));
            town.store(day("cedar", 10));
            BreakingStore breaking = new BreakingStore(town.derived());
            for (int call = 1; call <= 4; call++) {
                breaking.breakAt(call);
                town.with(breaking, town.settings());
                assertThatThrownBy(town::compute).hasMessageContaining("pulled the plug");
            }
            breaking.breakAt(Integer.MAX_VALUE);
            town.compute();
            // A repeated round tells of all that it looked at, the hour before the first reading too.
            assertThat(town.announced()).containsEntry("ash", 25L).containsEntry("birch", 25L)
                    .containsEntry("cedar", 25L).containsEntry(Town.AREA.text(), 24L);
            assertThat(town.indicators(Span.DAY, "who-2021")).hasSize(1);
        }
    }

    /** What comes when the day ends. */
    enum Comes {
        LATE_READINGS(48), NOTHING(2), A_CORRECTION(24 + 10);

        private final int told;

        Comes(int told) {
            this.told = told;
        }
    }

    /** Wherever the plug is pulled: what follows from what comes is computed and told as if it never had been. */
    @ParameterizedTest
    @EnumSource
    void whatFollowsIsComputedAndToldInFullWhereverARoundBreaks(Comes comes) throws IOException {
        List<String> everything;
        Set<String> told;
        try (Town town = beforeTheDayEnds("whole")) {
            long before = last(town);
            come(comes, town, town.derived());
            town.compute();
            everything = town.everything();
            told = toldAfter(town, before);
            assertThat(told).hasSizeGreaterThanOrEqualTo(comes.told);
        }
        boolean broke = true;
        for (int call = 1; broke; call++) {
            try (Town town = beforeTheDayEnds("broken-" + call)) {
                long before = last(town);
                BreakingStore breaking = new BreakingStore(town.derived());
                come(comes, town, breaking);
                breaking.breakAt(call);
                broke = false;
                try {
                    town.compute();
                } catch (IOException e) {
                    broke = true;
                }
                breaking.breakAt(Integer.MAX_VALUE);
                town.compute();
                assertThat(differences(everything, town.everything())).as("broken at write " + call).isEmpty();
                assertThat(toldAfter(town, before)).as("broken at write " + call).containsAll(told);
            }
        }
    }

    /** Two stations have spoken until eight in the evening and all of it is computed; then the day ends. */
    private Town beforeTheDayEnds(String name) throws IOException {
        Town town = neighbourhood(Files.createDirectories(folder.resolve(name)), DAY.plus(Duration.ofHours(22)), "ash",
                "birch", "cedar");
        town.store(day("ash", 8).subList(0, 20 * 60));
        town.store(day("birch", 10).subList(0, 20 * 60));
        town.store(withHumidity("ash").subList(0, 20 * 60));
        town.compute();
        town.at(AFTER);
        return town;
    }

    private static void come(Comes comes, Town town, DerivedStore through) throws IOException {
        town.with(through, town.settings());
        switch (comes) {
            case LATE_READINGS -> town.store(day("cedar", 30));
            case NOTHING -> town.store(List.of());
            case A_CORRECTION -> correct(town);
        }
    }

    private static long last(Town town) throws IOException {
        return town.changes.read(0, Integer.MAX_VALUE).getLast().number();
    }

    private static Set<String> toldAfter(Town town, long number) throws IOException {
        Set<String> told = new TreeSet<>();
        town.changes.read(number, Integer.MAX_VALUE).forEach(
                entry -> told.add(entry.change().subject() + " " + Instant.ofEpochMilli(entry.change().hourMillis())));
        return told;
    }

    @Test
    void lateReadingsFarApartAreComputedOnce() throws IOException {
        List<Reading> late = new ArrayList<>();
        for (int hour : List.of(1, 10, 20)) {
            for (int second = 30; second < 3600; second += 60) {
                late.add(Town.pm("ash", DAY.plusSeconds(hour * 3600L + second), 8.4));
            }
        }
        List<String> atOnce;
        try (Town town = town("at-once", "ash", "birch", "cedar")) {
            town.store(day("ash", 8));
            town.store(late);
            town.compute();
            atOnce = town.everything();
        }
        try (Town town = town("late", "ash", "birch", "cedar")) {
            town.store(day("ash", 8));
            town.compute();
            town.with(new BreakingStore(town.derived()), town.settings());
            town.store(late);
            town.compute();
            assertThat(differences(atOnce, town.everything())).isEmpty();
        }
    }

    /** A long period of a busy station, or of a town, is more than memory holds. */
    @Test
    void theReadingsOfALongPeriodAreNeverReadAtOnce() throws IOException {
        try (Town town = neighbourhood(folder, AFTER.plus(Duration.ofDays(9)), "ash", "birch", "cedar")) {
            List<Reading> days = new ArrayList<>();
            for (int hour = 0; hour < 10 * 24 * 4; hour++) {
                days.add(Town.pm("ash", DAY.plus(Duration.ofMinutes(15L * hour)), 8 + hour % 7));
            }
            BreakingStore watched = new BreakingStore(town.derived());
            town.with(watched, town.settings());
            town.store(days);
            town.compute();
            town.again(new StationId("ash"), DAY.toEpochMilli(), town.now().toEpochMilli());
            assertThat(town.rollups(Span.HOUR)).hasSize(240);
            assertThat(Duration.ofMillis(watched.longestReadMillis())).isBetween(Duration.ofHours(24),
                    Duration.ofHours(26));
        }
    }

    @Test
    void anAreaThatIsDrawnAgainHasNoHole() throws IOException {
        try (Town town = neighbourhood(folder, DAY.plus(Duration.ofMinutes(8 * 60 + 10)), "ash", "birch", "cedar")) {
            for (String station : List.of("ash", "birch", "cedar")) {
                town.store(day(station, 9));
            }
            town.compute();
            town.areas.remove(Town.AREA);
            town.at(DAY.plus(Duration.ofMinutes(16 * 60 + 10)));
            town.compute();
            town.area();
            town.at(AFTER);
            town.compute();
            assertThat(town.indicators(Span.HOUR, Indicators.CONCENTRATION)).hasSize(24)
                    .allMatch(row -> row.value() != null);
        }
    }

    @Test
    void stationsThatMoveApartAreTwoSitesFromThenOn() throws IOException {
        try (Town town = neighbourhood("ash", "birch", "cedar")) {
            Placement beside = new Placement(41.4, 2.2001, 3.0, 5.0, Environment.OUTDOOR, "background");
            town.registry.place(new StationId("birch"), beside, DAY.minus(Duration.ofDays(1)).toEpochMilli());
            town.registry.place(new StationId("birch"),
                    new Placement(41.405, 2.2, 3.0, 5.0, Environment.OUTDOOR, "background"),
                    DAY.plus(Duration.ofHours(12)).toEpochMilli());
            for (String station : List.of("ash", "birch", "cedar")) {
                town.store(day(station, 9));
            }
            town.compute();
            List<IndicatorValue> hours = town.indicators(Span.HOUR, Indicators.CONCENTRATION);
            assertThat(hours.subList(0, 12)).allMatch(row -> row.stations() == 2 && row.value() == null);
            assertThat(hours.subList(12, 24)).allMatch(row -> row.stations() == 3 && row.value() != null);
        }
    }

    @Test
    void aGasThatNobodyHasCalibratedIsInNoAverageOfAnIndex() throws IOException {
        try (Town town = neighbourhood("ash", "birch", "cedar")) {
            long calibrated = DAY.plus(Duration.ofHours(8)).toEpochMilli();
            storeCarbonMonoxide(town, calibrated);
            town.compute();
            List<IndicatorValue> co = town.indicators(Span.HOUR, "us-epa-aqi").stream()
                    .filter(row -> row.property().equals("co")).toList();
            assertThat(co).hasSize(24);
            assertThat(co.subList(0, 8)).allMatch(row -> Indicators.NOT_CALIBRATED.equals(row.missing()));
            assertThat(co.get(8).missing()).startsWith("1 of 8 hours");
            assertThat(co.stream().filter(row -> row.value() != null).map(IndicatorValue::startMillis)).first()
                    .isEqualTo(calibrated + 5 * Hours.HOUR_MILLIS); // six of eight hours
            assertThat(town.indicators(Span.HOUR, Indicators.CONCENTRATION))
                    .filteredOn(row -> row.property().equals("co")).hasSize(24).allMatch(row -> row.value() != null);
            assertThat(town.indicators(Span.DAY, Indicators.CONCENTRATION))
                    .filteredOn(row -> row.property().equals("co")).singleElement()
                    .satisfies(row -> assertThat(row.category()).isEqualTo(Indicators.PARTLY_CORRECTED));
        }
    }

    /** A day of CO at three stations, each of which is calibrated from that hour on. */
    private static void storeCarbonMonoxide(Town town, long calibrated) throws IOException {
        List<Reading> readings = new ArrayList<>();
        for (String station : List.of("ash", "birch", "cedar")) {
            for (int minute = 0; minute < 24 * 60; minute++) {
                readings.add(Town.reading(station, "co", DAY.plus(Duration.ofMinutes(minute)),
                        (10 + minute % 3 + minute / 60 % 2) / 10.0));
            }
            town.fitted.add(fit(station, "co", FittedCorrection.Method.LINE,
                    Map.of("intercept", new BigDecimal("0.1"), "slope", BigDecimal.ONE), "20", calibrated));
        }
        town.store(readings);
    }

    @Test
    void whatIsMadeOfAGasGoesWithItsCalibration() throws IOException {
        try (Town town = neighbourhood("ash", "birch", "cedar")) {
            storeCarbonMonoxide(town, DAY.toEpochMilli());
            town.compute();
            assertThat(gasRows(town)).isNotEmpty().anyMatch(row -> row.value() != null);
            for (String station : List.of("ash", "birch", "cedar")) {
                town.fitted.revoke(new Level("co-" + station + "@1"), "Ada", "the reference had drifted");
                town.again(new StationId(station), DAY.toEpochMilli(), AFTER.toEpochMilli());
            }
            assertThat(gasRows(town)).isNotEmpty()
                    .allMatch(row -> row.value() == null && row.missing() != null)
                    .filteredOn(row -> row.index().equals("us-epa-aqi") || row.index().contains("who-2021"))
                    .isNotEmpty();
        }
    }

    /** Indices and standards of CO, of every span. */
    private static List<IndicatorValue> gasRows(Town town) throws IOException {
        List<IndicatorValue> rows = new ArrayList<>();
        for (Span span : Span.values()) {
            town.derived().readIndicators(new IndicatorQuery(Town.AREA.text(), null, "co", span, null, 0,
                    Long.MAX_VALUE / 2, 10_000, null), (row, _) -> rows.add(row));
        }
        rows.removeIf(row -> row.index().equals(Indicators.CONCENTRATION));
        return rows;
    }

    @Test
    void aMeanOfOtherHoursIsNoIntervalOfAValue() throws IOException {
        try (Town town = neighbourhood("ash", "birch", "cedar")) {
            for (String station : List.of("ash", "birch", "cedar")) {
                List<Reading> readings = new ArrayList<>();
                for (Reading reading : day(station, 30)) {
                    boolean early = reading.phenomenonTimeMillis() < DAY.plus(Duration.ofHours(6)).toEpochMilli();
                    readings.add(early
                            ? new Reading(reading.station(), new SensorName("main"), reading.property(),
                                    reading.phenomenonTimeMillis(), reading.value() - 25)
                            : reading);
                }
                town.store(readings);
            }
            town.compute();
            List<IndicatorValue> hours = town.indicators(Span.HOUR, Indicators.CONCENTRATION);
            assertThat(hours.get(3)).satisfies(row -> {
                assertThat(row.value()).isNotNull();
                assertThat(row.lower()).isNull();
            });
            assertThat(hours.get(12).lower()).isNotNull();
            assertThat(town.indicators(Span.DAY, Indicators.CONCENTRATION)).singleElement().satisfies(row -> {
                assertThat(row.value()).isCloseTo((6 * 5.45 + 18 * 30.45) / 24, within());
                assertThat(row.lower()).isNull();
                assertThat(row.upper()).isNull();
            });
            assertThat(town.indicators(Span.HOUR, "us-epa-aqi")).filteredOn(row -> row.property().equals("pm2_5"))
                    .element(8).satisfies(row -> {
                        assertThat(row.value()).isNotNull();
                        assertThat(row.upper()).as("its NowCast weighs hours without an interval").isNull();
                    });
        }
    }

    private static FittedCorrection fit(String station, String property, FittedCorrection.Method method,
            Map<String, BigDecimal> coefficients, String upTo, long from) {
        return new FittedCorrection(new Level(property + "-" + station + "@1"), new StationId(station),
                new SensorName("bme280-76"), ObservedProperties.of(property), ObservedProperties.of(property), method,
                coefficients, null, null,
                List.of(new Range(ObservedProperties.of(property), BigDecimal.ZERO, new BigDecimal(upTo), true)), 480,
                Map.of(), "a reference", Averaging.HOURS, from - 600 * Hours.HOUR_MILLIS,
                from - 100 * Hours.HOUR_MILLIS, from, null, "Ada");
    }

    @Test
    void lessonsAreCountedOnceARoomAsTheyStandForItWhileItIsInTheArea() throws IOException {
        try (Town town = neighbourhood("ash", "birch", "cedar", "dogwood")) {
            List<String> rooms = List.of("ash", "birch", "cedar", "dogwood");
            List<Reading> readings = new ArrayList<>();
            for (String room : rooms) {
                Placement inside = new Placement(41.4 + rooms.indexOf(room) * 0.002, 2.2, null, null,
                        Environment.INDOOR, "classroom");
                town.registry.place(new StationId(room), inside, Instant.parse("2020-01-01T00:00:00Z").toEpochMilli());
                for (int minute = 0; minute < 24 * 60; minute++) {
                    double ppm = (room.equals("birch") ? 1485 : 900) + minute % 3 * 2 + minute / 60 % 2 * 5;
                    readings.add(Town.reading(room, "co2", DAY.plus(Duration.ofMinutes(minute)), ppm));
                }
            }
            // Its sensor reads 27 ppm too low: below the 1500 ppm of the network raw, above them corrected.
            town.fitted.add(fit("birch", "co2", FittedCorrection.Method.BASELINE,
                    Map.of("offset", new BigDecimal("27"), "background", new BigDecimal("427")), "5000",
                    DAY.toEpochMilli()));
            // At noon this one goes to a school far away.
            town.registry.place(new StationId("cedar"),
                    new Placement(41.9, 2.2, null, null, Environment.INDOOR, "classroom"),
                    DAY.plus(Duration.ofHours(12)).toEpochMilli());
            town.store(readings);
            town.compute();
            assertThat(town.indicators(Span.MONTH, Indicators.SCHOOL_HOURS)).singleElement().satisfies(row -> {
                // 9 to 16 h: seven of ash, three of cedar and seven of dogwood kept it, seven of birch did not.
                assertThat(row.value()).isCloseTo(100 * 17 / 24.0, within());
                assertThat(row.stations()).isEqualTo(4);
            });
        }
    }

    @Test
    void aCorrectionThatTheNetworkChoosesLaterHoldsForItsPastToo() throws IOException {
        try (Town town = neighbourhood("ash", "birch", "cedar")) {
            List<Reading> readings = new ArrayList<>();
            for (String station : List.of("ash", "birch", "cedar")) {
                readings.addAll(withHumidity(station));
            }
            town.store(readings);
            town.compute();
            Level level = Catalogue.named("us-barkjohn-2021").level();
            assertThat(town.rollups(Span.HOUR)).noneMatch(row -> row.level().equals(level));
            correct(town);
            town.compute();
            assertThat(town.indicators(Span.HOUR, Indicators.CONCENTRATION))
                    .filteredOn(row -> row.property().equals("pm2_5")).hasSize(24)
                    .allMatch(row -> Indicators.CORRECTED.equals(row.category()));
            assertThat(town.rollups(Span.HOUR)).filteredOn(row -> row.level().equals(level)).hasSize(72);
        }
    }

    @Test
    void aPersonsWordStandsAboveTheTestsAndCanBeTakenBack() throws IOException {
        try (Town town = neighbourhood("ash", "birch", "cedar")) {
            for (String station : List.of("ash", "birch", "cedar")) {
                town.store(day(station, 9));
            }
            town.compute();
            StationId ash = new StationId("ash");
            long from = DAY.plus(Duration.ofHours(3)).toEpochMilli();
            long to = DAY.plus(Duration.ofHours(5)).toEpochMilli();
            long judged = town.judgements.add(ash, ObservedProperties.of("pm2_5"), null, from, to, Flag.FAIL,
                    "a barbecue below the inlet", "Keeper of Ash").id();
            town.again(ash, from, to);
            assertThat(hour(town, "ash", from)).satisfies(row -> {
                assertThat(row.flag()).isEqualTo(Flag.FAIL);
                assertThat(Reason.setOf(row.reasons())).containsExactly(Reason.JUDGED_BY_PERSON);
            });
            assertThat(town.indicators(Span.HOUR, Indicators.CONCENTRATION).get(3).missing())
                    .isEqualTo("2 of 3 stations, 3 are needed");
            assertThat(hour(town, "ash", to).flag()).isEqualTo(Flag.GOOD);

            town.judgements.revoke(judged, "Keeper of Ash");
            town.again(ash, from, to);
            assertThat(hour(town, "ash", from).flag()).isEqualTo(Flag.GOOD);
            assertThat(town.indicators(Span.HOUR, Indicators.CONCENTRATION).get(3).value()).isEqualTo(9.7);
        }
    }

    @Test
    void theSameLasersOtherChannelIsNoWayRoundAJudgement() throws IOException {
        try (Town town = neighbourhood("ash", "birch", "cedar")) {
            correct(town);
            List<Reading> readings = new ArrayList<>();
            for (String station : List.of("ash", "birch", "cedar")) {
                for (int minute = 0; minute < 6 * 60; minute++) {
                    Instant time = DAY.plus(Duration.ofMinutes(minute));
                    readings.add(Town.reading(station, "pm2_5", time, (minute % 2 == 0 ? 20 : 22) + minute / 60));
                    readings.add(Town.reading(station, "pm2_5_cf1", time, (minute % 2 == 0 ? 30 : 34) + minute / 60));
                    readings.add(Town.reading(station, "relative_humidity", time,
                            (minute % 2 == 0 ? 49 : 51) + minute / 60));
                }
            }
            town.store(readings);
            long from = DAY.plus(Duration.ofHours(3)).toEpochMilli();
            town.judgements.add(new StationId("ash"), ObservedProperties.of("pm2_5"), null, from,
                    from + 3_600_000, Flag.FAIL, "a barbecue below the inlet", "Keeper of Ash");
            town.compute();
            List<IndicatorValue> hours = town.indicators(Span.HOUR, Indicators.CONCENTRATION).stream()
                    .filter(row -> row.property().equals("pm2_5")).toList();
            assertThat(hours.get(2).stations()).isEqualTo(3);
            assertThat(hours.get(2).category()).isEqualTo(Indicators.CORRECTED);
            assertThat(hours.get(3).missing()).isEqualTo("2 of 3 stations, 3 are needed");
            assertThat(hours.get(4).stations()).isEqualTo(3);
        }
    }

    private static void correct(Town town) throws IOException {
        NetworkSettings chosen = town.settings();
        town.with(town.derived(),
                new NetworkSettings(chosen.zone(), chosen.areas(), List.of(Catalogue.named("us-barkjohn-2021")),
                        chosen.indices(), chosen.ventilation(), chosen.standards(), chosen.school(),
                        chosen.schoolCo2Ppm(), chosen.walkMinutes(), chosen.indexRawGases(), chosen.quality()));
    }

    @Test
    void anAreaDrawnLaterGetsItsPastAndAStationThatJoinsItChangesIt() throws IOException {
        try (Town town = new Town(folder, AFTER)) {
            town.stations("ash", "birch", "cedar");
            for (String station : List.of("ash", "birch", "cedar")) {
                town.store(day(station, 9));
            }
            town.compute();
            assertThat(town.indicators(Span.HOUR, Indicators.CONCENTRATION)).isEmpty();
            town.area();
            town.compute();
            assertThat(town.indicators(Span.HOUR, Indicators.CONCENTRATION)).hasSize(24)
                    .allMatch(row -> row.stations() == 3);
            assertThat(town.indicators(Span.DAY, Indicators.CONCENTRATION)).hasSize(1);

            town.store(day("dogwood", 20));
            town.compute();
            assertThat(town.indicators(Span.HOUR, Indicators.CONCENTRATION)).allMatch(row -> row.stations() == 3);
            town.stations("ash", "birch", "cedar", "dogwood");
            town.compute();
            assertThat(town.indicators(Span.HOUR, Indicators.CONCENTRATION)).hasSize(24)
                    .allMatch(row -> row.stations() == 4);
        }
    }

    @Test
    void aCorrectionIsALevelOfItsOwnBesideTheRawValue() throws IOException {
        try (Town town = neighbourhood("ash", "birch", "cedar")) {
            correct(town);
            List<Reading> readings = new ArrayList<>();
            for (String station : List.of("ash", "birch", "cedar")) {
                readings.addAll(withHumidity(station));
            }
            town.store(readings);
            town.compute();
            Level level = Catalogue.named("us-barkjohn-2021").level();
            // 0.524 · 32 − 0.0862 · 50 + 5.75 and 0.524 · 42 − 0.0862 · 60 + 5.75
            assertThat(town.rollups(Span.HOUR)).filteredOn(row -> row.level().equals(level)).hasSize(72)
                    .allSatisfy(row -> {
                        assertThat(row.mean()).isCloseTo(even(row.startMillis()) ? 18.208 : 22.586, warmUp());
                        assertThat(row.property().id()).isEqualTo("pm2_5");
                    });
            assertThat(town.rollups(Span.HOUR))
                    .filteredOn(row -> row.level().equals(Level.RAW) && row.property().id().equals("pm2_5_cf1"))
                    .hasSize(72)
                    .allMatch(row -> row.mean() != null
                            && Math.abs(row.mean() - (even(row.startMillis()) ? 32 : 42)) < 0.04);
            assertThat(town.indicators(Span.HOUR, Indicators.CONCENTRATION))
                    .filteredOn(row -> row.property().equals("pm2_5")).hasSize(24).allSatisfy(row -> {
                        assertThat(row.category()).isEqualTo(Indicators.CORRECTED);
                        assertThat(row.value()).isCloseTo(even(row.startMillis()) ? 18.208 : 22.586, warmUp());
                    });
        }
    }

    /** A day of CF=1 and humidity, minute by minute: 32 ug/m3 and 50 % in even hours, 42 and 60 in odd ones. */
    private static List<Reading> withHumidity(String station) {
        List<Reading> readings = new ArrayList<>();
        for (int minute = 0; minute < 24 * 60; minute++) {
            Instant time = DAY.plus(Duration.ofMinutes(minute));
            readings.add(Town.reading(station, "pm2_5_cf1", time,
                    (minute % 2 == 0 ? 30 : 34) + minute / 60 % 2 * 10));
            readings.add(Town.reading(station, "relative_humidity", time,
                    (minute % 2 == 0 ? 49 : 51) + minute / 60 % 2 * 10));
        }
        return readings;
    }

    private static Rollup hour(Town town, String station, long startMillis) throws IOException {
        List<Rollup> rows = new ArrayList<>();
        town.derived().readRollups(new RollupQuery(new StationId(station), null, null, Level.RAW, Span.HOUR,
                startMillis, startMillis + Hours.HOUR_MILLIS, 10, null), (row, _) -> rows.add(row));
        return rows.getFirst();
    }

    private static boolean even(long hourMillis) {
        return (hourMillis - DAY.toEpochMilli()) / Hours.HOUR_MILLIS % 2 == 0;
    }

    /**
     * A day of minutes around a level: 0, 0.2 and 0.4 above it in turn, so that an hour's mean is 0.2 above; every other
     * hour lies half a unit higher, because no air stands still for hours.
     */
    private static List<Reading> day(String station, double level) {
        List<Reading> readings = new ArrayList<>();
        for (int minute = 0; minute < 24 * 60; minute++) {
            double value = java.math.BigDecimal.valueOf(level)
                    .add(java.math.BigDecimal.valueOf(minute % 3 * 2L + minute / 60 % 2 * 5L, 1)).doubleValue();
            readings.add(Town.pm(station, DAY.plus(Duration.ofMinutes(minute)), value));
        }
        return readings;
    }

    /** About a day and a half with gaps, spikes, stuck hours, zeros and humidity. */
    private static List<Reading> lifelike(String station, Random random) {
        List<Reading> readings = new ArrayList<>();
        double level = 10;
        for (int step = 0; step < 36 * 12; step++) {
            Instant time = DAY.plusSeconds(step * 300L + random.nextInt(20));
            if (random.nextInt(80) == 0) {
                step += random.nextInt(24); // a gap
            }
            level = Math.max(1, level + random.nextGaussian());
            double value = switch (random.nextInt(60)) {
                case 0 -> 400;
                case 1 -> 0;
                case 2 -> -999;
                default -> step / 24 % 9 == 4 ? 12 : Math.round(level * 10) / 10.0;
            };
            readings.add(Town.pm(station, time, value));
            readings.add(Town.reading(station, "pm10", time, value + random.nextInt(3) - 0.5));
            readings.add(Town.reading(station, "temperature", time, 15 + random.nextInt(5)));
        }
        return readings;
    }

    /** Of the first hour the first reading is missing. */
    private static org.assertj.core.data.Offset<Double> warmUp() {
        return org.assertj.core.data.Offset.offset(0.02);
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(0.005);
    }
}
