package org.airshed.ingest.correction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.correction.Outcome.Corrected;
import org.airshed.ingest.correction.Outcome.Reason;
import org.airshed.ingest.correction.Outcome.Uncorrected;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
    private static final Correction LINEAR = Catalogue.named("us-barkjohn-2021");
    private static final Correction BLENDED = Catalogue.named("us-barkjohn-2022");
    private static final Correction PIECES = Catalogue.named("epa-5piece");

    static RawMean mean(String sensor, String property, String value) {
        return new RawMean(new SensorName(sensor), ObservedProperties.of(property), Level.RAW,
                value.isEmpty() ? null : new BigDecimal(value), null);
    }

    static RawMean humidity(String value, Exposure exposure) {
        return new RawMean(new SensorName("bme280-76"), ObservedProperties.of("relative_humidity"), Level.RAW,
                new BigDecimal(value), exposure);
    }

    private static Outcome at(Correction correction, String chip, String value, String humidity) {
        RawMean raw = mean(chip + "-1", correction.input().id(), value);
        List<RawMean> means = humidity.isEmpty() ? List.of(raw) : List.of(raw, humidity(humidity, Exposure.AMBIENT));
        return correction.apply(new StationHour(0, Air.OUTDOOR, means), Channels.of(raw));
    }

    private static BigDecimal value(Correction correction, String value, String humidity) {
        return ((Corrected) at(correction, "pms5003", value, humidity)).value();
    }

    private static Reason reason(Outcome outcome) {
        return ((Uncorrected) outcome).reason();
    }

    @Test
    void theLinearEquationHasThePublishedCoefficientsAndNotThoseOfTheToolkit() {
        // 0.524·10 − 0.0862·50 + 5.75 = 6.68 exactly; 0.0852 and 5.72 would give 6.70.
        assertThat(value(LINEAR, "10", "50")).isEqualByComparingTo("6.68");
        // Each coefficient alone: at RH 0 the intercept, and the humidity term over 100 %.
        assertThat(value(LINEAR, "0", "0")).isEqualByComparingTo("5.75");
        assertThat(value(LINEAR, "100", "0").subtract(value(LINEAR, "100", "100"))).isEqualByComparingTo("8.62");
        assertThat(value(LINEAR, "1", "100")).isEqualByComparingTo("0");
    }

    @ParameterizedTest
    // Reckoned apart: L = 0.524x − 0.0862·40 + 5.75, Q = 4.21e-4x² + 0.392x + 3.44, w = 0.0244x − 13.9
    @CsvSource({"569.99, 300.976760", "570, 301.483447", "590, 346.086818", "610.99, 400.744392", "611, 400.120141",
            "700, 484.130000"})
    void theBlendBeginsAt570AndEndsAt611(String cf1, BigDecimal expected) {
        assertThat(value(BLENDED, cf1, "40")).isCloseTo(expected, within(new BigDecimal("0.000001")));
    }

    @Test
    void theBlendIsThePublishedOneToTheLastDigit() {
        BigDecimal low = new BigDecimal("0.524").multiply(new BigDecimal(600)).subtract(new BigDecimal("3.448"))
                .add(new BigDecimal("5.75")); // 316.702
        BigDecimal high = new BigDecimal("390.20"); // 151.56 + 235.2 + 3.44
        BigDecimal weight = new BigDecimal("0.74");
        assertThat(value(BLENDED, "600", "40"))
                .isEqualByComparingTo(weight.multiply(high).add(new BigDecimal("0.26").multiply(low)));
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 50, 210, 260})
    void theFivePiecesMeetAtTheirJoints(int joint) {
        for (String humidity : List.of("0", "37.5", "100")) {
            BigDecimal step = new BigDecimal("0.000001");
            BigDecimal before = value(PIECES, BigDecimal.valueOf(joint).subtract(step).toPlainString(), humidity);
            BigDecimal after = value(PIECES, String.valueOf(joint), humidity);
            assertThat(after.subtract(before)).isBetween(new BigDecimal("0"), new BigDecimal("0.00001"));
        }
    }

    @Test
    void theFivePiecesAreThoseOfTheTableWrittenOutAsDoubles() {
        long seed = 20_210_824;
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            double x = Math.round(random.nextDouble() * 40_000) / 100.0;
            double rh = Math.round(random.nextDouble() * 1000) / 10.0;
            double f;
            double y;
            if (x < 30) {
                y = 0.524 * x - 0.0862 * rh + 5.75;
            } else if (x < 50) {
                f = x / 20 - 3.0 / 2;
                y = (0.786 * f + 0.524 * (1 - f)) * x - 0.0862 * rh + 5.75;
            } else if (x < 210) {
                y = 0.786 * x - 0.0862 * rh + 5.75;
            } else if (x < 260) {
                f = x / 50 - 21.0 / 5;
                y = (0.69 * f + 0.786 * (1 - f)) * x - 0.0862 * rh * (1 - f) + 2.966 * f + 5.75 * (1 - f)
                        + 8.84e-4 * x * x * f;
            } else {
                y = 2.966 + 0.69 * x + 8.84e-4 * x * x;
            }
            assertThat(value(PIECES, String.valueOf(x), String.valueOf(rh)).doubleValue())
                    .as("x %s, RH %s, seed %s", x, rh, seed).isCloseTo(Math.max(0, y), within(1e-9));
        }
    }

    @ParameterizedTest(name = "RH {0} %")
    @CsvSource({"50, 1.061, 1.121, 1.182, 1.242, 1.364", "70, 1.141, 1.283, 1.424, 1.566, 1.848",
            "80, 1.242, 1.485, 1.727, 1.970, 2.455", "85, 1.343, 1.687, 2.030, 2.374, 3.061",
            "90, 1.545, 2.091, 2.636, 3.182, 4.273", "95, 2.152, 3.303, 4.455, 5.606, 7.909"})
    void theGrowthFactorIsThatOfTheTable(String humidity, String k1, String k2, String k3, String k4, String k6) {
        List<String> kappas = List.of("0.1", "0.2", "0.3", "0.4", "0.6");
        List<String> factors = List.of(k1, k2, k3, k4, k6);
        for (int i = 0; i < kappas.size(); i++) {
            Correction correction = Catalogue.named("kappa-koehler kappa=" + kappas.get(i));
            Formula.Growth growth = (Formula.Growth) correction.formula();
            assertThat(growth.factor(new BigDecimal(humidity)).setScale(3, RoundingMode.HALF_UP))
                    .isEqualByComparingTo(factors.get(i));
            BigDecimal dry = ((Corrected) at(correction, "sen55", "100", humidity)).value();
            assertThat(dry.doubleValue()).isCloseTo(100 / Double.parseDouble(factors.get(i)), within(0.05));
        }
    }

    @Test
    void growthIsCappedAt95SuspectAbove85AndFailsAbove95() {
        Correction correction = Catalogue.named("kappa-koehler kappa=0.35");
        assertThat(correction.level()).hasToString("kappa-koehler@1-kappa0.35");
        assertThat(((Corrected) at(correction, "sen55", "20", "85")).flag()).isEqualTo(Flag.GOOD);
        assertThat(((Corrected) at(correction, "sen55", "20", "85.1")).flag()).isEqualTo(Flag.SUSPECT);
        assertThat(((Corrected) at(correction, "sen55", "20", "95")).flag()).isEqualTo(Flag.SUSPECT);
        Corrected fog = (Corrected) at(correction, "sen55", "20", "99.9");
        assertThat(fog.flag()).isEqualTo(Flag.FAIL);
        assertThat(fog.why()).isEqualTo("relative_humidity is 99.9 %RH");
        assertThat(fog.value()).isEqualByComparingTo(((Corrected) at(correction, "sen55", "20", "95")).value());
        assertThat(((Corrected) at(correction, "sen55", "20", "0")).value()).isEqualByComparingTo("20");
    }

    @Test
    void growthAsksForTheHumidityOfAmbientAir() {
        Correction correction = Catalogue.named("kappa-koehler kappa=0.35");
        RawMean raw = mean("sen55-69", "pm2_5", "20");
        StationHour housing = new StationHour(0, Air.OUTDOOR, List.of(raw, humidity("60", Exposure.HOUSING)));
        Outcome outcome = correction.apply(housing, Channels.of(raw));
        assertThat(reason(outcome)).isEqualTo(Reason.NO_COMPANION);
        assertThat(((Uncorrected) outcome).detail())
                .isEqualTo("kappa-koehler@1-kappa0.35 is not defined without relative_humidity of ambient air");
    }

    @Test
    void withoutHumidityThereIsNoValueAndNothingIsAssumed() {
        for (Correction correction : List.of(LINEAR, BLENDED, PIECES)) {
            assertThat(reason(at(correction, "pms5003", "10", ""))).isEqualTo(Reason.NO_COMPANION);
        }
        // Above 260 the equation itself no longer asks for humidity; the correction still does.
        assertThat(reason(at(PIECES, "pms5003", "300", ""))).isEqualTo(Reason.NO_COMPANION);
    }

    @Test
    void outsideTheDomainAValueStaysUncorrected() {
        assertThat(at(LINEAR, "pms5003", "569.999", "40")).isInstanceOf(Corrected.class);
        assertThat(reason(at(LINEAR, "pms5003", "570", "40"))).isEqualTo(Reason.OUT_OF_RANGE);
        assertThat(at(BLENDED, "pms5003", "1000", "40")).isInstanceOf(Corrected.class);
        assertThat(reason(at(BLENDED, "pms5003", "1000.1", "40"))).isEqualTo(Reason.OUT_OF_RANGE);
        assertThat(reason(at(LINEAR, "pms5003", "-0.1", "40"))).isEqualTo(Reason.OUT_OF_RANGE);
        assertThat(at(LINEAR, "pms5003", "10", "100")).isInstanceOf(Corrected.class);
        assertThat(reason(at(LINEAR, "pms5003", "10", "100.1"))).isEqualTo(Reason.OUT_OF_RANGE);
        for (String other : List.of("sen55", "sps30", "sds011", "pms5003st", "main")) {
            assertThat(reason(at(LINEAR, other, "10", "40"))).isEqualTo(Reason.OTHER_SENSOR);
        }
        RawMean raw = mean("pms5003-1", "pm2_5_cf1", "10");
        List<RawMean> means = List.of(raw, humidity("40", Exposure.HOUSING));
        assertThat(reason(LINEAR.apply(new StationHour(0, Air.INDOOR, means), Channels.of(raw))))
                .isEqualTo(Reason.OTHER_AIR);
        assertThat(reason(LINEAR.apply(new StationHour(0, null, means), Channels.of(raw))))
                .isEqualTo(Reason.OTHER_AIR);
    }

    /** Inside, and just outside: humidity 40 % or pressure 1000 hPa where the other is tried. */
    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource({"epa-5piece,0,40,true", "epa-5piece,-0.1,40,false", "epa-5piece,1000,40,true",
            "epa-5piece,1000.1,40,false", "epa-5piece,10,0,true", "epa-5piece,10,-0.1,false", "epa-5piece,10,100,true",
            "epa-5piece,10,100.1,false", "kappa-koehler kappa=0.35,0,40,true", "kappa-koehler kappa=0.35,-0.1,40,false",
            "kappa-koehler kappa=0.35,1000,40,true", "kappa-koehler kappa=0.35,1000.1,40,false",
            "kappa-koehler kappa=0.35,10,0,true", "kappa-koehler kappa=0.35,10,-0.1,false",
            "kappa-koehler kappa=0.35,10,100,true", "kappa-koehler kappa=0.35,10,100.1,false",
            "us-barkjohn-2021,10,0,true", "us-barkjohn-2021,10,-0.1,false", "us-barkjohn-2022,0,40,true",
            "us-barkjohn-2022,-0.1,40,false", "us-barkjohn-2022,10,100,true", "us-barkjohn-2022,10,100.1,false"})
    void aDomainEndsWhereItIsSaid(String written, String value, String humidity, boolean inside) {
        Outcome outcome = at(Catalogue.named(written), "pms5003", value, humidity);
        assertThat(outcome instanceof Corrected).as("%s", outcome).isEqualTo(inside);
        if (!inside) {
            assertThat(reason(outcome)).isEqualTo(Reason.OUT_OF_RANGE);
        }
    }

    @ParameterizedTest(name = "{0} ppm at {1} hPa: {2}")
    @CsvSource({"800,700,1158", "800,699.9,", "800,1200,675.5", "800,1200.1,", "0,1013.25,0", "-0.1,1013.25,",
            "10000,1013.25,10000", "10000.1,1013.25,"})
    void pressureCorrectsFrom700To1200HectopascalAndUpTo10000Ppm(String ppm, String hectopascals,
            @Nullable BigDecimal expected) {
        RawMean raw = mean("s8-ttys0", "co2", ppm);
        StationHour hour = new StationHour(0, Air.INDOOR, List.of(raw, mean("bme280-76", "pressure", hectopascals)));
        Outcome outcome = Catalogue.named("co2-pressure").apply(hour, Channels.of(raw));
        if (expected == null) {
            assertThat(reason(outcome)).isEqualTo(Reason.OUT_OF_RANGE);
        } else {
            assertThat(((Corrected) outcome).value()).isCloseTo(expected, within(new BigDecimal("0.000001")));
        }
    }

    @Test
    void aBaselineMovesEveryChipUpTo10000Ppm() {
        Correction correction = Catalogue.named("co2-baseline offset=27 background=427");
        for (String chip : List.of("scd41", "mhz19b", "s8", "main")) {
            assertThat(((Corrected) at(correction, chip, "10000", "")).value()).isEqualByComparingTo("10027");
            assertThat(reason(at(correction, chip, "10000.1", ""))).isEqualTo(Reason.OUT_OF_RANGE);
            assertThat(((Corrected) at(correction, chip, "0", "")).value()).isEqualByComparingTo("27");
            assertThat(reason(at(correction, chip, "-0.1", ""))).isEqualTo(Reason.OUT_OF_RANGE);
        }
        for (String edge : List.of("offset=-200 background=380", "offset=200 background=500")) {
            assertThat(Catalogue.named("co2-baseline " + edge).level().toString()).startsWith("co2-baseline@1-");
        }
        for (String beyond : List.of("offset=-200.1 background=400", "offset=200.1 background=400",
                "offset=1 background=379.9", "offset=1 background=500.1")) {
            assertThatThrownBy(() -> Catalogue.named("co2-baseline " + beyond))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** At 0 nothing grows; at 1.5 and 50 %: 1 + 1.5/1.65 / (1/0.5 − 1) = 1.909…, so that 21 are 11. */
    @Test
    void kappaMayBeFromNothingToOneAndAHalf() {
        assertThat(((Corrected) at(Catalogue.named("kappa-koehler kappa=0"), "sen55", "20", "90")).value())
                .isEqualByComparingTo("20");
        assertThat(((Corrected) at(Catalogue.named("kappa-koehler kappa=1.5"), "sen55", "21", "50")).value())
                .isCloseTo(new BigDecimal("11"), within(new BigDecimal("0.000001")));
        for (String beyond : List.of("-0.01", "1.51")) {
            assertThatThrownBy(() -> Catalogue.named("kappa-koehler kappa=" + beyond))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"us-barkjohn-2021,pms5003", "us-barkjohn-2022,pms5003", "epa-5piece,pms5003",
            "kappa-koehler kappa=0.35,pms5003 sen50 sen54 sen55 sen66 sps30 sds011"})
    void particlesAreCorrectedForTheNamedChipsAlone(String written, String chips) {
        for (String chip : List.of("pms5003", "pms7003", "sen50", "sen54", "sen55", "sen66", "sps30", "sds011", "scd41",
                "main")) {
            Outcome outcome = at(Catalogue.named(written), chip, "10", "40");
            assertThat(outcome instanceof Corrected).as(chip).isEqualTo(List.of(chips.split(" ", -1)).contains(chip));
        }
    }

    @Test
    void pressureIsForChipsThatDoNotKnowIt() {
        for (String chip : List.of("mhz19", "mhz19b", "mhz19c", "s8", "scd41", "scd30", "sen66", "main")) {
            RawMean raw = mean(chip + "-1", "co2", "800");
            StationHour hour = new StationHour(0, null, List.of(raw, mean("bme280-76", "pressure", "1000")));
            assertThat(Catalogue.named("co2-pressure").apply(hour, Channels.of(raw)) instanceof Corrected).as(chip)
                    .isEqualTo(chip.startsWith("mhz19") || chip.equals("s8"));
        }
    }

    @Test
    void aCorrectionForOneChannelIsNeverFedTheOther() {
        RawMean atmospheric = mean("pms5003-1", "pm2_5", "80");
        RawMean factory = mean("pms5003-1", "pm2_5_cf1", "120");
        StationHour hour = new StationHour(0, Air.OUTDOOR, List.of(atmospheric, factory,
                humidity("40", Exposure.HOUSING)));
        assertThat(reason(LINEAR.apply(hour, Channels.of(atmospheric)))).isEqualTo(Reason.OTHER_INPUT);
        assertThat(reason(PIECES.apply(hour, Channels.of(factory)))).isEqualTo(Reason.OTHER_INPUT);
    }

    @Test
    void aCorrectedValueKeepsWhatItCameFrom() {
        Corrected corrected = (Corrected) at(LINEAR, "pms5003", "10", "50");
        assertThat(corrected.level()).hasToString("us-barkjohn-2021@1");
        assertThat(corrected.property().id()).isEqualTo("pm2_5");
        assertThat(corrected.inputs()).containsExactly(mean("pms5003-1", "pm2_5_cf1", "10"),
                humidity("50", Exposure.AMBIENT));
    }

    @Test
    void noCorrectionTakesACorrectedValue() {
        Corrected corrected = (Corrected) at(LINEAR, "pms5003", "10", "50");
        assertThatThrownBy(() -> new RawMean(new SensorName("pms5003-1"), corrected.property(), corrected.level(),
                corrected.value(), null)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a corrected value is not corrected again");
        for (Class<?> type : List.of(Correction.class, LocalFit.class, Channels.class, StationHour.class,
                RawMean.class, Choice.class)) {
            assertThat(Arrays.stream(type.getMethods()).filter(method -> !method.isSynthetic())
                    .filter(method -> !method.getName().equals("equals"))
                    .flatMap(method -> Arrays.stream(method.getParameterTypes())))
                    .noneMatch(parameter -> Outcome.class.isAssignableFrom(parameter));
        }
    }

    @Test
    void carbonDioxideIsBroughtToStandardPressureForChipsThatDoNotDoItThemselves() {
        Correction correction = Catalogue.named("co2-pressure");
        RawMean raw = mean("mhz19b-ttys0", "co2", "800");
        RawMean pressure = mean("bme280-76", "pressure", "954.5");
        StationHour hour = new StationHour(0, Air.INDOOR, List.of(raw, pressure));
        Corrected corrected = (Corrected) correction.apply(hour, Channels.of(raw));
        assertThat(corrected.value().doubleValue()).isCloseTo(849.2404400209534, within(1e-9));
        assertThat(reason(correction.apply(new StationHour(0, null, List.of(raw)), Channels.of(raw))))
                .isEqualTo(Reason.NO_COMPANION);
        for (String own : List.of("scd41-62", "scd30-61", "sen66-6b")) {
            RawMean compensated = mean(own, "co2", "800");
            assertThat(reason(correction.apply(new StationHour(0, null, List.of(compensated, pressure)),
                    Channels.of(compensated)))).isEqualTo(Reason.OTHER_SENSOR);
        }
    }

    @Test
    void aDeclaredBaselineStandsInTheLevel() {
        Correction correction = Catalogue.named("co2-baseline offset=27.50 background=427");
        assertThat(correction.level()).hasToString("co2-baseline@1-offset27.5-background427");
        assertThat(((Corrected) at(correction, "scd41", "400", "")).value()).isEqualByComparingTo("427.5");
        assertThat(Catalogue.named("co2-baseline offset=-12 background=420").level())
                .hasToString("co2-baseline@1-offset-12-background420");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "barkjohn|there is no correction 'barkjohn'; there are co2-baseline, co2-pressure, epa-5piece",
            "kappa-koehler|the correction kappa-koehler needs kappa=NUMBER from 0 to 1.5",
            "kappa-koehler kappa=2|the correction kappa-koehler needs kappa=NUMBER from 0 to 1.5",
            "kappa-koehler kappa=a|'kappa=a' is not name=NUMBER, each name once",
            "kappa-koehler kappa=0.1 kappa=0.2|'kappa=0.2' is not name=NUMBER, each name once",
            "epa-5piece humidity=0|the correction epa-5piece takes no humidity"})
    void whatCannotBeNamedIsRefusedWithASentence(String written, String sentence) {
        assertThatThrownBy(() -> Catalogue.named(written)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(sentence);
    }

    @Test
    void everyEntryCarriesItsSourceAndHowSureItIs() {
        for (String id : Catalogue.ids()) {
            Correction correction = Catalogue.named(switch (id) {
                case "kappa-koehler" -> id + " kappa=0.3";
                case "co2-baseline" -> id + " offset=1 background=427";
                default -> id;
            });
            assertThat(correction.source()).hasSizeGreaterThan(60);
            assertThat(correction.domain().ranges()).extracting(Range::property).contains(correction.input());
        }
        assertThat(LINEAR.fittedOn()).isEqualTo(Averaging.DAYS);
        assertThat(BLENDED.verification()).isEqualTo(Verification.MEMORY);
    }
}
