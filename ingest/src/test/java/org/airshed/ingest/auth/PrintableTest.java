package org.airshed.ingest.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
    @ParameterizedTest
    @ValueSource(strings = {"\u001b[2J", "a\nb", "a\rb", "\u0007", "\u009b1m", "\u202egnp", "\u2028", "\u0000",
            "\ud800"})
    void nothingThatATerminalObeysIsPrinted(String hostile) {
        assertThat(Printable.of(hostile, 100)).matches("[\\x20-\\x7e]+").contains("\\u");
    }

    @Test
    void ordinaryTextStaysAsItIs() {
        assertThat(Printable.of("µg/m³ 東京 \\", 100)).isEqualTo("µg/m³ 東京 \\\\");
        assertThat(Printable.of("abcdef", 3)).isEqualTo("abc…");
    }
}
