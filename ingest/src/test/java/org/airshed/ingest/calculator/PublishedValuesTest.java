package org.airshed.ingest.calculator;

import static org.airshed.ingest.calculator.Ask.answer;
import static org.airshed.ingest.calculator.Ask.text;
import static org.airshed.ingest.calculator.Ask.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that stand in a rule or table, or follow from it on paper, put as questions. */
class PublishedValuesTest {
    // 40 CFR 58 App. G; EPA-454/B-24-002. Truncated, never rounded: 9.05 is 9.0 and 35.49 is 35.4.
    @ParameterizedTest(name = "{0} {1} {2} {3} -> {4} {5}")
    @CsvSource({"pm2_5,24h,9.0,ug/m3,50,good", "pm2_5,24h,9.05,ug/m3,50,good", "pm2_5,24h,9.1,ug/m3,51,moderate",
            "pm2_5,24h,35.4,ug/m3,100,moderate", "pm2_5,24h,35.49,ug/m3,100,moderate",
            "pm2_5,24h,35.5,ug/m3,101,unhealthy-sensitive", "pm2_5,24h,325.4,ug/m3,500,hazardous",
            "pm2_5,24h,0.0354,mg/m3,100,moderate", "pm10,24h,154.9,ug/m3,100,moderate",
            "o3,8h,0.078,ppm,126,unhealthy-sensitive", "o3,8h,78,ppb,126,unhealthy-sensitive",
            "o3,8h,0.0709,ppm,100,moderate", "o3,8h,0.071,ppm,101,unhealthy-sensitive",
            "co,8h,9400,ppb,100,moderate", "no2,1h,100,ppb,100,moderate", "so2,1h,75.9,ppb,100,moderate"})
    void theUsIndexTruncatesInterpolatesAndRounds(String property, String averaging, String value, String unit,
            String index, String band) {
        String question = "{'index':'us-epa-aqi','property':'" + property + "','averaging':'" + averaging
                + "','value':'" + value + "','unit':'" + unit + "'}";
        assertThat(text(question, "/value")).isEqualTo(index);
        assertThat(text(question, "/category/key")).isEqualTo(band);
        assertThat(text(question, "/deciding")).isEqualTo(property);
        assertThat(text(question, "/averaging")).isEqualTo(averaging);
        assertThat(text(question, "/version")).isEqualTo("2024-05-06");
        // A JSON number is as exact as a text.
        assertThat(text(question.replace("'" + value + "'", value), "/value")).isEqualTo(index);
    }

    // COMEAP 2011 as updated 2013: the edges of the ten bands of PM2.5 and of ozone.
    @ParameterizedTest(name = "{0} {2} -> {3}")
    @CsvSource({"pm2_5,24h,11,1", "pm2_5,24h,12,2", "pm2_5,24h,23,2", "pm2_5,24h,24,3", "pm2_5,24h,35,3",
            "pm2_5,24h,35.4,3", "pm2_5,24h,35.5,4", "pm2_5,24h,36,4", "pm2_5,24h,53,6", "pm2_5,24h,54,7",
            "pm2_5,24h,70,9", "pm2_5,24h,71,10", "o3,8h,33,1", "o3,8h,100,3", "o3,8h,101,4", "o3,8h,240,9",
            "o3,8h,241,10", "no2,1h,200,3", "no2,1h,201,4", "so2,15min,1064,9", "so2,15min,1065,10"})
    void theBritishIndexChangesAtItsPrintedEdges(String property, String averaging, String value, String band) {
        assertThat(text("{'index':'uk-daqi','property':'" + property + "','averaging':'" + averaging + "','value':"
                + value + ",'unit':'ug/m3'}", "/value")).isEqualTo(band);
    }

    // ETC-HE 2024/17: rounded half up to whole ug/m3, both ends inclusive.
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({"5.4,1,good", "5.5,2,fair", "15.49,2,fair", "15.5,3,moderate", "50.5,4,poor", "140.4,5,very-poor",
            "140.5,6,extremely-poor"})
    void theEuropeanIndexRoundsHalfUp(String value, String band, String key) {
        String question = "{'index':'eaqi','property':'pm2_5','averaging':'1h','value':" + value + "}";
        assertThat(text(question, "/value")).isEqualTo(band);
        assertThat(text(question, "/category/key")).isEqualTo(key);
    }

    @Test
    void theHighestOfSeveralPollutantsDecidesAndEveryPartIsTold() {
        JsonNode answer = answer(
                "{'index':'us-epa-aqi','values':[{'property':'pm2_5','averaging':'24h','value':'35.4'},"
                        + "{'property':'o3','averaging':'8h','value':'0.071','unit':'ppm'}]}");
        assertThat(answer.at("/value").intValue()).isEqualTo(101);
        assertThat(answer.at("/deciding").asText()).isEqualTo("o3");
        assertThat(answer.at("/category/name").asText()).isEqualTo("Unhealthy for Sensitive Groups");
        assertThat(answer.at("/category/colour").asText()).isEqualTo("#FF7E00");
        assertThat(answer.at("/parts")).hasSize(2);
        assertThat(answer.at("/parts/0/property").asText()).isEqualTo("pm2_5");
        assertThat(answer.at("/parts/0/value").intValue()).isEqualTo(100);
    }

    // EPA leaflet NEPIS P100X0J6: w = lowest / highest, at least 0.5; the exponents keep the hour's age.
    @Test
    void theNowCastKeepsTheAgeOfHoursOverGaps() {
        List<String> hours = List.of("34.9", "43", "50", "64.9", "69.2", "66.2", "53.7", "48.6", "49.2", "35", "null",
                "36.1");
        double weighted = 0;
        double weights = 0;
        double w = Math.max(0.5, 34.9 / 69.2);
        for (int i = 0; i < hours.size(); i++) {
            if (!hours.get(i).equals("null")) {
                double weight = Math.pow(w, hours.size() - 1.0 - i);
                weighted += weight * Double.parseDouble(hours.get(i));
                weights += weight;
            }
        }
        String expected = new BigDecimal(weighted / weights).setScale(1, RoundingMode.DOWN).toPlainString();
        String list = String.join(",", hours);
        assertThat(text("{'nowcast':'pm2_5','hours':[" + list + "]}", "/value")).isEqualTo(expected).isEqualTo("38.5");
        String turned = String.join(",", hours.reversed());
        assertThat(text("{'nowcast':'pm2_5','hours':[" + turned + "],'order':'newest-first'}", "/value"))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = ';', value = {"null,10,10;10", "10,null,10;10", "0,0,0;0", "12,null,null;missing",
            "null,null,12;missing", "10,10,null;10"})
    void theNowCastNeedsTwoOfTheNewestThreeHours(String hours, String expected) {
        JsonNode answer = answer("{'nowcast':'pm2_5','hours':[" + hours + "]}");
        if (expected.equals("missing")) {
            assertThat(answer.at("/missing/valid").intValue()).isEqualTo(1);
            assertThat(answer.at("/missing/required").intValue()).isEqualTo(2);
            assertThat(answer.at("/missing/reason").asText()).isNotBlank();
        } else {
            assertThat(answer.at("/value").decimalValue().toPlainString()).isEqualTo(expected);
        }
    }

    // USEPA/O3-Nowcast: 0.85 c + 4.5 ppb of the latest of three hours; nothing makes a zero.
    @Test
    void theOzoneSurrogateIsCalledSo() {
        assertThat(text("{'nowcast':'o3','hours':[0]}", "/value")).isEqualTo("4");
        assertThat(text("{'nowcast':'o3','hours':[41,null,null]}", "/value")).isEqualTo("39");
        assertThat(text("{'nowcast':'o3','hours':[0.041],'unit':'ppm'}", "/surrogate")).isEqualTo("true");
    }

    // Barkjohn et al. 2021, equation: 0.524 cf1 - 0.0862 RH + 5.75.
    @Test
    void barkjohnIsReckonedWithoutARoundingError() {
        assertThat(text("{'correction':'us-barkjohn-2021','cf1':'35.2','relative_humidity':'55','sensor':'pms5003-x',"
                + "'environment':'outdoor'}", "/value")).isEqualTo("19.4538");
        assertThat(text("{'correction':'us-barkjohn-2021','cf1':1,'relative_humidity':100}", "/value")).isEqualTo("0");
        assertThat(text("{'correction':'us-barkjohn-2022','cf1':611,'relative_humidity':55}", "/value"))
                .isEqualTo("400.120141");
        assertThat(text("{'correction':'epa-5piece','pm2_5':20,'relative_humidity':50}", "/value")).isEqualTo("11.92");
    }

    @Test
    void aCorrectionThatDoesNotHoldLeavesNoValue() {
        String question = "{'correction':'us-barkjohn-2021','cf1':35.2%s}";
        assertThat(text(question.formatted(""), "/uncorrected/reason")).isEqualTo("no-companion");
        assertThat(text(question.formatted(",'relative_humidity':103"), "/uncorrected/reason"))
                .isEqualTo("out-of-range");
        assertThat(text(question.formatted(",'relative_humidity':55,'environment':'indoor'"), "/uncorrected/reason"))
                .isEqualTo("other-air");
        assertThat(text(question.formatted(",'relative_humidity':55,'sensor':'sds011-x'"), "/uncorrected/reason"))
                .isEqualTo("other-sensor");
        assertThat(answer(question.formatted(",'relative_humidity':103")).has("value")).isFalse();
        // What nobody said is assumed, and said.
        assertThat(text(question.formatted(",'relative_humidity':55"), "/assumed/environment")).isEqualTo("outdoor");
    }

    // Crilley et al. 2018: the table of C at kappa and humidity; the value is what C leaves of 1000.
    @ParameterizedTest(name = "RH {0} kappa {1} -> C {2}")
    @CsvSource({"50,0.1,1.061,1", "50,0.6,1.364,1", "70,0.3,1.424,1", "80,0.4,1.970,1", "85,0.2,1.687,1",
            "90,0.4,3.182,3", "95,0.6,7.909,3"})
    void kappaKoehlerGivesThePublishedGrowth(String humidity, String kappa, BigDecimal growth, int flag) {
        String question = "{'correction':'kappa-koehler','pm2_5':1000,'relative_humidity':" + humidity + ",'kappa':"
                + kappa + "}";
        BigDecimal found = new BigDecimal(1000).divide(new BigDecimal(text(question, "/value")), 3,
                RoundingMode.HALF_UP);
        assertThat(found).isEqualByComparingTo(growth);
        assertThat(text(question, "/flag")).isEqualTo(String.valueOf(flag));
    }

    // USEPA sensortoolkit: above 5 and above 0.70, both.
    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({"10,4,false", "10,5,true", "20,10,true", "0,0,true", "15,9.9,true", "5.9,0.8,false"})
    void channelsAreApartOnlyWhereBothLimitsArePassed(String a, String b, String agree) {
        assertThat(text("{'agreement':['" + a + "'," + b + "]}", "/agree")).isEqualTo(agree);
    }

    // School standard of Japan: 1500 ppm or less; EN 16798-1: 550, 800, 1350 over outdoors.
    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource({"co2-japan-school,1500,within", "co2-japan-school,1500.1,above", "co2-japan-building,1000,within",
            "co2-japan-building,1001,above", "co2-en-16798-1,950,category-i", "co2-en-16798-1,951,category-ii",
            "co2-en-16798-1,1751,category-iv"})
    void ventilationChangesAtThePrintedLimit(String scheme, String ppm, String key) {
        assertThat(text("{'ventilation':'" + scheme + "','co2':'" + ppm + "'}", "/category/key")).isEqualTo(key);
    }

    @Test
    void measuredOutdoorAirMovesTheCategory() {
        assertThat(text("{'ventilation':'co2-en-16798-1','co2':951,'outdoor':430}", "/category/key"))
                .isEqualTo("category-i");
        assertThat(text("{'ventilation':'co2-en-16798-1','co2':951,'outdoor':430}", "/outdoor/assumed"))
                .isEqualTo("false");
        assertThat(text("{'ventilation':'co2-en-16798-1','co2':951}", "/outdoor/assumed")).isEqualTo("true");
    }

    // Factors at 20 °C: O3 1.9954, NO2 1.9125, SO2 2.6633, CO 1.1644; at 25 °C O3 1.9619.
    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource({"o3,20,1.9954", "no2,20,1.9125", "so2,20,2.6633", "co,20,1.1644", "o3,25,1.9619", "o3,0,2.1415"})
    void aPartOfAGasWeighsWhatTheTablesSay(String gas, String celsius, BigDecimal factor) {
        String question = "{'convert':1,'from':'ppb','to':'ug/m3','gas':'" + gas + "','temperature':" + celsius + "}";
        assertThat(new BigDecimal(text(question, "/value"))).isCloseTo(factor,
                within(new BigDecimal("0.0002")));
    }

    @ParameterizedTest(name = "{0} {1} = {3} {2}")
    @CsvSource({"77,degF,Cel,25", "25,Cel,degF,77", "0,Cel,K,273.15", "1,ppm,ppb,1000", "1013.25,hPa,Pa,101325",
            "0.04,/100,ppm,400", "35.4,ug/m3,mg/m3,0.0354", "1,ng/m3,ug/m3,0.001", "1e3,ug/m3,mg/m3,1"})
    void unitsConvertExactlyInBothDirections(String value, String from, String to, String expected) {
        assertThat(text("{'convert':'" + value + "','from':'" + from + "','to':'" + to + "'}", "/value"))
                .isEqualTo(expected);
        assertThat(new BigDecimal(text("{'convert':'" + expected + "','from':'" + to + "','to':'" + from + "'}",
                "/value"))).isEqualByComparingTo(value);
    }

    // WHO 2021: 75 % of the days; the 24-hour value is a 99th percentile, of 365 days the 362nd.
    @Test
    void whoAllowsThreeDaysOverItsDailyValue() {
        List<String> days = new ArrayList<>();
        for (int i = 0; i < 365; i++) {
            days.add(i % 100 == 0 ? "15.1" : "5");
        }
        assertThat(outcome(days, "AQG", "day")).isEqualTo("exceeded"); // four days
        days.set(0, "5");
        assertThat(outcome(days, "AQG", "day")).isEqualTo("met");
        assertThat(outcome(days, "AQG", "year")).isEqualTo("exceeded"); // a mean above 5
        assertThat(outcome(days, "IT-4", "year")).isEqualTo("met");
        assertThat(outcome(days.subList(0, 273), "IT-4", "year")).isEqualTo("missing");
    }

    private static String outcome(List<String> days, String step, String averaging) {
        JsonNode answer = answer("{'standard':'who-2021','property':'pm2_5','year':2025,'start':'2025-01-01','days':["
                + String.join(",", days) + "]}");
        for (JsonNode criterion : answer.at("/criteria")) {
            if (criterion.at("/step").asText().equals(step) && criterion.at("/averaging").asText().equals(averaging)) {
                return criterion.at("/outcome").asText();
            }
        }
        throw new AssertionError("no " + step + " in " + answer);
    }

    // The 70 of Japan's call for attention is for a day; ten days a year over it would never show in the year's mean.
    @Test
    void aValueForADayIsNoneForAYear() {
        JsonNode answer = answer("{'standard':'japan-pm2_5-attention','property':'pm2_5','year':2025,"
                + "'start':'2025-04-01','days':[" + times(355, "10") + "," + times(10, "90") + "]}");
        assertThat(answer.at("/criteria")).hasSize(3).allSatisfy(criterion -> {
            assertThat(criterion.at("/outcome").asText()).isEqualTo("not-judged");
            assertThat(criterion.at("/why").asText()).startsWith("not judged by years: ask for a 'day'");
        });
    }

    // Directive (EU) 2024/2881: 200 ug/m3, not to be exceeded more than 3 times; 200 itself is within.
    @Test
    void aValueOnALimitStaysThereInWhateverUnitOfMassItComes() {
        String question = "{'standard':'eu-2024-2881','property':'no2','start':'2031-01-10T08:00Z','year':2031,"
                + "'unit':'%s','hours':[%s]}";
        assertThat(text(question.formatted("ug/m3", times(4, "200.01")), "/criteria/0/outcome")).isEqualTo("exceeded");
        assertThat(text(question.formatted("mg/m3", times(4, "0.20001")), "/criteria/0/outcome"))
                .isEqualTo("exceeded");
        assertThat(text(question.formatted("mg/m3", times(4, "0.2")), "/criteria/0/outcome")).isEqualTo("missing");
        assertThat(text("{'convert':0.2,'from':'mg/m3','to':'ug/m3','gas':'no2'}", "/value")).isEqualTo("200");
    }

    // Provisional guideline of Japan: over 85 as the mean of the hours 05 to 07, the median of the stations.
    @Test
    void japansCallOfAttentionTakesTheMedianOfTheStations() {
        String question = "{'standard':'japan-pm2_5-attention','property':'pm2_5','day':'2026-03-01',"
                + "'zone':'Asia/Tokyo','start':'2026-03-01T04:00+09:00','stations':[[86,86,86],[85,85,85],[10,10,%s]]}";
        assertThat(text(question.formatted("10"), "/criteria/0/outcome")).isEqualTo("met");
        assertThat(text(question.formatted("10"), "/criteria/0/value")).isEqualTo("85");
        // At the limit: over it only where a prefecture says "at or above".
        assertThat(text(question.formatted("10").replace("{'st", "{'comparison':'at-least','st"),
                "/criteria/0/outcome")).isEqualTo("exceeded");
        assertThat(text(question.formatted("10").replace("{'st", "{'combine':'any','st"), "/criteria/0/outcome"))
                .isEqualTo("exceeded");
    }

    @Test
    void levelsBeginAtTheirNumber() {
        String question = "{'standard':'japan-ox-advisory','property':'o3','averaging':'hour','value':%s}";
        assertThat(text(question.formatted("119.9"), "/level")).isEqualTo("none");
        assertThat(text(question.formatted("120"), "/level")).isEqualTo("advisory");
        assertThat(text(question.formatted("240"), "/level")).isEqualTo("warning");
    }

    // Least squares by hand: sensor over reference, three points.
    @Test
    void aCollocationIsThatOfTheTextbook() {
        JsonNode answer = answer("{'collocation':'pm2_5','averaging':'days','sensor':[10,20,30,null,7],"
                + "'reference':[9,19,26,12,null]}");
        assertThat(answer.at("/pairs").intValue()).isEqualTo(3);
        // means 20 and 18, Sxx = 146, Sxy = 170, Syy = 200
        assertThat(answer.at("/slope").doubleValue()).isCloseTo(170.0 / 146, offset(1e-9));
        assertThat(answer.at("/intercept").doubleValue()).isCloseTo(20 - 18 * 170.0 / 146,
                offset(1e-9));
        assertThat(answer.at("/r2").doubleValue()).isCloseTo(170.0 * 170 / (146 * 200),
                offset(1e-9));
        assertThat(answer.at("/rmse").doubleValue()).isCloseTo(Math.sqrt(6),
                offset(1e-9));
        assertThat(answer.at("/bias").decimalValue()).isEqualByComparingTo("2");
        assertThat(answer.at("/mae").decimalValue()).isEqualByComparingTo("2");
        assertThat(answer.at("/targets/0/met").asText()).isEqualTo("yes");
    }

    @Test
    void theMedianOfAnAreaNeedsThreeStationsAndHalfOfThem() {
        assertThat(text("{'area':[10,12,11],'property':'pm2_5'}", "/value")).isEqualTo("11");
        assertThat(text("{'area':[10,12,11,13],'property':'pm2_5'}", "/value")).isEqualTo("11.5");
        assertThat(text("{'area':[10,12],'property':'pm2_5'}", "/missing/required")).isEqualTo("3");
        assertThat(text("{'area':[10,12,11],'property':'pm2_5','enrolled':7}", "/missing/required")).isEqualTo("4");
        // A chip of which nothing is known leaves it open how far off the median may be.
        String named = "{'area':[10,12,11],'property':'pm2_5','sensor':'%s'}";
        assertThat(text(named.formatted("sen66"), "/interval/upper")).isEqualTo("21");
        assertThat(text(named.formatted("mystery"), "/interval")).isEqualTo("{\"method\":\"unknown\"}");
        assertThat(text(named.formatted("mystery"), "/value")).isEqualTo("11");
        // Six stations have a confidence interval, from the lowest to the highest.
        assertThat(text("{'area':[1,2,3,4,5,6],'property':'pm2_5'}", "/interval/upper")).isEqualTo("6");
    }

    @Test
    void aDayOfHoursFollowsTheClockOfItsZone() {
        // 29 March 2026 has 23 hours in Madrid: 75 % are 18; Japan's number is 20 whatever a day has.
        String question = "{'statistic':'day','hours':[" + times(19, "9.1") + "],'start':'2026-03-28T23:00Z',"
                + "'day':'2026-03-29','zone':'Europe/Madrid'%s}";
        assertThat(text(question.formatted(""), "/value")).isEqualTo("9.1");
        assertThat(text(question.formatted(""), "/completeness/expected")).isEqualTo("23");
        assertThat(text(question.formatted(""), "/completeness/required")).isEqualTo("18");
        assertThat(text(question.formatted(",'clock':'standard'"), "/completeness/expected")).isEqualTo("24");
        assertThat(text(question.formatted(",'rule':'japan'"), "/missing/required")).isEqualTo("20");
    }
}
