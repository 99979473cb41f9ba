package org.airshed.ingest.index;

import static org.airshed.ingest.index.Given.ask;
import static org.airshed.ingest.index.Given.number;
import static org.airshed.ingest.index.Given.reason;
import static org.airshed.ingest.index.Given.some;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.airshed.ingest.index.IndexResult.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The printed tables of the EAQI in three versions and of the DAQI, typed here and not read from the data files. */
class BandTablesTest {
    @ParameterizedTest(name = "eaqi 2024 {0}")
    @CsvSource({"pm2_5,5 15 50 90 140", "pm10,15 45 120 195 270", "no2,10 25 60 100 150", "o3,60 100 120 160 180",
            "so2,20 40 125 190 275"})
    void theRevisedEuropeanBandsRoundHalfUpToWholeMicrograms(String property, String tops) {
        wholeNumberBands("eaqi", "2024", property, "1h", tops);
    }

    @ParameterizedTest(name = "uk-daqi {0}")
    @CsvSource({"no2,1h,67 134 200 267 334 400 467 534 600", "so2,15min,88 177 266 354 443 532 710 887 1064",
            "o3,8h,33 66 100 120 140 160 187 213 240", "pm2_5,24h,11 23 35 41 47 53 58 64 70",
            "pm10,24h,16 33 50 58 66 75 83 91 100"})
    void theBritishBandsRoundToWholeMicrograms(String property, String averaging, String tops) {
        wholeNumberBands("uk-daqi", "2013", property, averaging, tops);
    }

    private static void wholeNumberBands(String id, String version, String property, String averaging, String tops) {
        int band = 1;
        assertThat(at(id, version, property, averaging, "0")).isEqualTo(1);
        assertThat(at(id, version, property, averaging, "-0.5")).isEqualTo(1);
        assertThat(reason(ask(id, version, property, Averaging.of(averaging).text(), new BigDecimal("-0.51"), "ug/m3")))
                .isEqualTo(Reason.BELOW_SCALE);
        for (String top : Given.words(tops)) {
            BigDecimal to = new BigDecimal(top);
            assertThat(at(id, version, property, averaging, top)).as("%s %s", property, top).isEqualTo(band);
            assertThat(at(id, version, property, averaging, top + ".49")).as("%s %s.49", property, top).isEqualTo(band);
            band++;
            assertThat(at(id, version, property, averaging, top + ".5")).as("%s %s.5", property, top).isEqualTo(band);
            String above = to.add(BigDecimal.ONE).toPlainString();
            assertThat(at(id, version, property, averaging, above)).as("%s %s", property, above).isEqualTo(band);
        }
        assertThat(at(id, version, property, averaging, "99999")).as("the last band is open").isEqualTo(band);
    }

    @ParameterizedTest(name = "eaqi {0} {1}")
    @CsvSource({"2017,pm2_5,24h,10 20 25 50", "2017,pm10,24h,20 35 50 100", "2017,no2,1h,40 100 200 400",
            "2017,o3,1h,80 120 180 240", "2017,so2,1h,100 200 350 500", "classic,pm2_5,24h,10 20 25 50 75",
            "classic,pm10,24h,20 40 50 100 150", "classic,no2,1h,40 90 120 230 340", "classic,o3,1h,50 100 130 240 380",
            "classic,so2,1h,100 200 350 500 750"})
    void theOlderEuropeanBandsTakeTheirUpperBoundUnrounded(String version, String property, String averaging,
            String tops) {
        int band = 1;
        assertThat(at("eaqi", version, property, averaging, "0")).isEqualTo(1);
        assertThat(reason(ask("eaqi", version, property, averaging, new BigDecimal("-0.1"), "ug/m3")))
                .isEqualTo(Reason.BELOW_SCALE);
        for (String top : Given.words(tops)) {
            assertThat(at("eaqi", version, property, averaging, top)).as("%s %s", property, top).isEqualTo(band);
            band++;
            assertThat(at("eaqi", version, property, averaging, top + ".001")).as("%s %s", property, top)
                    .isEqualTo(band);
        }
        assertThat(at("eaqi", version, property, averaging, "99999")).isEqualTo(band);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({"eaqi,2024,1,Good,#50F0E6", "eaqi,2024,2,Fair,#50CCAA", "eaqi,2024,3,Moderate,#F0E641",
            "eaqi,2024,4,Poor,#FF5050", "eaqi,2024,5,Very poor,#960032", "eaqi,2024,6,Extremely poor,#7D2181",
            "eaqi,2017,1,Good,#50F0E6", "eaqi,2017,2,Fair,#50CCAA", "eaqi,2017,3,Moderate,#F0E641",
            "eaqi,2017,4,Poor,#FF5050", "eaqi,2017,5,Very poor,#960032", "eaqi,classic,1,Good,#50F0E6",
            "eaqi,classic,2,Fair,#50CCAA", "eaqi,classic,3,Moderate,#F0E641", "eaqi,classic,4,Poor,#FF5050",
            "eaqi,classic,5,Very poor,#960032", "eaqi,classic,6,Extremely poor,#7D2181", "uk-daqi,2013,1,Low,#9CFF9C",
            "uk-daqi,2013,2,Low,#31FF00", "uk-daqi,2013,3,Low,#31CF00", "uk-daqi,2013,4,Moderate,#FFFF00",
            "uk-daqi,2013,5,Moderate,#FFCF00", "uk-daqi,2013,6,Moderate,#FF9A00", "uk-daqi,2013,7,High,#FF6464",
            "uk-daqi,2013,8,High,#FF0000", "uk-daqi,2013,9,High,#990000", "uk-daqi,2013,10,Very High,#CE30FF"})
    void bandsHaveTheirPublishedNamesAndColours(String id, String version, int level, String name, String colour) {
        Band band = Indices.find(id, version).orElseThrow().definition().bands().get(level - 1);
        assertThat(List.of(band.level(), band.name("en"), band.colour())).isEqualTo(List.of(level, name, colour));
    }

    /** Other colours than those of air quality, so that nobody takes one for the other. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"co2-japan-building,2022-04-01,#2C7BB6 #D7191C", "co2-japan-school,2022,#2C7BB6 #D7191C",
            "co2-en-16798-1,2019,#2C7BB6 #ABD9E9 #FDAE61 #D7191C", "co2-uk-hse,2026-11,#2C7BB6 #FDAE61 #D7191C",
            "co2-de-uba,2008,#2C7BB6 #FDAE61 #D7191C", "co2-rehva,covid-guidance,#2E9E4F #F5A623 #D7191C"})
    void ventilationHasColoursOfItsOwn(String id, String version, String colours) {
        assertThat(Indices.find(id, version).orElseThrow().definition().bands()).extracting(Band::colour)
                .containsExactlyElementsOf(Given.words(colours));
    }

    /** sub = band + min(0.99, max(0, (r - lo) / (hi - lo))), first band from 1, last band to 800, 1200, 1000, 600, 1000. */
    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource({"pm2_5,0,1", "pm2_5,1,1", "pm2_5,3,1.5", "pm2_5,5,1.99", "pm2_5,6,2", "pm2_5,15,2.99", "pm2_5,33,3.5",
            "pm2_5,800,6.99", "pm2_5,2000,6.99", "pm10,735,6.4994617868676", "no2,151,6", "o3,110,3.4736842105263",
            "so2,638,6.5"})
    void thePlaceInsideABandIsTheInternalScaleOfTheEea(String property, BigDecimal value, BigDecimal position) {
        var result = some(ask("eaqi", null, property, "1h", value, "ug/m3"));
        assertThat(result.position().subtract(position).abs()).isLessThan(new BigDecimal("0.000001"));
        assertThat(result.number()).isEqualByComparingTo(new BigDecimal(position.intValue()));
    }

    private static int at(String id, String version, String property, String averaging, String micrograms) {
        return number(ask(id, version, property, averaging, new BigDecimal(micrograms), "ug/m3"));
    }
}
