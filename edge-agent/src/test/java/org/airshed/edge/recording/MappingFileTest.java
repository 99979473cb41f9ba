package org.airshed.edge.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MappingFileTest {
    private static final Path SHIPPED = Path.of("../mappings");

    static List<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.list(SHIPPED)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyMappingThatComesWithAirshedIsWhole(Path file) throws Exception {
        assertThat(MappingFile.read(file).hash()).hasSize(64);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', value = {"columns: 5 | columns must be a list",
            "time: {format: iso} | time.columns is missing",
            "time: {columns: [t], format: 'd/M/uuuu H:mm'} | time.zone is missing",
            "time: {columns: [t], format: 'd/M/uuuu H:mm', zone: EST5EDT9} | time.zone is 'EST5EDT9', which is neither",
            "time: {columns: [t], format: 'quarter past'} | time.format is 'quarter past', which is no pattern",
            "time: {columns: [t], format: iso, marks: end} | time.period is missing",
            "colums: [] | colums is not a key of a mapping",
            "delimiter: ':' | delimiter is ':', must be one of",
            "decimal: ',' | decimal and delimiter cannot both be a comma",
            "encoding: klingon | encoding is 'klingon', which is not known",
            "sentinels: [none] | sentinels holds 'none', which is no number",
            "columns: [{column: a, property: dew_point}] | columns[0].property is 'dew_point', which is no observed property",
            "columns: [{column: a, property: no2, unit: ug/m3}] | columns[0].unit does not fit: the unit 'ug/m3' is a mass concentration",
            "columns: [{column: a, property: co2, unit: PPM}] | columns[0].unit does not fit: the unit 'PPM' is not known",
            "columns: [{column: a, property: co2, sensor: SCD 41}] | columns[0].sensor is 'SCD 41'",
            "columns: [{column: a, property: co2}] | columns[0].sensor is missing",
            "columns: [{column: a, property: co2, sensor: x}, {column: b, property: co2, sensor: x}] | columns[1].property is co2 of sensor x, as of an earlier column",
            "columns: [{property: co2, sensor: x}] | columns[0].column is missing",
            "where: [{column: a}] | where[0].is is missing",
            "long: {parameter-column: a, value-column: b, parameters: []} | long.parameters is missing",
            "expect: [{line: 1, contains: x}] | expect looks at lines above the header",
            "header: {rows: 0} | header.rows is '0', must be a whole number",
            "'name: [' | m.yaml line ", "{a: 1, a: 2} | Duplicate field"})
    void whatIsWrongIsNamedByItsKey(String yaml, String sentence) {
        assertThatThrownBy(() -> MappingFile.parse("m.yaml", yaml)).isInstanceOfSatisfying(RecordingException.class,
                refused -> assertThat(String.join("\n", refused.problems())).contains(sentence).contains("m.yaml"));
    }

    @Test
    void theGasCalledNoIsATextAndNotABoolean() throws Exception {
        Mapping mapping = MappingFile.parse("m.yaml",
                "time: {columns: [t], format: iso}\nsensor: x\ncolumns: [{column: NO, property: no}]\nmissing: [no]\n");
        assertThat(mapping.columns().getFirst().property().id()).isEqualTo("no");
        assertThat(mapping.missing()).containsExactlyInAnyOrder("", "no");
    }

    @Test
    void aSmartCitizenCardIsReadByItsSensorIds(@TempDir Path folder) throws Exception {
        Path card = Files.writeString(folder.resolve("26-03-01.CSV"), """
                TIME,TEMP,HUM,BARO,ECO2,CO2,PM25,SDCARD
                ISO 8601,C,%,kPa,ppm,ppm,ug/m3,
                Time,Temperature,Humidity,Pressure,eCO2,CO2,PM 2.5,SD card
                ,55,56,58,112,158,87,221
                2026-03-01T10:00:00Z,18.42,51.3,101.32,none,512,7,1
                2026-03-01T10:01:00Z,none,null,101.3,400,,none,1
                """);
        Read read = Read.of(card, MappingFile.read(SHIPPED.resolve("smartcitizen-sd.yaml")));
        assertThat(read.of("temperature")).containsExactly(18.42);
        assertThat(read.of("pressure")).containsExactly(1013.2, 1013.0);
        assertThat(read.of("co2")).containsExactly(512.0);
        assertThat(read.of("eco2")).containsExactly(400.0);
        assertThat(read.of("pm2_5")).containsExactly(7.0);
        assertThat(read.tally().skippedCells()).isEqualTo(5);
        assertThat(read.checked().layout().ignored()).containsExactly("221");
        assertThat(read.times().getFirst()).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
    }
}
