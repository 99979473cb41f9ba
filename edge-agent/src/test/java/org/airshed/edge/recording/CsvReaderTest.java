package org.airshed.edge.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void everyLineBreakEndsARowAndCountsOneLine(String lineBreak) throws Exception {
        List<CsvReader.Row> rows = rows("a,b" + lineBreak + "1,2" + lineBreak + lineBreak + "3,4");
        assertThat(rows).containsExactly(new CsvReader.Row(1, List.of("a", "b"), false),
                new CsvReader.Row(2, List.of("1", "2"), false), new CsvReader.Row(3, List.of(""), false),
                new CsvReader.Row(4, List.of("3", "4"), true));
        assertThat(rows.get(2).isBlank()).isTrue();
    }

    @Test
    void quotesHoldDelimitersLineBreaksAndQuotes() throws Exception {
        assertThat(rows("\"a,b\",\"say \"\"hm\"\"\",\"two\nlines\"\nnext,,\n")).containsExactly(
                new CsvReader.Row(1, List.of("a,b", "say \"hm\"", "two\nlines"), false),
                new CsvReader.Row(3, List.of("next", "", ""), false));
    }

    @Test
    void aQuoteWithinACellIsAQuote() throws Exception {
        assertThat(rows("5\" pipe,x\n")).containsExactly(new CsvReader.Row(1, List.of("5\" pipe", "x"), false));
    }

    @Test
    void theByteOrderMarkIsNoPartOfTheFirstCell() throws Exception {
        assertThat(rows("\ufeffTime,x\n").getFirst().cells()).containsExactly("Time", "x");
        assertThat(rows("")).isEmpty();
    }

    @Test
    void aQuoteThatNeverClosesIsRefusedWithItsLine() {
        assertThatThrownBy(() -> rows("a,b\n1,\"2\n3,4\n")).isInstanceOf(RecordingException.class)
                .hasMessageContaining("log.csv line 2").hasMessageContaining("never closed");
    }

    @Test
    void bytesThatAreNoTextAreRefusedAndNotReplaced() {
        byte[] latin = "Time,°C\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> rows(latin, StandardCharsets.UTF_8)).isInstanceOf(RecordingException.class)
                .hasMessageContaining("encoding");
    }

    @Test
    void anotherEncodingIsRead() throws Exception {
        byte[] latin = "Time,°C\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(rows(latin, Charset.forName("windows-1252")).getFirst().cells()).containsExactly("Time", "°C");
    }

    @Test
    void aCellWithoutEndIsRefusedAndDoesNotFillTheMemory() {
        assertThatThrownBy(() -> rows("x".repeat(1 << 17))).isInstanceOf(RecordingException.class)
                .hasMessageContaining("is this a CSV file");
    }

    private static List<CsvReader.Row> rows(String text) throws IOException, RecordingException {
        return rows(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static List<CsvReader.Row> rows(byte[] bytes, Charset encoding) throws IOException, RecordingException {
        List<CsvReader.Row> rows = new ArrayList<>();
        try (CsvReader csv = new CsvReader("log.csv", new ByteArrayInputStream(bytes), encoding, ',')) {
            for (CsvReader.Row row = csv.next(); row != null; row = csv.next()) {
                rows.add(row);
            }
        }
        return rows;
    }
}
