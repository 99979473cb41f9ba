package org.airshed.ingest.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Reading;
import org.airshed.contract.wire.SenmlWriter;
import org.airshed.contract.wire.SubmissionHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final long T = 1_772_366_400; // the same instant in seconds
    private static final StationId STATION = new StationId("atelier-3");
    private static final Sender SENDER = new Sender("mqtt5", "client-1", "192.0.2.7:40112", 1);

    private final Admission admission = new Admission(AdmissionSettings.STANDARD, InstantSource.fixed(NOW));

    @Test
    void whatOurOwnWriterMakesComesOutAsItWentIn() {
        List<Reading> readings = List.of(reading("scd41-62", "co2", T * 1000 - 500, 612.25),
                reading("scd41-62", "temperature", T * 1000 - 500, -3.1), reading("main", "pm2_5", T * 1000, 0.1));
        for (SenmlWriter.Encoding encoding : SenmlWriter.Encoding.values()) {
            SubmissionHeader header = new SubmissionHeader("b1", 7L, SubmissionHeader.Clock.SYNCED, 99L);
            Admitted admitted = admission.admit(STATION,
                    ByteBuffer.wrap(SenmlWriter.write(encoding, STATION, header, readings)), SENDER);
            assertThat(admitted.readings()).isEqualTo(readings);
            assertThat(admitted.refusals()).isEmpty();
            assertThat(admitted.header()).isEqualTo(header);
            assertThat(admitted.receivedMillis()).isEqualTo(NOW.toEpochMilli());
        }
    }

    @ParameterizedTest(name = "bn {0} n {1} -> {2}/{3}")
    @CsvSource(nullValues = "-", value = {"-, co2, main, co2", "-, scd41-62/co2, scd41-62, co2",
            "atelier-3/, co2, main, co2",
            "atelier-3/, scd41-62/co2, scd41-62, co2", "-, atelier-3/scd41-62/co2, scd41-62, co2",
            "atelier-3/scd41-62/, co2, scd41-62, co2", "-, atelier-3/co2, main, co2",
            "-, atelier-3x/co2, atelier-3x, co2"})
    void aNameLeadsToSensorAndProperty(String baseName, String name, String sensor, String property) {
        Admitted admitted = admit("[{" + (baseName == null ? "" : "\"bn\":\"" + baseName + "\",") + "\"n\":\"" + name
                + "\",\"v\":400,\"t\":" + T + "}]");
        assertThat(admitted.refusals()).isEmpty();
        assertThat(admitted.readings()).containsExactly(reading(sensor, property, T * 1000, 400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"other-1/", "other-1/scd41-62/", "atelier-3x/", "atelier-3",
            "urn:dev:mac:0024befffe804ff1:"})
    void aBaseNameOfAnotherStationIsRefusedAsAWhole(String baseName) {
        Admitted admitted = admit("[{\"bn\":\"" + baseName + "\",\"n\":\"co2\",\"v\":400},{\"n\":\"pm10\",\"v\":4}]");
        assertThat(admitted.wholeRefused()).isTrue();
        assertThat(admitted.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo("other-station");
            assertThat(refusal.index()).isEqualTo(Refusal.WHOLE);
            assertThat(refusal.detail()).contains(baseName).contains("atelier-3");
        });
    }

    @ParameterizedTest(name = "{0} -> {2}")
    @CsvSource(delimiter = '|', value = {
            "{'n':'co3','v':1}|0|unknown-property|co3", "{'n':'SCD41/co2','v':1}|0|sensor-name|SCD41",
            "{'n':'a--b/co2','v':1}|0|sensor-name|a--b", "{'n':'other-2/scd41-62/co2','v':1}|0|other-station|other-2",
            "{'n':'A/b/co2','v':1}|0|name|A/b/co2", "{'n':'co2','u':'furlong','v':1}|0|unknown-unit|furlong",
            "{'n':'no2','u':'ug/m3','v':1}|0|mass-to-volume|ug/m3",
            "{'n':'co2','u':'Cel','v':1}|0|incompatible-unit|Cel",
            "{'n':'co2','vs':'none'}|0|not-a-number|vs", "{'n':'co2','v':1,'t':1000}|0|time|1000",
            "{'n':'co2','v':1,'t':1772367001}|0|future|2026-03-01T12:10:01Z", "{'n':'co2','v':1,'t':1e300}|0|future|",
            "{'n':'co2','v':1,'t':-1e300}|0|too-old|", "{'n':'co2','v':1,'t':946684800}|0|too-old|2000-01-01T00:00:00Z",
            "{'n':'co2','v':1,'t':-300000000}|0|too-old|2016", "{'n':'pm10','u':'kg/m3','v':1e300}|0|not-a-number|"})
    void aBadRecordIsSetAsideAloneWithReasonSentenceAndBytes(String record, int index, String reason, String named) {
        String payload = "[" + record.replace('\'', '"') + ",{\"n\":\"pm2_5\",\"v\":3}]";
        Admitted admitted = admit(payload);
        assertThat(admitted.readings()).containsExactly(reading("main", "pm2_5", T * 1000, 3));
        assertThat(admitted.wholeRefused()).isFalse();
        assertThat(admitted.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.index()).isEqualTo(index);
            assertThat(refusal.reason()).isEqualTo(reason);
            assertThat(refusal.detail()).contains(named == null ? "" : named).hasSizeGreaterThan(25);
            assertThat(UTF_8.decode(refusal.payload()).toString()).isEqualTo(payload);
        });
    }

    @Test
    void timesAtTheEdgesOfTheBoundsAreTaken() {
        assertThat(admit("[{\"n\":\"co2\",\"v\":1,\"t\":" + (T + 600) + "},{\"n\":\"co2\",\"v\":2,\"t\":1577836800},"
                + "{\"n\":\"co2\",\"v\":3,\"t\":-0.25},{\"n\":\"co2\",\"v\":4}]").readings())
                .extracting(Reading::phenomenonTimeMillis)
                .containsExactly((T + 600) * 1000, 1_577_836_800_000L, T * 1000 - 250, T * 1000);
    }

    @Test
    void aTimeWithMillionsOfDecimalsCostsNothing() {
        // Without a guard this would ask BigDecimal for a number of two gigabytes.
        PhenomenonTime times = new PhenomenonTime(AdmissionSettings.STANDARD, T * 1000, SubmissionHeader.NONE);
        assertThat(times.of(new BigDecimal("-1e-2000000000"))).isEqualTo(new PhenomenonTime.Outcome.At(T * 1000));
        assertThat(times.of(new BigDecimal("1e2000000000"))).isInstanceOf(PhenomenonTime.Outcome.Refused.class);
        assertThat(times.of(new BigDecimal("-1e2000000000"))).isInstanceOf(PhenomenonTime.Outcome.Refused.class);
        assertThat(admit("[{\"n\":\"co2\",\"v\":1,\"t\":1e2000000000}]").refusals()).hasSize(1);
    }

    @Test
    void partMillisecondsAreCutTowardThePast() {
        assertThat(admit("[{\"n\":\"co2\",\"v\":1,\"t\":" + (T - 10) + ".1239}]").readings())
                .containsExactly(reading("main", "co2", (T - 10) * 1000 + 123, 1));
    }

    @Test
    void aRecordingFromBefore2020IsTakenFromWhoVouchesForItsTimes() {
        Reading old = reading("main", "pm2_5", Instant.parse("2019-08-01T05:00:00Z").toEpochMilli(), 7.5);
        byte[] payload = SenmlWriter.write(SenmlWriter.Encoding.CBOR, STATION,
                new SubmissionHeader(null, null, SubmissionHeader.Clock.SYNCED, null), List.of(old));
        assertThat(admission.admit(STATION, ByteBuffer.wrap(payload), SENDER).readings()).containsExactly(old);
        byte[] unvouched = SenmlWriter.write(SenmlWriter.Encoding.CBOR, STATION, SubmissionHeader.NONE, List.of(old));
        assertThat(admission.admit(STATION, ByteBuffer.wrap(unvouched), SENDER).refusals()).extracting(Refusal::reason)
                .containsExactly("too-old");
    }

    @Test
    void whatAStationMeasuredWithoutKnowingTheTimeWaitsForItsKeeper() {
        Admitted admitted = admit(
                "[{\"n\":\"co2\",\"v\":1,\"t\":" + T + ",\"clk\":\"unsynced\"},{\"n\":\"pm10\",\"v\":1}]");
        assertThat(admitted.readings()).isEmpty();
        assertThat(admitted.wholeRefused()).isFalse();
        assertThat(admitted.refusals()).extracting(Refusal::reason).containsExactly("unsynced");
    }

    @Test
    void aPayloadThatIsNoPackIsRefusedWholly() {
        Admitted admitted = admit("temperature=21");
        assertThat(admitted.wholeRefused()).isTrue();
        assertThat(admitted.refusals()).extracting(Refusal::index).containsExactly(Refusal.WHOLE);
        assertThat(UTF_8.decode(admitted.refusals().getFirst().payload()).toString()).isEqualTo("temperature=21");
    }

    @ParameterizedTest(name = "{0} {1} of {2} is {3}")
    @CsvSource({"0.0000000184, kg/m3, pm2_5, 18.4", "101325, Pa, pressure, 1013.25",
            "0.612, /, relative_humidity, 61.2"})
    void compatibleUnitsAreConvertedOnceInDecimal(String value, String unit, String property, double stored) {
        assertThat(admit("[{\"n\":\"" + property + "\",\"u\":\"" + unit + "\",\"v\":" + value + "}]").readings())
                .extracting(Reading::value).containsExactly(stored);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-53", "1e308", "-1e308", "4.9E-324", "99999999"})
    void noFiniteValueIsRefusedForItsRange(String value) {
        assertThat(admit("[{\"n\":\"no2\",\"u\":\"ppb\",\"v\":" + value + "}]").readings()).extracting(Reading::value)
                .containsExactly(Double.parseDouble(value));
    }

    @Test
    void manyDifferentBadRecordsDoNotMakeAFrameMuchLargerThanItsPayload() {
        StringBuilder payload = new StringBuilder("[");
        for (int i = 0; i < 20_000; i++) {
            payload.append(i == 0 ? "" : ",").append("{\"n\":\"x").append(i).append("\",\"v\":1}");
        }
        payload.append("]");
        Admitted admitted = admit(payload.toString());
        assertThat(admitted.refusals()).hasSize(20_000);
        assertThat(SubmissionFrame.encode(admitted).remaining()).isLessThan(payload.length() + 20_000 * 8);
    }

    private Admitted admit(String json) {
        return admission.admit(STATION, UTF_8.encode(json), SENDER);
    }

    private static Reading reading(String sensor, String property, long millis, double value) {
        return new Reading(STATION, new SensorName(sensor), ObservedProperties.of(property), millis, value);
    }
}
