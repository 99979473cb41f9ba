package org.airshed.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SenmlReaderTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"`` | empty", "`  ` | empty", "[] | empty",
            "hello | not-senml",
            "`{\"n\":\"co2\",\"v\":1}` | not-senml", "[{\"n\":\"co2\",\"v\":1} | not-json",
            "[{\"n\":\"co2\",\"v\":} ] | not-json",
            "[{\"n\":\"co2\",\"v\":1}] x | not-json", "[{\"n\":\"co2\",\"v\":01}] | not-json",
            "[{\"n\":\"co2\",\"v\":NaN}] | not-json",
            "[{\"bver\":11,\"n\":\"co2\",\"v\":1}] | version", "[{\"bver\":\"10\",\"n\":\"co2\",\"v\":1}] | version"})
    void bytesThatAreNoPackAreRefusedWithAReason(String payload, String reason) {
        assertThat(read(payload)).isInstanceOfSatisfying(SenmlPack.Malformed.class, malformed -> {
            assertThat(malformed.reason()).isEqualTo(reason);
            assertThat(malformed.detail()).isNotBlank().doesNotContain("\n");
        });
    }

    @Test
    void aLoneObjectIsToldHowToBecomeAPack() {
        assertThat(read("{\"n\":\"co2\",\"v\":1}")).isInstanceOfSatisfying(SenmlPack.Malformed.class,
                malformed -> assertThat(malformed.detail()).contains("between [ and ]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "10", "26"})
    void knownVersionsAreRead(String version) {
        assertThat(values("[{\"bver\":" + version + ",\"n\":\"co2\",\"v\":1}]")).hasSize(1);
    }

    @Test
    void sumsAreMadeInDecimal() {
        // in doubles 0.1 + 0.2 is 0.30000000000000004
        assertThat(values("[{\"n\":\"x\",\"bv\":0.1,\"v\":0.2,\"bt\":1772359200.1,\"t\":0.2}]")).singleElement()
                .isEqualTo(
                        new SenmlRecord.Value(0, "", "x", "", new BigDecimal("0.3"), new BigDecimal("1772359200.3")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"fa41935c29, 18.42, a single means its own shortest decimal", "fb40326b851eb851ec, 18.42, a double",
            "f94d00, 20, half precision", "c4822119 0732, 18.42, decimal fraction",
            "c482011864, 1000, positive exponent",
            "3863, -100, negative integer", "1bffffffffffffffff, 18446744073709551615, unsigned 64 bit",
            "c249010000000000000000, 18446744073709551616, bignum"})
    void everyCborNumberIsReadAsItsDecimal(String hex, BigDecimal expected, String what) {
        SenmlPack pack = read(HexFormat.of().parseHex("81a2006178" + "02" + hex.replace(" ", "")));
        assertThat(pack).as(what).isInstanceOfSatisfying(SenmlPack.Decoded.class,
                decoded -> assertThat(decoded.records()).singleElement()
                        .isInstanceOfSatisfying(SenmlRecord.Value.class,
                                value -> assertThat(value.value()).isEqualByComparingTo(expected)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"f97e00, NaN", "fa7f800000, infinite", "f5, true", "f6, null", "f7, undefined", "40, bytes",
            "80, array",
            "c48201, short fraction", "c4823a7fffffff01, exponent out of reach",
            "c25821010000000000000000000000000000000000000000000000000000000000000000, long bignum"})
    void whatIsNoFiniteNumberIsBadAlone(String hex, String what) {
        // a decimal fraction without its mantissa is damage, and the parser cannot tell where it ends
        SenmlPack pack = read(HexFormat.of().parseHex("82a2006178" + "02" + hex + "a200617902" + "05"));
        if (pack instanceof SenmlPack.Decoded decoded) {
            assertThat(decoded.records().getFirst()).as(what).isInstanceOf(SenmlRecord.Bad.class);
            assertThat(decoded.records().getLast()).isInstanceOf(SenmlRecord.Value.class);
        } else {
            assertThat(what).isEqualTo("short fraction");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "1e400", "-1e309", "1e99999999999999999999"})
    void aNumberBeyondADoubleIsBadAloneAndCostsNothing(String number) {
        SenmlPack pack = read("[{\"n\":\"x\",\"v\":" + number + "},{\"n\":\"y\",\"v\":0e-999999999,\"bv\":1}]");
        assertThat(pack).isInstanceOfSatisfying(SenmlPack.Decoded.class, decoded -> {
            assertThat(decoded.records().getFirst()).isInstanceOf(SenmlRecord.Bad.class);
            assertThat(decoded.records().getLast()).isInstanceOfSatisfying(SenmlRecord.Value.class,
                    value -> assertThat(value.value()).isEqualTo(BigDecimal.ONE));
        });
    }

    @Test
    void anEndlessNumberIsBadAlone() {
        SenmlPack pack = read("[{\"n\":\"x\",\"v\":0." + "1".repeat(100_000) + "},{\"n\":\"y\",\"v\":2}]");
        assertThat(pack).isInstanceOfSatisfying(SenmlPack.Decoded.class,
                decoded -> assertThat(decoded.records()).satisfiesExactly(
                        bad -> assertThat(bad).isInstanceOf(SenmlRecord.Bad.class),
                        good -> assertThat(good).isInstanceOf(SenmlRecord.Value.class)));
    }

    @Test
    void nestingBeyondTheBoundEndsThePayloadAndNotTheReader() {
        String deep = "[{\"n\":\"x\",\"v\":1,\"more\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}]";
        assertThat(read(deep)).isInstanceOf(SenmlPack.Malformed.class);
        assertThat(values("[{\"n\":\"x\",\"v\":1,\"more\":[[[{\"a\":[]}]]]}]")).hasSize(1);
    }

    @Test
    void moreRecordsThanTheBoundAreRefusedWhole() {
        String record = "{\"n\":\"x\",\"v\":1},";
        String most = "[" + record.repeat(SenmlReader.MAX_RECORDS - 1) + "{\"n\":\"x\",\"v\":1}]";
        assertThat(values(most)).hasSize(SenmlReader.MAX_RECORDS);
        assertThat(read("[" + record + most.substring(1))).isInstanceOfSatisfying(SenmlPack.Malformed.class,
                malformed -> assertThat(malformed.reason()).isEqualTo("too-many"));
    }

    @Test
    void longNamesAndControlCharactersNeverReachAName() {
        SenmlPack pack = read("[{\"n\":\"" + "x".repeat(201) + "\",\"v\":1},{\"n\":\"a\\u001b[2J\",\"v\":1},"
                + "{\"n\":\"a\",\"u\":\"p\\u0007m\",\"v\":1}]");
        assertThat(pack).isInstanceOfSatisfying(SenmlPack.Decoded.class,
                decoded -> assertThat(decoded.records()).allSatisfy(senml -> {
                    assertThat(senml).isInstanceOf(SenmlRecord.Bad.class);
                    assertThat(((SenmlRecord.Bad) senml).detail()).matches("\\P{Cntrl}*");
                }));
    }

    @Test
    void aBaseFieldWithAnUnknownRuleSpoilsAllThatFollow() {
        SenmlPack pack = read("[{\"n\":\"a\",\"v\":1},{\"n\":\"b\",\"v\":1,\"bfactor_\":10},{\"n\":\"c\",\"v\":1}]");
        assertThat(pack).isInstanceOfSatisfying(SenmlPack.Decoded.class,
                decoded -> assertThat(decoded.records()).extracting(
                        senml -> senml instanceof SenmlRecord.Bad bad ? bad.reason() : "good")
                        .containsExactly("good", "must-understand", "base"));
    }

    @ParameterizedTest
    @CsvSource({"'\"synced\"', SYNCED", "'\"unsynced\"', UNSYNCED", "'\"maybe\"', UNSYNCED", "1, UNSYNCED"})
    void aClockThatIsNotPlainlySyncedIsNotTrusted(String said, SubmissionHeader.Clock clock) {
        assertThat(read("[{\"clk\":" + said + "},{\"n\":\"a\",\"v\":1}]"))
                .isInstanceOfSatisfying(SenmlPack.Decoded.class,
                        decoded -> assertThat(decoded.header().clock()).isEqualTo(clock));
    }

    @Test
    void aCborMapWithTextKeysIsRead() {
        // what a plain JSON-to-CBOR converter makes: 81 a2 61 6e 61 78 61 76 18 2a = [{"n":"x","v":42}]
        assertThat(read(HexFormat.of().parseHex("81a2616e61786176182a"))).isInstanceOfSatisfying(
                SenmlPack.Decoded.class,
                decoded -> assertThat(decoded.records()).hasOnlyElementsOfType(SenmlRecord.Value.class));
    }

    @Test
    void indefiniteLengthsAndTheSelfDescribingTagAreRead() {
        assertThat(read(HexFormat.of().parseHex("d9d9f79fbf006178021" + "82affff")))
                .isInstanceOfSatisfying(SenmlPack.Decoded.class,
                        decoded -> assertThat(decoded.records()).hasOnlyElementsOfType(SenmlRecord.Value.class));
    }

    @Test
    void aBufferIsReadFromItsPositionAndLeftAsItWas() {
        ByteBuffer direct = ByteBuffer.allocateDirect(64);
        direct.put("xx[{\"n\":\"a\",\"v\":1}]yy".getBytes(StandardCharsets.US_ASCII)).flip();
        direct.position(2).limit(direct.limit() - 2);
        assertThat(SenmlReader.read(direct)).isInstanceOf(SenmlPack.Decoded.class);
        assertThat(direct.position()).isEqualTo(2);
        ByteBuffer slice = ByteBuffer.wrap("xx[{\"n\":\"a\",\"v\":1}]yy".getBytes(StandardCharsets.US_ASCII), 2, 17)
                .slice();
        assertThat(SenmlReader.read(slice)).isInstanceOf(SenmlPack.Decoded.class);
    }

    private static SenmlPack read(String payload) {
        return read(payload.getBytes(StandardCharsets.UTF_8));
    }

    private static SenmlPack read(byte[] payload) {
        return SenmlReader.read(ByteBuffer.wrap(payload));
    }

    private static List<SenmlRecord> values(String payload) {
        SenmlPack pack = read(payload);
        assertThat(pack).isInstanceOf(SenmlPack.Decoded.class);
        List<SenmlRecord> records = ((SenmlPack.Decoded) pack).records();
        assertThat(records).hasOnlyElementsOfType(SenmlRecord.Value.class);
        return records;
    }
}
