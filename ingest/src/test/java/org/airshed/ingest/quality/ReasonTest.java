package org.airshed.ingest.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.airshed.contract.reading.Flag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonTest {
    /** Stores hold these numbers. A line may be added at the end; none may ever change. */
    @Test
    void theBitsStay() {
        assertThat(Arrays.stream(Reason.values()).map(reason -> reason.bit() + " " + reason.key())
                .collect(Collectors.joining(", "))).isEqualTo(
                        "0 gross-range, 1 outside-usual-range, 2 sentinel, 3 warm-up, 4 spike, 5 rate-of-change,"
                                + " 6 flat-line, 7 stuck-at-zero, 8 persistent-value, 9 duplicate-time,"
                                + " 10 backward-time, 11 channel-disagreement, 12 neighbours-disagree,"
                                + " 13 inconsistent, 14 siting, 15 clock, 16 too-few-readings, 17 judged-by-person,"
                                + " 18 baseline-pinned");
    }

    @Test
    void aMaskAndItsSetSayTheSame() {
        Set<Reason> reasons = EnumSet.of(Reason.GROSS_RANGE, Reason.SPIKE, Reason.BASELINE_PINNED);
        assertThat(Reason.maskOf(reasons)).isEqualTo(1 + 16 + 262_144);
        assertThat(Reason.setOf(Reason.maskOf(reasons))).isEqualTo(reasons);
        assertThat(Reason.setOf((1 << 30) | (1 << 4))).containsExactly(Reason.SPIKE);
        assertThat(Reason.setOf(Reason.maskOf(EnumSet.allOf(Reason.class)))).hasSize(Reason.values().length);
        assertThat(Reason.find("flat-line")).contains(Reason.FLAT_LINE);
        assertThat(Reason.find("flatline")).isEmpty();
    }

    @Test
    void everyReasonHasItsOwnSentenceInFourLanguages() {
        for (String language : ReasonSentences.LANGUAGES) {
            Set<String> sentences = Arrays.stream(Reason.values()).map(reason -> reason.sentence(language))
                    .collect(Collectors.toSet());
            assertThat(sentences).as(language).hasSize(Reason.values().length)
                    .allMatch(sentence -> sentence.endsWith(".") || sentence.endsWith("。"));
        }
        assertThat(Reason.SPIKE.sentence("ja")).isNotEqualTo(Reason.SPIKE.sentence("en"));
        assertThat(Reason.SPIKE.sentence("fr")).isEqualTo(Reason.SPIKE.sentence("en"));
    }

    @Test
    void whatIsOnlyUnusualIsStatistical() {
        assertThat(Arrays.stream(Reason.values()).filter(Reason::statistical)).containsExactlyInAnyOrder(
                Reason.OUTSIDE_USUAL_RANGE, Reason.SPIKE, Reason.RATE_OF_CHANGE, Reason.NEIGHBOURS_DISAGREE);
        assertThat(Reason.onlyStatistical(Reason.SPIKE.mask() | Reason.RATE_OF_CHANGE.mask())).isTrue();
        assertThat(Reason.onlyStatistical(Reason.SPIKE.mask() | Reason.FLAT_LINE.mask())).isFalse();
        assertThat(Reason.onlyStatistical(1 << 30)).as("a reason of a newer version").isFalse();
    }

    @Test
    void noVerdictFailsForAStatisticalReasonAlone() {
        for (Reason reason : Reason.values()) {
            if (reason.statistical()) {
                assertThatThrownBy(() -> Verdict.fail(reason)).isInstanceOf(IllegalArgumentException.class);
            } else {
                assertThat(Verdict.fail(reason).flag()).isEqualTo(Flag.FAIL);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"9,9,9", "9,2,2", "2,1,1", "1,3,3", "3,4,4", "9,4,4", "9,1,1", "2,3,3", "2,4,4", "1,4,4", "9,3,3",
            "1,1,1"})
    void severalTestsInOneFlag(int one, int other, int both) {
        assertThat(Verdict.stronger(Flag.of(one), Flag.of(other)).code()).isEqualTo(both);
        assertThat(Verdict.stronger(Flag.of(other), Flag.of(one)).code()).isEqualTo(both);
    }

    @Test
    void aRuleSetWithLimitsOfItsOwnHasANameOfItsOwn() {
        assertThat(RuleSet.DEFAULT.text()).isEqualTo("airshed-qc@1");
        assertThat(RuleSet.of(QualitySettings.DEFAULTS).text()).isEqualTo("airshed-qc@1");
        BuddySettings wider = new BuddySettings(5, 10, 3, 5, 3.5, 3, Set.of("pm2_5", "o3", "pm10"));
        BuddySettings same = new BuddySettings(5, 10, 3, 5, 3.5, 3, Set.of("pm10", "pm2_5", "o3"));
        assertThat(RuleSet.of(QualitySettings.DEFAULTS.withBuddies(wider)).text()).startsWith("airshed-qc@1-")
                .isEqualTo(RuleSet.of(QualitySettings.DEFAULTS.withBuddies(same)).text());
    }
}
