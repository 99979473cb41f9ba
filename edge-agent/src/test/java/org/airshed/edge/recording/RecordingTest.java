package org.airshed.edge.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingTest {
    private static final String MAPPING = """
            time: {columns: [Time], format: uuuu-MM-dd HH:mm, zone: "+01:00"}
            missing: [none, "-"]
            sentinels: [-999, 65535]
            sensor: logger
            columns:
              - {column: CO2, property: co2, unit: ppm}
              - {column: T, property: temperature, unit: Cel}
            ignored: [Note]
            """;
    private static final String HEADER = "Time,CO2,T,Note\n";

    @TempDir
    Path folder;

    @Test
    void whatIsNoNumberIsSkippedWithItsReasonAndNeverZero() throws Exception {
        Read read = read(HEADER + """
                2026-03-01 10:00,412,21.5,fine
                2026-03-01 10:01,,none,
                2026-03-01 10:02,NONE,-,
                2026-03-01 10:03,-999,65535.0,
                2026-03-01 10:04,4l2,0,
                2026-03-01 10:05,413,-0.0,
                """);
        assertThat(read.of("co2")).containsExactly(412.0, 413.0);
        assertThat(read.of("temperature")).containsExactly(21.5, 0.0, 0.0);
        assertThat(read.times().getFirst()).isEqualTo(Instant.parse("2026-03-01T09:00:00Z"));
        assertThat(read.tally().rows).isEqualTo(6);
        assertThat(read.tally().readings).isEqualTo(5);
        assertThat(read.tally().skippedCells()).isEqualTo(7);
        assertThat(read.tally().column("CO2").skipped).containsOnlyKeys("empty", "'NONE'", "sentinel -999",
                "not a number");
        assertThat(read.tally().column("CO2").skipped).hasEntrySatisfying("not a number",
                count -> assertThat(count.firstLine).isEqualTo(6));
        assertThat(read.checked().layout().ignored()).containsExactly("Note");
    }

    @Test
    void negativeValuesAndAllTheirDigitsAreKept() throws Exception {
        assertThat(read(HEADER + "2026-03-01 10:00,-53.2,-0.123456789012345,\n").of("co2")).containsExactly(-53.2);
    }

    @Test
    void aTimeThatStandsTwiceIsCountedAndKept() throws Exception {
        Read read = read(HEADER + "2026-03-01 10:00,1,,\n2026-03-01 10:00,2,,\n2026-03-01 09:59,3,,\n");
        assertThat(read.of("co2")).containsExactly(1.0, 2.0, 3.0); // in the file's order: the last stands
        assertThat(read.tally().notLater).isEqualTo(2);
    }

    @Test
    void byteOrderMarkQuotesAndWindowsLineBreaksAreReadAsTheyAreMeant() throws Exception {
        Read read = read("\ufeff\"Time\",\"CO2\",T,Note\r\n\"2026-03-01 10:00\",\"412\",21,\"a, b\"\r\n\r\n");
        assertThat(read.of("co2")).containsExactly(412.0);
    }

    @Test
    void aDecimalCommaIsReadAsOneAndAPointIsNot() throws Exception {
        String mapping = MAPPING + "delimiter: \";\"\ndecimal: \",\"\n";
        Read read = read(mapping, "Time;CO2;T;Note\n2026-03-01 10:00;412,5;-3,25;\n2026-03-01 10:01;412.5;1.234,5;\n");
        assertThat(read.of("co2")).containsExactly(412.5);
        assertThat(read.of("temperature")).containsExactly(-3.25);
        assertThat(read.tally().skippedCells()).isEqualTo(2);
    }

    @Test
    void unitsAreConvertedInDecimal() throws Exception {
        String mapping = """
                time: {columns: [t], format: epoch-seconds}
                sensor: logger
                columns:
                  - {column: p, property: pressure, unit: kPa}
                  - {column: k, property: temperature, unit: K}
                """;
        Read read = read(mapping, "t,p,k\n1772359200.25,101.32,294.65\n");
        assertThat(read.of("pressure")).containsExactly(1013.2);
        assertThat(read.of("temperature")).containsExactly(21.5);
        assertThat(read.times().getFirst()).isEqualTo(Instant.parse("2026-03-01T10:00:00.250Z"));
    }

    @Test
    void aRowCutAtTheEndOfTheFileIsSkippedAndSaid() throws Exception {
        Read read = read(HEADER + "2026-03-01 10:00,412,21,\n2026-03-01 10:01,4");
        assertThat(read.of("co2")).containsExactly(412.0);
        assertThat(read.tally().skippedRows).containsOnlyKeys("cut short at the end of the file");
    }

    @Test
    void rowsOfAClockThatWasNotSetAreSkippedAndSaid() throws Exception {
        Read read = read(HEADER + "1970-01-01 00:05,412,21,\n2026-03-01 10:01,413,,\n");
        assertThat(read.of("co2")).containsExactly(413.0);
        assertThat(read.tally().skippedRows.keySet()).singleElement().asString().contains("clock was not set");
    }

    @Test
    void theEndOfAWindowBecomesItsStart() throws Exception {
        String mapping = MAPPING.replace("zone: \"+01:00\"", "zone: UTC, marks: end, period: 1h");
        assertThat(read(mapping, HEADER + "2026-03-01 10:00,412,,\n").times())
                .containsExactly(Instant.parse("2026-03-01T09:00:00Z"));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "Time,CO2,Note\\n2026-03-01 10:00,412,| log.csv line 1: the column 'T' is missing; the file has 'Time', 'CO2', 'Note'",
            "Time,CO2,T,Note,NO2\\n2026-03-01 10:00,412,,,5| log.csv line 1, column 5: the mapping does not know the column 'NO2'",
            "Time,CO2,CO2,T,Note\\n| the column 'CO2' is there twice; name it by its place, as #2",
            "Time,CO2,T,Note\\n2026-03-01 10:00,412,21\\n2026-03-01 10:01,412,21,| log.csv line 2: 3 cells, and the header has 4",
            "Time,CO2,T,Note\\n2026-03-01 10:00,412,,\\n01.03.2026 10:01,412,,| log.csv line 3, column 'Time': '01.03.2026 10:01' is not a time of the form uuuu-MM-dd HH:mm",
            "Time,CO2,T,Note\\n2026-02-29 10:00,412,,| '2026-02-29 10:00' is not a time",
            "Time,CO2,T,Note\\n2026-12-01 10:00,412,,| log.csv line 2, column 'Time': '2026-12-01 10:00' is 2026-12-01T09:00:00Z, which is in the future",
            "Time,CO2,T,Note\\n2026-03-01 10:00,\"412,5\",,| log.csv, column 'CO2': no cell is a number (the first: '412,5' in line 2); is 'decimal' right",
            "Time,CO2,T,Note\\n| there is no reading in it", "``| log.csv ends before its header",
            "Zeit;CO2\\n| the column 'Time' is missing"})
    void everyRefusalNamesFileLineAndColumn(String csv, String sentence) {
        assertThatThrownBy(() -> read(csv.replace("\\n", "\n"))).isInstanceOfSatisfying(RecordingException.class,
                refused -> assertThat(String.join("\n", refused.problems())).contains(sentence).contains("log.csv"));
    }

    @Test
    void allThatIsWrongIsToldAtOnceUpToABound() {
        assertThatThrownBy(() -> read(HEADER + "x,1,1,\n".repeat(50))).isInstanceOfSatisfying(RecordingException.class,
                refused -> assertThat(refused.problems()).hasSize(Problems.MOST + 1).last().isEqualTo("and 30 more"));
    }

    @Test
    void anotherKindOfFileIsToldByItsFirstLines() {
        String mapping = MAPPING + "header: {skip: 2}\nexpect: [{line: 1, contains: Logger 7}]\n";
        assertThatThrownBy(() -> read(mapping, "Logger 8\n\n" + HEADER)).isInstanceOf(RecordingException.class)
                .hasMessageContaining("log.csv line 1: 'Logger 7' is expected here, and there is 'Logger 8'");
    }

    @Test
    void aFileThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> Read.of(folder.resolve("no.csv"), MappingFile.parse("m.yaml", MAPPING)))
                .isInstanceOf(RecordingException.class).hasMessageContaining("there is no file");
    }

    @Test
    void theLongFormatTakesEachParameterForItself() throws Exception {
        String mapping = """
                time: {columns: [Date, Hour], format: M/d/uuuu H:mm, zone: UTC}
                where: [{column: QC, is: ["0", "1"]}]
                sensor: reference
                long:
                  parameter-column: Param
                  value-column: Value
                  unit-column: Unit
                  units: {PPB: ppb, PPM: ppm}
                  parameters:
                    - {parameter: O3, property: o3}
                    - {parameter: CO, property: co}
                  ignored: [WS]
                """;
        String header = "Param,Date,Hour,Value,Unit,QC\n";
        Read read = read(mapping, header + "O3,8/1/2019,5:00,30,PPB,0\nO3,8/1/2019,6:00,31,PPB,9\n"
                + "CO,8/1/2019,5:00,0.4,PPM,1\nWS,8/1/2019,5:00,3,M/S,0\n");
        assertThat(read.of("o3")).containsExactly(30.0);
        assertThat(read.of("co")).containsExactly(400.0);
        assertThat(read.tally().notLater).isZero(); // each parameter begins anew
        assertThat(read.tally().skippedRows).containsOnlyKeys("QC is '9'");
        assertThat(read.tally().ignored).containsOnlyKeys("WS");

        assertThatThrownBy(() -> read(mapping, header + "SO2,8/1/2019,5:00,3,PPB,0\nO3,8/1/2019,5:00,3,UG/M3,0\n"))
                .isInstanceOfSatisfying(RecordingException.class,
                        refused -> assertThat(refused.problems()).satisfiesExactly(
                                one -> assertThat(one).contains("line 2, column 'Param'")
                                        .contains("the parameter 'SO2'"),
                                two -> assertThat(two).contains("line 3, column 'Unit'").contains("the unit 'UG/M3'")));
        assertThatThrownBy(() -> read(mapping.replace("PPB: ppb", "PPB: ug/m3"), header + "O3,8/1/2019,5:00,3,PPB,0\n"))
                .isInstanceOf(RecordingException.class).hasMessageContaining("temperature and pressure");
    }

    private Read read(String csv) throws IOException, RecordingException {
        return read(MAPPING, csv);
    }

    private Read read(String mapping, String csv) throws IOException, RecordingException {
        return Read.of(Files.writeString(folder.resolve("log.csv"), csv), MappingFile.parse("m.yaml", mapping));
    }

    @Test
    void onlyPlainNumbersAreNumbers() {
        assertThat(List.of(NumberCell.read("1e3", '.'), NumberCell.read("+5", '.')))
                .extracting(n -> n == null ? -1 : n.intValue())
                .containsExactly(1000, 5);
        assertThat(NumberCell.read("٣", '.')).isNull(); // digits of another script
        assertThat(NumberCell.read("1,234", '.')).isNull();
        assertThat(NumberCell.read("0x1F", '.')).isNull();
        assertThat(NumberCell.read("NaN", '.')).isNull();
        assertThat(NumberCell.read("1e999999999", '.')).isNull();
        assertThat(NumberCell.read("--5", '.')).isNull();
    }
}
