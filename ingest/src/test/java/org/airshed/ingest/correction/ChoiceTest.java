package org.airshed.ingest.correction;

import static org.airshed.ingest.correction.CatalogueTest.humidity;
import static org.airshed.ingest.correction.CatalogueTest.mean;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChoiceTest {
    private static final ObservedProperty PM = ObservedProperties.of("pm2_5");
    private static final List<Correction> NETWORK = List.of(Catalogue.named("us-barkjohn-2022"),
            Catalogue.named("epa-5piece"));
    private static final RawMean CF1 = mean("pms5003-a", "pm2_5_cf1", "60");
    private static final RawMean ATM = mean("pms5003-a", "pm2_5", "40");
    private static final RawMean RH = humidity("50", Exposure.HOUSING);

    private static StationHour hour(RawMean... means) {
        return new StationHour(7_200_000, Air.OUTDOOR, List.of(means));
    }

    private static LocalFit fit(String level, long from, @Nullable Long to) {
        Correction correction = new Correction(new Level(level), "fit", PM, PM,
                new Formula.Line(BigDecimal.ONE, new BigDecimal(2)), new Domain(Set.of(), Air.OUTDOOR, false, null,
                        List.of(new Range(PM, BigDecimal.ZERO, new BigDecimal(50), true)), "here"),
                Averaging.HOURS, Verification.FITTED, "beside a reference");
        return new LocalFit(correction, new SensorName("pms5003-a"), from, to);
    }

    private static Outcome.Corrected corrected(Choice choice) {
        return ((Choice.Corrected) choice).value();
    }

    @ParameterizedTest(name = "{0}, {1} -> {2}")
    @CsvSource({"100, 88, true", "5, 1, true", "6, 1, true", "10, 4, false", "4, 10, false", "0, 0, true",
            "12.5, 7.5, true", "12.6, 7.5, true", "13.5, 6.4, false", "-3, 3, false", "-20, -14, false", "-5, 0, true"})
    void channelsAreRejectedOnlyWhereBothDifferencesAreLarge(String a, String b, boolean agree) {
        assertThat(Channels.agree(new BigDecimal(a), new BigDecimal(b))).isEqualTo(agree);
    }

    @Test
    void aRatioOfExactly070StillAgrees() {
        // A − B = 7, A + B = 20: the ratio is 0.70 and not above it.
        assertThat(Channels.agree(new BigDecimal("13.5"), new BigDecimal("6.5"))).isTrue();
        assertThat(Channels.agree(null, BigDecimal.ONE)).isFalse();
    }

    @Test
    void twoChannelsThatAgreeSpeakWithOneMean() {
        Choice choice = Choice.of(PM, hour(CF1, mean("pms5003-b", "pm2_5_cf1", "64"), RH), NETWORK, List.of());
        // 0.524·62 − 0.0862·50 + 5.75
        assertThat(corrected(choice).value()).isEqualByComparingTo("33.928");
        assertThat(corrected(choice).inputs()).hasSize(3);
    }

    @Test
    void ofTwoChannelsThatDoNotAgreeOrOfWhichOneIsMissingNoneSpeaks() {
        Choice apart = Choice.of(PM, hour(CF1, mean("pms5003-b", "pm2_5_cf1", "20"), RH), NETWORK, List.of());
        assertThat(((Choice.Nothing) apart).why()).containsExactly(
                "pms5003-a and pms5003-b do not agree on pm2_5_cf1: 60 and 20 ug/m3", "no valid hour of pm2_5");
        Choice alone = Choice.of(PM, hour(CF1, mean("pms5003-b", "pm2_5_cf1", ""), RH), NETWORK, List.of());
        assertThat(((Choice.Nothing) alone).why()).first().asString()
                .isEqualTo("pms5003-b/pm2_5_cf1 has no valid mean in this hour");
    }

    @Test
    void theNetworksFirstCorrectionTakesTheChannelItWants() {
        assertThat(corrected(Choice.of(PM, hour(ATM, CF1, RH), NETWORK, List.of())).level())
                .hasToString("us-barkjohn-2022@1");
        assertThat(corrected(Choice.of(PM, hour(ATM, CF1, RH), NETWORK.reversed(), List.of())).level())
                .hasToString("epa-5piece@1");
        assertThat(corrected(Choice.of(PM, hour(ATM, RH), NETWORK, List.of())).level()).hasToString("epa-5piece@1");
    }

    @Test
    void withoutACorrectionThePropertyItselfThenTheFactoryChannelNamedAsSuch() {
        Choice.Raw atmospheric = (Choice.Raw) Choice.of(PM, hour(CF1, ATM), NETWORK, List.of());
        assertThat(atmospheric.property().id()).isEqualTo("pm2_5");
        assertThat(atmospheric.value()).isEqualByComparingTo("40");
        assertThat(atmospheric.why()).containsExactly("us-barkjohn-2022@1 is not defined without relative_humidity",
                "epa-5piece@1 is not defined without relative_humidity");
        Choice.Raw factory = (Choice.Raw) Choice.of(PM, hour(CF1), NETWORK, List.of());
        assertThat(factory.property().id()).isEqualTo("pm2_5_cf1");
        assertThat(Choice.of(PM, hour(RH), NETWORK, List.of())).isInstanceOf(Choice.Nothing.class);
    }

    @Test
    void aLocalFitOutranksEveryImportedEquationWhileItIsValid() {
        LocalFit fit = fit("beside-park@1", 7_200_000, 10_800_000L);
        Outcome.Corrected local = corrected(Choice.of(PM, hour(ATM, CF1, RH), NETWORK, List.of(fit)));
        assertThat(local.level()).hasToString("beside-park@1");
        assertThat(local.value()).isEqualByComparingTo("81");
        for (LocalFit elsewhen : List.of(fit("beside-park@1", 7_200_001, null), fit("beside-park@1", 0, 7_200_000L))) {
            assertThat(corrected(Choice.of(PM, hour(ATM, CF1, RH), NETWORK, List.of(elsewhen))).level())
                    .hasToString("us-barkjohn-2022@1");
        }
        assertThat(corrected(Choice.of(PM, hour(ATM, RH), NETWORK,
                List.of(fit, fit("beside-park@2", 7_000_000, null)))).level()).hasToString("beside-park@1");
    }

    @Test
    void aLocalFitIsNotUsedBeyondItsRangeNorForAnotherSensor() {
        LocalFit fit = fit("beside-park@1", 0, null);
        RawMean high = mean("pms5003-a", "pm2_5", "50.1");
        assertThat(corrected(Choice.of(PM, hour(high, RH), NETWORK, List.of(fit))).level()).hasToString("epa-5piece@1");
        RawMean other = mean("sen55-69", "pm2_5", "40");
        Choice.Raw raw = (Choice.Raw) Choice.of(PM, hour(other, RH), NETWORK, List.of(fit));
        assertThat(raw.value()).isEqualByComparingTo("40");
        assertThat(fit.apply(hour(other), other)).isInstanceOf(Outcome.Uncorrected.class);
    }

    @Test
    void aLocalFitOfOneOfTwoSensorsIsSilentWhereTheyDoNotAgree() {
        Choice choice = Choice.of(PM, hour(ATM, mean("pms5003-b", "pm2_5", "5"), RH), NETWORK,
                List.of(fit("beside-park@1", 0, null)));
        assertThat(choice).isInstanceOf(Choice.Nothing.class);
    }

    @Test
    void aFitWithHumidityTakesThatOfItsOwnHumiditySensor() {
        Correction plane = new Correction(new Level("beside-park@1"), "fit", PM, PM,
                new Formula.Plane(BigDecimal.ONE, BigDecimal.TWO, new BigDecimal("-0.1")),
                new Domain(Set.of(), null, false, new SensorName("sen55-69"), List.of(), "here"), Averaging.HOURS,
                Verification.FITTED, "beside a reference");
        RawMean own = mean("sen55-69", "relative_humidity", "60");
        LocalFit fit = new LocalFit(plane, new SensorName("pms5003-a"), 0, null);
        assertThat(corrected(Choice.of(PM, hour(ATM, RH, own), List.of(), List.of(fit))).value())
                .isEqualByComparingTo("75");
        assertThat(Choice.of(PM, hour(ATM, RH), List.of(), List.of(fit))).isInstanceOf(Choice.Raw.class);
    }

    @Test
    void fogIsNotShownAtAllRatherThanUncorrected() {
        Choice choice = Choice.of(PM, hour(ATM, humidity("98", Exposure.AMBIENT)),
                List.of(Catalogue.named("kappa-koehler kappa=0.35"), NETWORK.getLast()), List.of());
        assertThat(((Choice.Nothing) choice).why()).singleElement().asString().contains("relative_humidity is 98 %RH");
    }
}
