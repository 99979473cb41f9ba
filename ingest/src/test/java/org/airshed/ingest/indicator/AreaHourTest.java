package org.airshed.ingest.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.ingest.rollup.Completeness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AreaHourTest {
    @Test
    void twoStationsAreNoNeighbourhood() {
        assertThat(AreaHour.of(voices("9.0", "11.0"), 2, AreaRules.PROPOSED))
                .isEqualTo(new AreaHour.TooFew(stations(2, 2, 3), 2, stations(2, 2, 3)));
        assertThat(AreaHour.of(List.of(), 0, AreaRules.PROPOSED)).isInstanceOf(AreaHour.TooFew.class);
    }

    @Test
    void threeSpeakByTheirMedianAndTheirRange() {
        AreaHour.Heard heard = heard(voices("30", "9.1", "9.3"), 3);
        assertThat(heard.median()).isEqualByComparingTo("9.3");
        assertThat(heard.interval()).isEqualTo(
                new Interval(new BigDecimal("9.1"), new BigDecimal("30"), Interval.Method.RANGE_AND_STATED));
    }

    @Test
    void belowSixTheChipsStatedUncertaintyIsTheLeastThatIsSaid() {
        List<Voice> voices = List.of(voice("a-1", 0, "20", "10"), voice("a-2", 1, "21", "10"),
                voice("a-3", 2, "35", "10"));
        assertThat(heard(voices, 3).interval()).isEqualTo(
                new Interval(new BigDecimal("11"), new BigDecimal("35"), Interval.Method.RANGE_AND_STATED));
    }

    @Test
    void halfOfTheEnrolledStationsMustBeHeard() {
        assertThat(AreaHour.of(voices("1", "2", "3"), 6, AreaRules.PROPOSED)).isInstanceOf(AreaHour.Heard.class);
        assertThat(AreaHour.of(voices("1", "2", "3"), 7, AreaRules.PROPOSED))
                .isEqualTo(new AreaHour.TooFew(stations(3, 7, 4), 3, stations(3, 7, 4)));
    }

    @Test
    void theHalfIsOfStationsAndTheThreeAreSites() {
        // Six on one roof and two elsewhere, all heard: three sites, eight of eight stations.
        List<Voice> eight = new ArrayList<>(List.of(voice("b-1", 1, "10", "0"), voice("c-1", 2, "12", "0")));
        for (int i = 0; i < 6; i++) {
            eight.add(voice("roof-" + i, 0, "50", "0"));
        }
        AreaHour.Heard heard = heard(eight, 8);
        assertThat(heard.median()).isEqualByComparingTo("12");
        assertThat(heard.sites()).isEqualTo(3);
        assertThat(heard.stations()).isEqualTo(stations(8, 8, 4));
        // Without one of the two there are seven of eight stations, and only two places to hear of.
        assertThat(AreaHour.of(eight.subList(1, 8), 8, AreaRules.PROPOSED))
                .isEqualTo(new AreaHour.TooFew(new Completeness(2, 3, 3, Completeness.Unit.SITES), 2,
                        stations(7, 8, 4)));
        // Three sites with one station each, of eight: one short of the half.
        assertThat(AreaHour.of(eight.subList(0, 3), 8, AreaRules.PROPOSED))
                .isEqualTo(new AreaHour.TooFew(stations(3, 8, 4), 3, stations(3, 8, 4)));
        assertThat(heard(eight.subList(0, 4), 8).stations().coverage()).isEqualTo(0.5);
    }

    @Test
    void stationsSideBySideShareOneVote() {
        List<Voice> voices = List.of(voice("a-1", 0, "50", "0"), voice("a-2", 0, "54", "0"), voice("a-3", 0, "90", "0"),
                voice("b-1", 1, "10", "0"), voice("c-1", 2, "12", "0"));
        AreaHour.Heard heard = heard(voices, 5);
        assertThat(heard.median()).isEqualByComparingTo("12");
        assertThat(heard.sites()).isEqualTo(3);
        assertThat(heard.stations()).isEqualTo(stations(5, 5, 3));
    }

    @Test
    void correctedStationsAreCounted() {
        List<Voice> voices = new ArrayList<>(voices("1", "2", "3"));
        voices.set(0, new Voice(new StationId("a-9"), 0, BigDecimal.ONE, new Level("fit@1"), BigDecimal.ZERO));
        assertThat(heard(voices, 3).corrected()).isEqualTo(1);
    }

    /** Ranks of the two-sided 95 % interval for a median, as tables of order statistics print them. */
    @ParameterizedTest
    @CsvSource({"6,1", "7,1", "8,1", "9,2", "10,2", "11,2", "12,3", "15,4", "17,5", "20,6", "25,8", "30,10", "50,18",
            "100,40", "200,86", "1000,469"})
    void confidenceLiesBetweenTheOrderStatisticsOfTheTables(int n, int rank) {
        assertThat(Interval.rank(n)).isEqualTo(rank);
        assertThat(2 * below(rank - 1, n)).isLessThanOrEqualTo(0.05);
        assertThat(2 * below(rank, n)).isGreaterThan(0.05);
    }

    /** From n = 1075 on the chance that all lie on one side is 0 in a double. Ranks by exact whole numbers. */
    @ParameterizedTest
    @Timeout(10)
    @CsvSource({"1074,505", "1075,505", "1076,506", "5000,2431", "100000,49690"})
    void manyStationsHaveAnIntervalToo(int n, int rank) {
        assertThat(Interval.rank(n)).isEqualTo(rank);
    }

    /** P(at most k of n), each with an even chance, by its definition. */
    private static double below(int k, int n) {
        double sum = 0;
        for (int i = 0; i <= k; i++) {
            double ways = 1;
            for (int j = 0; j < i; j++) {
                ways = ways * (n - j) / (j + 1);
            }
            sum += ways;
        }
        return sum / Math.pow(2, n);
    }

    @Test
    void fromSixStationsOnThereIsAConfidenceIntervalThatAllChipsTogetherWiden() {
        Interval bare = interval(voices("1", "2", "3", "4", "5", "6"));
        assertThat(bare).isEqualTo(new Interval(new BigDecimal("1.0"), new BigDecimal("6.0"),
                Interval.Method.CONFIDENCE_95));
        List<Voice> voices = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            voices.add(voice("a-" + i, i, Integer.toString(i), "10"));
        }
        Interval widened = interval(voices);
        // 2 · 10/√3 = 11.547, with 2.5 in quadrature 11.8145
        assertThat(widened.lower().doubleValue()).isCloseTo(3.5 - 11.8145, org.assertj.core.data.Offset.offset(1e-3));
        assertThat(widened.upper().doubleValue()).isCloseTo(3.5 + 11.8145, org.assertj.core.data.Offset.offset(1e-3));
    }

    @Test
    void theOrderOfStationsDoesNotMatterAndARaisedStationNeverLowersTheMedian() {
        long seed = Long.getLong("area.seed", 20261122L);
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            int n = 3 + random.nextInt(12);
            String[] values = new String[n];
            for (int i = 0; i < n; i++) {
                values[i] = BigDecimal.valueOf(random.nextInt(1000), 1).toString();
            }
            List<Voice> voices = new ArrayList<>(voices(values));
            AreaHour.Heard heard = heard(voices, n);
            Collections.shuffle(voices, random);
            assertThat(heard(voices, n)).as("seed " + seed).isEqualTo(heard);
            BigDecimal[] sorted = Arrays.stream(values).map(BigDecimal::new).sorted().toArray(BigDecimal[]::new);
            assertThat(heard.median()).as("seed " + seed).isEqualByComparingTo(
                    sorted[(n - 1) / 2].add(sorted[n / 2]).divide(BigDecimal.TWO));
            assertThat(interval(voices).lower()).as("seed " + seed).isLessThanOrEqualTo(heard.median());
            assertThat(interval(voices).upper()).as("seed " + seed).isGreaterThanOrEqualTo(heard.median());
            int raised = random.nextInt(n);
            Voice voice = voices.get(raised);
            voices.set(raised, new Voice(voice.station(), voice.site(), voice.value().add(BigDecimal.TEN),
                    voice.level(), voice.statedUncertainty()));
            assertThat(heard(voices, n).median()).as("seed " + seed).isGreaterThanOrEqualTo(heard.median());
        }
    }

    /** An unknown chip must not be the surest one: it would have no uncertainty at all. */
    @Test
    void whereHalfOfTheChipsAreUnknownNobodyKnowsHowSureTheAreaIs() {
        List<Voice> voices = new ArrayList<>(List.of(unknown("a-1", 0, "10"), unknown("a-2", 1, "11"),
                voice("a-3", 2, "12", "4"), voice("a-4", 3, "13", "8")));
        assertThat(heard(voices, 4).median()).isEqualByComparingTo("11.5");
        assertThat(heard(voices, 4).interval()).isNull();
        voices.set(1, voice("a-2", 1, "11", "6"));
        // Three of four are known: their middle one counts, 11.5 ± 6.
        assertThat(interval(voices)).isEqualTo(new Interval(new BigDecimal("5.5"), new BigDecimal("17.5"),
                Interval.Method.RANGE_AND_STATED));
        assertThat(heard(List.of(unknown("a-1", 0, "1"), unknown("a-2", 1, "2"), unknown("a-3", 2, "3")), 3).interval())
                .isNull();
    }

    /** Each row at both sides of where the part in percent becomes the larger one: 100 ug/m3. Numbers of section 2.1. */
    @ParameterizedTest
    @CsvSource({"pms5003-ttyama0,pm1,0,10", "pms5003-ttyama0,pm1,100,10", "pms7003-ttyama0,pm1,100.1,10.01",
            "pms5003-ttyama0,pm2_5,0,10", "pms5003-ttyama0,pm2_5,99.9,10", "pms5003-ttyama0,pm2_5,100,10",
            "pms5003-ttyama0,pm2_5,100.1,10.01", "pms5003-ttyama0,pm2_5,300,30", "pmsa003-ttyama0,pm10,100,10",
            "pms5003-ttyama0,pm10,500,50", "pms5003-ttyama0,pm1_cf1,100,10", "pms5003-ttyama0,pm1_cf1,101,10.1",
            "pms5003-ttyama0,pm2_5_cf1,100,10", "pms5003-ttyama0,pm2_5_cf1,101,10.1",
            "pms5003-ttyama0,pm10_cf1,100,10", "pms5003-ttyama0,pm10_cf1,101,10.1", "sds011-usb0,pm2_5,0,10",
            "sds011-usb0,pm2_5,100,25", "sds011-usb0,pm10,200,40", "sps30-69,pm1,100,10", "sps30-69,pm1,101,10.1",
            "sps30-69,pm2_5,100,10", "sps30-69,pm2_5,101,10.1", "sen54-69,pm1,100,10", "sen55-69,pm1,101,10.1",
            "sen50-69,pm2_5,100,10", "sen55-69,pm2_5,150,15", "sen66-6b,pm1,100,10", "sen66-6b,pm1,101,10.1",
            "sen66-6b,pm2_5,100,10", "sen66-6b,pm2_5,150,15", "scd40-62,co2,0,50", "scd40-62,co2,1000,100",
            "scd41-62,co2,1000,90", "scd30-61,co2,1000,60", "mhz19-ttyama0,co2,1000,100", "mhz19c-ttyama0,co2,0,50",
            "pms5003-ttyama0,pm2_5,-300,30"})
    void makersStateTheirUncertainty(String sensor, String property, BigDecimal value, BigDecimal stated) {
        assertThat(StatedUncertainty.of(new SensorName(sensor), ObservedProperties.of(property), value))
                .hasValueSatisfying(found -> assertThat(found).isEqualByComparingTo(stated));
    }

    @ParameterizedTest
    @CsvSource({"sen55-69,pm10", "sps30-69,pm4", "main,pm2_5", "scd41-62,temperature", "sen66-6b,co2", "no2-b43f,no2"})
    void whereNoMakerWasReadNothingIsKnown(String sensor, String property) {
        assertThat(StatedUncertainty.of(new SensorName(sensor), ObservedProperties.of(property), BigDecimal.TEN))
                .isEmpty();
    }

    private static Completeness stations(int heard, int enrolled, int required) {
        return new Completeness(heard, enrolled, required, Completeness.Unit.STATIONS);
    }

    private static Interval interval(List<Voice> voices) {
        return Objects.requireNonNull(heard(voices, voices.size()).interval());
    }

    private static Voice unknown(String station, int site, String value) {
        return new Voice(new StationId(station), site, new BigDecimal(value), Level.RAW, null);
    }

    private static AreaHour.Heard heard(List<Voice> voices, int enrolled) {
        return (AreaHour.Heard) AreaHour.of(voices, enrolled, AreaRules.PROPOSED);
    }

    private static List<Voice> voices(String... values) {
        List<Voice> voices = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            voices.add(voice("station-" + i, i, values[i], "0"));
        }
        return voices;
    }

    private static Voice voice(String station, int site, String value, String stated) {
        return new Voice(new StationId(station), site, new BigDecimal(value), Level.RAW, new BigDecimal(stated));
    }
}
