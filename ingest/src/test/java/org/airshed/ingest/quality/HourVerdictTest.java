package org.airshed.ingest.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Flag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HourVerdictTest {
    private static final int REQUIRED = 45;

    @ParameterizedTest(name = "{0} good, {1} not evaluated, {2} suspect, {3} failed -> {4}")
    @CsvSource({"60,0,0,0,GOOD,0", "45,0,0,0,GOOD,0", "44,0,0,0,MISSING,16", "0,0,0,0,MISSING,-1",
            "1,44,0,0,GOOD,0", "0,45,0,0,NOT_EVALUATED,0", "45,0,15,0,GOOD,0", "44,0,1,0,SUSPECT,4",
            "0,0,60,0,SUSPECT,4", "45,0,0,15,GOOD,0", "44,0,0,16,FAIL,0", "44,0,0,1,FAIL,0", "43,0,0,1,MISSING,16",
            "0,0,0,60,FAIL,0", "20,0,25,10,SUSPECT,4"})
    void anHourIsWhatItsReadingsAre(int good, int notEvaluated, int suspect, int failed, Flag flag, int bit) {
        HourTally tally = tally(good, notEvaluated, suspect, failed);
        HourVerdict verdict = HourVerdict.of(tally, REQUIRED);
        assertThat(verdict.flag()).isEqualTo(flag);
        boolean named = flag == Flag.FAIL || flag == Flag.SUSPECT || (flag == Flag.MISSING && bit >= 0);
        assertThat(verdict.reasons()).isEqualTo(named ? 1 << bit : 0);
        assertThat(tally.counted()).isEqualTo(good + notEvaluated + suspect);
    }

    @Test
    void failedReadingsStayOutOfTheMeanAndSuspectOnesGoIn() {
        assertThat(List.of(Flag.values()).stream().filter(HourTally::counts)).containsExactly(Flag.GOOD,
                Flag.NOT_EVALUATED, Flag.SUSPECT);
    }

    @Test
    void aSuspectHourCountsInTheAreaOnlyIfItIsMerelyUnusualAndTheNeighboursShowTheSame() {
        HourVerdict unusual = HourVerdict.of(tally(60, 0, 0, 0), REQUIRED).and(Verdict.suspect(Reason.SPIKE));
        assertThat(unusual.usableInArea()).isFalse();
        assertThat(unusual.usableAtStation()).isTrue();
        assertThat(unusual.withNeighbours(Flag.NOT_EVALUATED).usableInArea()).isFalse();
        assertThat(unusual.withNeighbours(Flag.SUSPECT).usableInArea()).isFalse();
        assertThat(unusual.withNeighbours(Flag.GOOD).usableInArea()).isTrue();
        assertThat(unusual.withNeighbours(Flag.GOOD).flag()).isEqualTo(Flag.SUSPECT);
        HourVerdict stuck = unusual.and(Verdict.suspect(Reason.FLAT_LINE));
        assertThat(stuck.withNeighbours(Flag.GOOD).usableInArea()).isFalse();
    }

    @Test
    void goodAndNotEvaluatedHoursCountInTheAreaAndFailedAndMissingOnesNever() {
        assertThat(HourVerdict.of(tally(60, 0, 0, 0), REQUIRED).usableInArea()).isTrue();
        assertThat(HourVerdict.of(tally(0, 60, 0, 0), REQUIRED).usableInArea()).isTrue();
        HourVerdict failed = HourVerdict.of(tally(0, 0, 0, 60), REQUIRED);
        assertThat(failed.withNeighbours(Flag.GOOD).usableInArea()).isFalse();
        assertThat(failed.usableAtStation()).isFalse();
        HourVerdict missing = HourVerdict.of(tally(5, 0, 0, 0), REQUIRED);
        assertThat(missing.withNeighbours(Flag.GOOD)).extracting(HourVerdict::flag).isEqualTo(Flag.MISSING);
        assertThat(missing.and(Verdict.fail(Reason.PERSISTENT_VALUE)).flag()).isEqualTo(Flag.MISSING);
        assertThat(missing.usableInArea()).isFalse();
    }

    @Test
    void neighboursThatDisagreeMakeAnHourSuspectAndNeverMore() {
        HourVerdict verdict = HourVerdict.of(tally(60, 0, 0, 0), REQUIRED).withNeighbours(Flag.SUSPECT);
        assertThat(verdict.verdict()).isEqualTo(Verdict.suspect(Reason.NEIGHBOURS_DISAGREE));
        assertThat(verdict.usableInArea()).isFalse();
    }

    @Test
    void aPersonDecidesAboutAWholeHour() {
        Judgement good = judgement(Flag.GOOD);
        HourVerdict verdict = HourVerdict.of(tally(0, 0, 0, 60), REQUIRED).judged(List.of(good));
        assertThat(verdict.verdict()).isEqualTo(new Verdict(Flag.GOOD, Reason.JUDGED_BY_PERSON.mask()));
        assertThat(verdict.usableInArea()).isTrue();
        HourVerdict suspect = HourVerdict.of(tally(60, 0, 0, 0), REQUIRED).withNeighbours(Flag.GOOD)
                .judged(List.of(judgement(Flag.SUSPECT)));
        assertThat(suspect.usableInArea()).as("a person's doubt is no statistics").isFalse();
    }

    private static Judgement judgement(Flag flag) {
        return new Judgement(1, new StationId("atelier-3"), ObservedProperties.of("pm2_5"), SensorName.MAIN, 0, 1,
                flag, "barbecue", "Jordi", 2, null);
    }

    private static HourTally tally(int good, int notEvaluated, int suspect, int failed) {
        HourTally tally = new HourTally();
        for (int i = 0; i < good; i++) {
            tally.add(Flag.GOOD, 0);
        }
        for (int i = 0; i < notEvaluated; i++) {
            tally.add(Flag.NOT_EVALUATED, 0);
        }
        for (int i = 0; i < suspect; i++) {
            tally.add(Flag.SUSPECT, Reason.SPIKE.mask());
        }
        for (int i = 0; i < failed; i++) {
            tally.add(Flag.FAIL, Reason.GROSS_RANGE.mask());
        }
        tally.add(Flag.MISSING, 0);
        return tally;
    }
}
