package org.airshed.ingest.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Flag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeighbourCheckTest {
    private static final long START = 1_772_366_400_000L;
    private static final BuddySettings DEFAULTS = BuddySettings.DEFAULTS;
    /** Degrees of latitude in one kilometre. */
    private static final double KILOMETRE = 1 / 111.195;

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({"27.5,GOOD", "27.6,SUSPECT", "-7.5,GOOD", "-7.6,SUSPECT", "10,GOOD", "300,SUSPECT"})
    void aValueFurtherThanSoManySpreadsFromTheMedianIsSuspect(double value, Flag flag) {
        // median 10, MAD 1, so the floor of 5 holds: 3.5 times 5 is 17.5
        List<NeighbourCheck.Member> town = town(value, 9, 10, 11);
        NeighbourCheck.Opinion opinion = NeighbourCheck.of(town, DEFAULTS).getFirst();
        assertThat(opinion).isEqualTo(new NeighbourCheck.Opinion(flag, 3, BigDecimal.valueOf(10.0)));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({"203.782,GOOD", "203.783,SUSPECT"})
    void theSpreadIsTheScaledMedianDeviation(double value, Flag flag) {
        // neighbours 80, 100, 120: MAD 20, spread 29.652, times 3.5 = 103.782
        assertThat(NeighbourCheck.of(town(value, 80, 100, 120), DEFAULTS).getFirst().flag()).isEqualTo(flag);
    }

    @Test
    void fewerThanThreeNeighboursSayNothing() {
        assertThat(NeighbourCheck.of(town(300, 10, 10), DEFAULTS)).allMatch(
                opinion -> opinion.flag() == Flag.NOT_EVALUATED && opinion.stations() == 2 && opinion.median() == null);
        assertThat(NeighbourCheck.of(List.of(), DEFAULTS)).isEmpty();
    }

    @Test
    void theFallbackIsAskedOnlyWhereTheRadiusHoldsTooFew() {
        List<NeighbourCheck.Member> members = new ArrayList<>();
        members.add(member("centre", 0, 10, null));
        members.add(member("near-1", 2.9, 10, null));
        members.add(member("near-2", -2.9, 10, null));
        members.add(member("far-1", 9.9, 20, null));
        members.add(member("far-2", -9.9, 20, null));
        members.add(member("farther", 10.1, 20, null));
        NeighbourCheck.Opinion wide = NeighbourCheck.of(members, DEFAULTS).getFirst();
        assertThat(wide.stations()).isEqualTo(4);
        members.add(member("near-3", 1, 10, null));
        NeighbourCheck.Opinion near = NeighbourCheck.of(members, DEFAULTS).getFirst();
        assertThat(near).isEqualTo(new NeighbourCheck.Opinion(Flag.GOOD, 3, BigDecimal.valueOf(10.0)));
    }

    @Test
    void onlyTheSameKindOfSiteOutdoorsIsAsked() {
        List<NeighbourCheck.Member> members = new ArrayList<>(town(300, 10, 10, 10));
        assertThat(NeighbourCheck.of(members, DEFAULTS).getFirst().flag()).isEqualTo(Flag.SUSPECT);
        members.set(1, member("s-1", 0.1, 10, "traffic"));
        assertThat(NeighbourCheck.of(members, DEFAULTS).getFirst().flag()).isEqualTo(Flag.NOT_EVALUATED);
        members.set(1, new NeighbourCheck.Member(new StationId("s-1"), 41.4, 2.17, false, null, 10, Verdict.GOOD));
        assertThat(NeighbourCheck.of(members, DEFAULTS).getFirst().flag()).isEqualTo(Flag.NOT_EVALUATED);
        assertThat(NeighbourCheck.of(members, DEFAULTS).get(1))
                .isEqualTo(new NeighbourCheck.Opinion(Flag.NOT_EVALUATED, 0, null));
    }

    @Test
    void whatFailedOrIsStuckIsNotAskedButWhatIsMerelyUnusualIs() {
        for (Verdict verdict : List.of(Verdict.fail(Reason.GROSS_RANGE), Verdict.suspect(Reason.FLAT_LINE))) {
            assertThat(withVerdict(verdict)).as("%s", verdict).isEqualTo(Flag.NOT_EVALUATED);
        }
        for (Verdict verdict : List.of(Verdict.suspect(Reason.SPIKE), Verdict.NOT_EVALUATED)) {
            assertThat(withVerdict(verdict)).as("%s", verdict).isEqualTo(Flag.SUSPECT);
        }
    }

    private static Flag withVerdict(Verdict verdict) {
        List<NeighbourCheck.Member> members = new ArrayList<>(town(300, 10, 10, 10));
        NeighbourCheck.Member one = members.get(1);
        members.set(1, new NeighbourCheck.Member(one.station(), one.latitude(), one.longitude(), true, null, 10,
                verdict));
        return NeighbourCheck.of(members, DEFAULTS).getFirst().flag();
    }

    @Test
    void aStationHasOneVoiceAndNoneAboutItself() {
        List<NeighbourCheck.Member> members = new ArrayList<>(town(300, 10, 10));
        members.add(member("s-0", 0, 300, null));
        members.add(member("s-0", 0, 300, null));
        members.add(member("s-1", 0.1, 10, null));
        assertThat(NeighbourCheck.of(members, DEFAULTS).getFirst())
                .isEqualTo(new NeighbourCheck.Opinion(Flag.NOT_EVALUATED, 2, null));
    }

    @Test
    void whatOnePassFlagsIsNotAskedInTheNext() {
        // Three wild ones widen the spread at first; without them the first is seen to be off too.
        List<NeighbourCheck.Member> members = town(45, 10, 12, 14, 400, 500, 600);
        BuddySettings once = new BuddySettings(3, 10, 3, 5, 3.5, 1, DEFAULTS.properties());
        List<NeighbourCheck.Opinion> first = NeighbourCheck.of(members, once);
        assertThat(first.getFirst().flag()).isEqualTo(Flag.GOOD);
        assertThat(first.subList(4, 7)).allMatch(opinion -> opinion.flag() == Flag.SUSPECT);
        assertThat(NeighbourCheck.of(members, DEFAULTS).getFirst().flag()).isEqualTo(Flag.SUSPECT);
        assertThat(NeighbourCheck.of(members, DEFAULTS).subList(4, 7))
                .allMatch(opinion -> opinion.flag() == Flag.SUSPECT);
    }

    @Test
    void theOrderOfTheStationsChangesNothing() {
        long seed = 20_261_122;
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<NeighbourCheck.Member> members = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                members.add(member("s-" + i, random.nextDouble() * 12, random.nextInt(6) == 0
                        ? random.nextInt(300)
                        : 10 + random.nextInt(10), null));
            }
            List<NeighbourCheck.Opinion> opinions = NeighbourCheck.of(members, DEFAULTS);
            List<Integer> order = new ArrayList<>(IntStream.range(0, 12).boxed().toList());
            Collections.shuffle(order, random);
            List<NeighbourCheck.Opinion> shuffled = NeighbourCheck.of(order.stream().map(members::get).toList(),
                    DEFAULTS);
            for (int i = 0; i < 12; i++) {
                assertThat(shuffled.get(i)).as("seed %d round %d", seed, round).isEqualTo(opinions.get(order.get(i)));
            }
        }
    }

    /** Fireworks: every station sees them, at minute and at hour scale, and none of it is lost to the area. */
    @Test
    void anEventThatEveryNeighbourSeesNeverFailsAndStaysUsableInTheArea() {
        List<NeighbourCheck.Member> members = new ArrayList<>();
        List<HourVerdict> hours = new ArrayList<>();
        for (int station = 0; station < 6; station++) {
            HourTally tally = new HourTally();
            var check = new DatastreamCheck(ObservedProperties.of("pm2_5"),
                    new SensorName("pms5003-a"), QualitySettings.DEFAULTS,
                    (row, time, value, flag, reasons) -> {
                        if (time >= START + 3_600_000 && time < START + 7_200_000) {
                            tally.decided(row, time, value, flag, reasons);
                        }
                    });
            check.begin(START);
            for (int minute = 0; minute < 130; minute++) {
                boolean burning = minute >= 70 && minute < 118;
                double rise = burning ? 560 + 30 * (minute % 3) - 10 * station : 12 + minute % 4;
                check.reading(START + minute * 60_000L, rise);
            }
            check.end();
            HourVerdict hour = HourVerdict.of(tally, 45).and(Verdict.suspect(Reason.SPIKE));
            assertThat(hour.flag()).isEqualTo(Flag.SUSPECT);
            assertThat(tally.failed()).isZero();
            hours.add(hour);
            members.add(new NeighbourCheck.Member(new StationId("s-" + station), 41.4 + station * KILOMETRE / 5, 2.17,
                    true, null, 300 - 8 * station, hour.verdict()));
        }
        List<NeighbourCheck.Opinion> opinions = NeighbourCheck.of(members, DEFAULTS);
        for (int station = 0; station < 6; station++) {
            HourVerdict hour = hours.get(station).withNeighbours(opinions.get(station).flag());
            assertThat(hour.flag()).isEqualTo(Flag.SUSPECT);
            assertThat(hour.reasons()).isEqualTo(Reason.SPIKE.mask() | Reason.OUTSIDE_USUAL_RANGE.mask());
            assertThat(hour.usableInArea()).isTrue();
        }
    }

    @Test
    void onlyDustAndOzoneAreJudgedByNeighbours() {
        assertThat(ObservedProperties.all().stream().filter(DEFAULTS::judges).map(property -> property.id()))
                .containsExactlyInAnyOrder("pm2_5", "pm10", "pm2_5_cf1", "pm10_cf1", "o3");
    }

    /** The first in the middle, the others around it within the radius. */
    private static List<NeighbourCheck.Member> town(double... values) {
        List<NeighbourCheck.Member> members = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            members.add(member("s-" + i, i * 0.1, values[i], null));
        }
        return members;
    }

    private static NeighbourCheck.Member member(String station, double kilometresNorth, double value,
            @Nullable String siteType) {
        return new NeighbourCheck.Member(new StationId(station), 41.4 + kilometresNorth * KILOMETRE, 2.17, true,
                siteType, value, Verdict.GOOD);
    }
}
