package org.airshed.ingest.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.airshed.ingest.indicator.CleanAirCard.Answer;
import org.airshed.ingest.indicator.CleanAirCard.Outcome;
import org.airshed.ingest.indicator.CleanAirCard.Part;
import org.airshed.ingest.indicator.CleanAirCard.Reason;
import org.airshed.ingest.indicator.CleanAirCard.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleanAirCardTest {
    @ParameterizedTest(name = "year {0}, days {1}, reach {2}, over {3}: {4} for {5}")
    @CsvSource({"MET,MET,MET,true,YES,ALL_MET", "MET,MET,MET,false,UNCERTAIN,YEAR_UNDER_WAY",
            "UNCERTAIN,MET,MET,true,UNCERTAIN,ANNUAL_UNCERTAIN", "MET,UNCERTAIN,MET,true,UNCERTAIN,DAILY_UNCERTAIN",
            "MET,MET,UNCERTAIN,true,UNCERTAIN,COVERAGE_SMALL",
            "UNCERTAIN,UNCERTAIN,UNCERTAIN,false,UNCERTAIN,ANNUAL_UNCERTAIN DAILY_UNCERTAIN COVERAGE_SMALL YEAR_UNDER_WAY",
            "EXCEEDED,MET,MET,true,NO,ANNUAL_EXCEEDED", "MET,EXCEEDED,MET,true,NO,DAILY_EXCEEDED",
            "EXCEEDED,EXCEEDED,MET,false,NO,ANNUAL_EXCEEDED DAILY_EXCEEDED YEAR_UNDER_WAY",
            "EXCEEDED,NOT_ENOUGH_DATA,NOT_ENOUGH_DATA,true,NO,ANNUAL_EXCEEDED",
            "NOT_ENOUGH_DATA,NOT_ENOUGH_DATA,MET,true,NOT_ENOUGH_DATA,TOO_FEW_DAYS",
            "MET,MET,NOT_ENOUGH_DATA,true,NOT_ENOUGH_DATA,COVERAGE_UNKNOWN",
            "UNCERTAIN,NOT_ENOUGH_DATA,UNCERTAIN,false,NOT_ENOUGH_DATA,TOO_FEW_DAYS YEAR_UNDER_WAY"})
    void theAnswerFollowsFromTheParts(Outcome year, Outcome days, Outcome reach, boolean over, Answer answer,
            String reasons) {
        CleanAirCard card = CleanAirCard
                .of(List.of(new Part(Role.ANNUAL, year), new Part(Role.DAILY, days), new Part(Role.COVERAGE, reach)),
                        over);

        assertThat(card.answer()).isEqualTo(answer);
        assertThat(card.reasons()).containsExactlyElementsOf(
                List.of(reasons.split(" ")).stream().map(Reason::valueOf).toList());
    }

    @Test
    void whatIsNotThereLacksDataAndIsNoYes() {
        List<Part> all = List.of(new Part(Role.ANNUAL, Outcome.MET), new Part(Role.DAILY, Outcome.MET),
                new Part(Role.COVERAGE, Outcome.MET));
        for (Part left : all) {
            List<Part> rest = new ArrayList<>(all);
            rest.remove(left);
            assertThat(CleanAirCard.of(rest, true).answer()).as("without " + left).isEqualTo(Answer.NOT_ENOUGH_DATA);
        }
    }

    @Test
    void onePollutantOfSeveralDecides() {
        List<Part> parts = new ArrayList<>(List.of(new Part(Role.ANNUAL, Outcome.MET),
                new Part(Role.DAILY, Outcome.MET), new Part(Role.COVERAGE, Outcome.MET)));
        for (Outcome other : List.of(Outcome.MET, Outcome.UNCERTAIN, Outcome.NOT_ENOUGH_DATA, Outcome.EXCEEDED)) {
            parts.add(new Part(Role.ANNUAL, other));
            assertThat(CleanAirCard.of(parts, true).answer().key())
                    .isEqualTo(other == Outcome.MET ? "yes" : other == Outcome.EXCEEDED ? "no" : other.key());
        }
    }

    @ParameterizedTest
    @CsvSource({"100,MET", "75,MET", "75.0,MET", "74.9999,UNCERTAIN", "0,UNCERTAIN"})
    void stationsMustReachThreeQuartersOfTheArea(BigDecimal percent, Outcome outcome) {
        assertThat(CleanAirCard.coverage(percent)).isEqualTo(outcome);
        assertThat(CleanAirCard.coverage(null)).isEqualTo(Outcome.NOT_ENOUGH_DATA);
    }

    @Test
    void aCategoryThatIsNoOutcomeLacksData() {
        assertThat(Outcome.of("met")).isEqualTo(Outcome.MET);
        assertThat(Outcome.of("exceeded")).isEqualTo(Outcome.EXCEEDED);
        assertThat(Outcome.of("uncertain")).isEqualTo(Outcome.UNCERTAIN);
        assertThat(Outcome.of("good")).isEqualTo(Outcome.NOT_ENOUGH_DATA);
        assertThat(Outcome.of(null)).isEqualTo(Outcome.NOT_ENOUGH_DATA);
    }

    @Test
    void everythingIsSaidInFourLanguages() {
        Set<Reason> reasons = EnumSet.allOf(Reason.class);
        reasons.forEach(reason -> assertThat(CleanAirCardWords.of(reason)).as(reason.key())
                .containsOnlyKeys("en", "ja", "es", "ca")
                .allSatisfy((language, text) -> assertThat(text).isNotBlank()));
        assertThat(CleanAirCardWords.question()).hasSize(4);
        assertThat(CleanAirCardWords.disclaimer().get("en")).contains("C40", "proposal");
    }
}
