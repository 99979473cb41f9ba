package org.airshed.edge.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeReaderTest {
    @ParameterizedTest(name = "{0} in {1}: {2}")
    @CsvSource({"M/d/uuuu H:mm, -05:00, 8/1/2019 7:11, 2019-08-01T12:11:00Z",
            "M/d/yyyy H:mm, America/New_York, 8/1/2019 7:11, 2019-08-01T11:11:00Z",
            "dd.MM.uuuu HH:mm:ss, UTC, 01.03.2026 10:00:01, 2026-03-01T10:00:01Z",
            "uuuu/MM/dd HH:mm:ss.SSS, UTC, 2026/03/01 10:00:00.250, 2026-03-01T10:00:00.250Z",
            "uuuu-MM-dd HH:mm XXX, '', 2026-03-01 10:00 +09:00, 2026-03-01T01:00:00Z",
            "d-MMM-uuuu h:mm a, UTC, 1-mar-2026 2:05 PM, 2026-03-01T14:05:00Z",
            "iso, UTC, 2026-03-01T10:00:00Z, 2026-03-01T10:00:00Z",
            "iso, UTC, 2026-03-01 10:00:00, 2026-03-01T10:00:00Z",
            "iso, '', 2026-03-01T10:00:00+01:00, 2026-03-01T09:00:00Z",
            "epoch-seconds, '', 1772359200, 2026-03-01T10:00:00Z",
            "epoch-milliseconds, '', 1772359200123, 2026-03-01T10:00:00.123Z"})
    void timesAreReadAsTheMappingSays(String format, String zone, String text, Instant expected) throws Exception {
        assertThat(read(format, zone, text)).containsExactly(expected.toString());
    }

    @Test
    void theHourThatHappensTwiceIsToldApartByTheOrderOfTheRows() throws Exception {
        // Madrid, 25 October 2026: at 03:00 summer time it is 02:00 again
        assertThat(read("uuuu-MM-dd HH:mm", "Europe/Madrid", "2026-10-25 01:30", "2026-10-25 02:00", "2026-10-25 02:30",
                "2026-10-25 02:00", "2026-10-25 02:30", "2026-10-25 03:00")).containsExactly("2026-10-24T23:30:00Z",
                        "2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z",
                        "2026-10-25T02:00:00Z");
    }

    @Test
    void anHourThatNeverHappenedIsRefused() throws Exception {
        assertThat(read("uuuu-MM-dd HH:mm", "Europe/Madrid", "2026-03-29 02:30")).singleElement().asString()
                .contains("never was in Europe/Madrid").contains("fixed offset");
        assertThat(read("uuuu-MM-dd HH:mm", "+01:00", "2026-03-29 02:30")).containsExactly("2026-03-29T01:30:00Z");
    }

    @ParameterizedTest
    @CsvSource({"epoch-seconds, ''", "epoch-seconds, 1e30", "epoch-seconds, 0x10", "epoch-seconds, 1.00001",
            "iso, 2026-03-01", "iso, yesterday", "uuuu-MM-dd HH:mm, 2026-04-31 10:00",
            "uuuu-MM-dd HH:mm, 2026-03-01 24:00"})
    void whatIsNoTimeIsNone(String format, String text) throws Exception {
        assertThat(read(format, "UTC", text)).singleElement().asString()
                .contains("is not a time of the form " + format);
    }

    private static List<String> read(String format, String zone, String... texts) throws RecordingException {
        String zoned = zone.isEmpty() ? "" : ", zone: \"" + zone + "\"";
        Mapping mapping = MappingFile.parse("m.yaml", "time: {columns: [t], format: \"" + format + "\"" + zoned
                + "}\nsensor: x\ncolumns: [{column: c, property: co2}]\n");
        TimeReader reader = new TimeReader(mapping.time());
        return Stream.of(texts).map(text -> switch (reader.read(text, "")) {
            case TimeReader.Outcome.At(Instant start) -> start.toString();
            case TimeReader.Outcome.Wrong(String what) -> what;
        }).toList();
    }
}
