package org.airshed.ingest.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagCommandTest {
    @TempDir
    Path folder;

    private Ran airshed(String... arguments) {
        return Ran.airshedOn(folder.resolve("data"), arguments);
    }

    @BeforeEach
    void addStations() {
        airshed("station", "add", "atelier-3");
        airshed("station", "add", "school-1");
    }

    /** A whole command line in which one option has another value; null takes the option away. */
    private Ran flag(String option, @Nullable String value) {
        return airshed(Ran.with(List.of("flag", "atelier-3", "--property", "pm2_5", "--from", "2026-03-01", "--to",
                "2026-03-02T06:00:00Z", "--flag", "suspect", "--reason", "barbecue next door", "--by", "Aina"), option,
                value));
    }

    @Test
    void aFlagIsSetListedAndRevoked() {
        Ran set = flag("--sensor", "sps30-69");
        assertThat(set.err()).isEmpty();
        assertThat(set.code()).isZero();
        String said = "Judgement 1: atelier-3 pm2_5 (sps30-69) from 2026-03-01T00:00:00Z to 2026-03-02T06:00:00Z"
                + " is suspect, says Aina: barbecue next door";
        assertThat(set.out()).contains(said, "airshed flag revoke 1 --by NAME");
        assertThat(flag("--flag", "4").out()).contains("Judgement 2: atelier-3 pm2_5 (every sensor)", "is fail");
        assertThat(airshed("flag", "list").out().lines()).hasSize(2).first().asString().contains(said)
                .doesNotContain("revoked");
        Ran revoked = airshed("flag", "revoke", "1", "--by", "Biel");
        assertThat(revoked.out()).contains("Judgement 1 is revoked");
        assertThat(airshed("flag", "list", "atelier-3").out().lines()).hasSize(2).first().asString()
                .contains(said, "revoked by Biel");
        assertThat(airshed("flag", "list", "school-1").out()).contains("There is no judgement on station school-1.");
        assertThat(airshed("flag", "revoke", "1", "--by", "Biel").err()).contains("judgement 1 is revoked already");
        assertThat(airshed("flag", "revoke", "7", "--by", "Biel").err()).contains("there is no judgement 7");
    }

    @Test
    void itsHoursAreComputedAnewOrItIsNotRecorded() throws IOException {
        Path data = folder.resolve("data");
        Computed.hours(data, "atelier-3", Instant.parse("2026-03-02T00:00:00Z").toEpochMilli(), 20);
        assertThat(flag("--from", "0001-01-01").out()).contains("Judgement 1");
        assertThat(Computed.marked(data)).as("those there are").isEqualTo(6);
        Computed.forbidMarks(data);
        assertThat(flag("--by", "Biel").err()).contains("no room");
        assertThat(airshed("flag", "revoke", "1", "--by", "Biel").err()).contains("no room");
        assertThat(airshed("flag", "list").out().lines()).singleElement().asString().doesNotContain("revoked");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"good,good", "1,good", "GOOD,good", "Suspect,suspect", "3,suspect", "fail,fail", "4,fail"})
    void flagsAreNamesOrNumbers(String given, String meant) {
        assertThat(flag("--flag", given).out()).contains(" is " + meant + ", says");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"--flag,bad,'--flag takes good (1), suspect (3) or fail (4), not ''bad'''",
            "--flag,2,'--flag takes good (1), suspect (3) or fail (4), not ''2'''",
            "--flag,9,cannot be judged missing",
            "--property,pm25,'there is no observed property ''pm25''; there are co2'",
            "--from,yesterday,--from takes a time", "--to,2026-02-30,--to takes a time",
            "--to,2026-03-01,--from 2026-03-01 must be before --to 2026-03-01", "--sensor,SPS 30,sensor name 'SPS 30'",
            "--reason,' ',a reason must be", "--by,'',the name of who says so must be"})
    void everyWrongValueIsASentence(String option, String value, String sentence) {
        Ran result = flag(option, value);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains(sentence).doesNotContain("Exception");
        assertThat(airshed("flag", "list").out()).contains("There is no judgement.");
    }

    @Test
    void whatIsMissingIsNamedAllAtOnce() {
        assertThat(flag("--reason", null)).satisfies(result -> assertThat(result.code()).isEqualTo(2))
                .satisfies(result -> assertThat(result.err()).contains("flagging needs --reason;"));
        Ran nothing = airshed("flag");
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err()).contains("flagging needs STATION, --property, --from, --to, --flag, --reason, --by");
        assertThat(airshed("flag", "revoke", "1").code()).isEqualTo(2);
        assertThat(airshed("flag", "revoke", "one", "--by", "Biel").code()).isEqualTo(2);
        assertThat(airshed("flag", "list", "Atelier 3").err()).contains("station id 'Atelier 3'");
    }

    @Test
    void anUnknownStationIsRefused() {
        Ran result = airshed("flag", "nobody", "--property", "co2", "--from", "2026-03-01", "--to", "2026-03-02",
                "--flag", "fail", "--reason", "r", "--by", "A");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("station nobody is not known here");
    }

    @Test
    void whatIsPrintedHasItsControlBytesEscaped() {
        // Format characters that turn the line around are no control bytes for the table, and are for a terminal.
        assertThat(flag("--reason", "abc\u202edef").out()).contains("abc\\u202edef").doesNotContain("\u202e");
    }
}
