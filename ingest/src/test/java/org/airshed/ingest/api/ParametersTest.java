package org.airshed.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
    private static final Set<String> ALLOWED = Set.of("from", "limit", "station");

    @Test
    void anUnknownParameterIsNamedWithWhatIsAllowed() {
        assertThatThrownBy(() -> Parameters.of("stations=x", ALLOWED)).isInstanceOf(ProblemException.class)
                .hasMessage("There is no parameter 'stations' here; allowed are from, limit, station.");
    }

    @Test
    void aParameterGivenTwiceIsNamed() {
        assertThatThrownBy(() -> Parameters.of("limit=1&limit=2", ALLOWED))
                .hasMessage("The parameter 'limit' is given twice; once is allowed.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"station=%ff%fe", "station=%c3", "station=%ed%a0%80"})
    void bytesThatAreNoUtf8AreNamedAndNotReplaced(String query) {
        assertThatThrownBy(() -> Parameters.of(query, ALLOWED)).hasMessage("The parameter 'station' is not UTF-8.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"station=%", "station=%4", "station=%zz", "station=100%"})
    void aTornEscapeIsNamed(String query) {
        assertThatThrownBy(() -> Parameters.of(query, ALLOWED)).hasMessageContaining("not followed by two hex digits");
    }

    @Test
    void controlCharactersOfTheSenderAreNotEchoed() {
        assertThatThrownBy(() -> Parameters.of("%1b%5b2J=1", ALLOWED))
                .hasMessageStartingWith("There is no parameter '\uFFFD[2J'");
    }

    // "+" means a space in forms, but an offset is written with it and nobody escapes it by hand.
    @ParameterizedTest
    @CsvSource({"2026-11-22T10:00:00Z,2026-11-22T10:00:00Z", "2026-11-22T10:00:00.5Z,2026-11-22T10:00:00.500Z",
            "2026-11-22T10:00:00+01:00,2026-11-22T09:00:00Z", "2026-11-22T10:00:00%2B01:00,2026-11-22T09:00:00Z",
            "2026-11-22,2026-11-22T00:00:00Z"})
    void timesAreReadWithTheirOffset(String text, Instant time) {
        assertThat(Parameters.of("from=" + text, ALLOWED).timeMillis("from", 0)).isEqualTo(time.toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "1763800000", "2026-11-22T10:00:00", "2026-13-01",
            "+999999999-01-01T00:00:00Z",
            "-0001-01-01T00:00:00Z", "2026-02-30T00:00:00Z"})
    void anythingElseIsNoTime(String text) {
        assertThatThrownBy(() -> Parameters.of("from=" + text, ALLOWED).timeMillis("from", 0))
                .hasMessageContaining("The parameter 'from' is '" + text + "'; allowed is a time such as");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "11", "1e3", "99999999999999999999", " 5", "5'"})
    void aNumberOutsideItsBoundsIsRefusedWithTheBounds(String text) {
        assertThatThrownBy(() -> Parameters.of("limit=" + text, ALLOWED).integer("limit", 3, 1, 10))
                .hasMessage("The parameter 'limit' is '" + text + "'; allowed is a whole number from 1 to 10.");
    }

    @Test
    void absentMeansItsDefault() {
        Parameters none = Parameters.of(null, ALLOWED);
        assertThat(none.integer("limit", 3, 1, 10)).isEqualTo(3);
        assertThat(none.timeMillis("from", 7)).isEqualTo(7);
        assertThat(none.text("station")).isEmpty();
    }
}
