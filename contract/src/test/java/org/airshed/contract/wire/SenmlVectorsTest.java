package org.airshed.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Reading;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden vectors: {@code NAME.json}, its twin {@code NAME.cbor.hex} and what both mean, {@code NAME.expected.txt}. */
class SenmlVectorsTest {
    private static final Path FOLDER = Path.of("src/test/resources/vectors");

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void bothEncodingsMeanTheSame(String name) {
        String expected = text(name + ".expected.txt").strip();
        assertThat(describe(SenmlReader.read(ByteBuffer.wrap(json(name))))).isEqualTo(expected);
        assertThat(describe(SenmlReader.read(ByteBuffer.wrap(cbor(name))))).isEqualTo(expected);
    }

    @Test
    void thePackOfAStationIsWrittenToTheByte() {
        StationId station = new StationId("atelier-3");
        SubmissionHeader header = new SubmissionHeader("b7f3", 42L, SubmissionHeader.Clock.SYNCED, 3600L);
        long base = 1_772_359_200_123L;
        List<Reading> readings = List.of(reading(station, "scd41-62", "co2", base, 512),
                reading(station, "scd41-62", "temperature", base, 21.47),
                reading(station, "scd41-62", "relative_humidity", base, 48.5),
                reading(station, "pms5003-ttyama0", "pm2_5", base + 877, 7),
                reading(station, "bme280-76", "temperature", base - 123, -3.25),
                reading(station, "bme280-76", "pressure", base + 60_000, 1013.2));
        assertThat(SenmlWriter.write(SenmlWriter.Encoding.JSON, station, header, readings))
                .asString(java.nio.charset.StandardCharsets.UTF_8)
                .isEqualTo(text("station.json"));
        assertThat(HexFormat.of().formatHex(SenmlWriter.write(SenmlWriter.Encoding.CBOR, station, header, readings)))
                .isEqualTo(text("station.cbor.hex").strip());
    }

    private static Reading reading(StationId station, String sensor, String property, long at, double value) {
        return new Reading(station, new SensorName(sensor), ObservedProperties.of(property), at, value);
    }

    static byte[] json(String name) {
        return text(name + ".json").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    static byte[] cbor(String name) {
        return HexFormat.of().parseHex(text(name + ".cbor.hex").strip());
    }

    private static String text(String file) {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String describe(SenmlPack pack) {
        return switch (pack) {
            case SenmlPack.Malformed malformed -> "malformed " + malformed.reason();
            case SenmlPack.Decoded decoded -> describe(decoded.header()) + "\n"
                    + decoded.records().stream().map(SenmlVectorsTest::describe).collect(Collectors.joining("\n"));
        };
    }

    private static String describe(SubmissionHeader header) {
        return "header boot=" + orDash(header.boot()) + " seq=" + orDash(header.sequence()) + " clk=" + header.clock()
                + " up=" + orDash(header.upSeconds());
    }

    private static String describe(SenmlRecord senml) {
        return switch (senml) {
            case SenmlRecord.Value value -> value.index() + " value " + value.name() + " " + value.unit() + " "
                    + value.value().stripTrailingZeros().toPlainString() + " "
                    + value.time().stripTrailingZeros().toPlainString();
            case SenmlRecord.Bad bad -> bad.index() + " bad " + bad.reason() + " " + orDash(bad.name());
        };
    }

    private static String orDash(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }
}
