package org.airshed.contract.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"abc", "a-b", "0a1", "atelier-3", "a1234567890123456789012345678901234567-9"})
    void stationIds(String id) {
        assertThat(StationId.isValid(id)).isTrue();
        assertThat(new StationId(id)).hasToString(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "-ab", "ab-", "a--b", "Abc", "a_b", "a b", "a.b", "é12", "abc\n",
            "a1234567890123456789012345678901234567-90"})
    void whatIsNoStationId(String id) {
        assertThat(StationId.isValid(id)).isFalse();
        assertThatThrownBy(() -> new StationId(id)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 to 40");
    }

    @Test
    void sensorNamesMayBeOneCharacterAndAtMostSixty() {
        assertThat(SensorName.isValid("a")).isTrue();
        assertThat(SensorName.isValid("pms5003-ttyama0")).isTrue();
        assertThat(SensorName.isValid("scd41-i2c3-62")).isTrue();
        assertThat(SensorName.isValid("a".repeat(60))).isTrue();
        assertThat(SensorName.isValid("a".repeat(61))).isFalse();
        assertThat(SensorName.isValid("")).isFalse();
        assertThatThrownBy(() -> new SensorName("pms5003/1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theHandWrittenCheckAgreesWithTheGrammarOfTheContract() {
        Pattern grammar = Pattern.compile("[a-z0-9](-?[a-z0-9])*");
        Random random = new Random(1);
        String alphabet = "ab09--A_";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(8); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(Slug.isSlug(text.toString())).as("'%s'", text).isEqualTo(grammar.matcher(text).matches());
        }
    }

    @Test
    void levelsAreRawOrACorrectionWithItsVersion() {
        assertThat(Level.RAW).hasToString("raw");
        assertThat(Level.isValid("epa-2021@1")).isTrue();
        assertThat(Level.isValid("epa-2021")).isFalse();
        assertThatThrownBy(() -> new Level("Raw")).isInstanceOf(IllegalArgumentException.class);
    }
}
