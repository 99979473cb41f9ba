package org.airshed.ingest.calculator;

import static org.airshed.ingest.calculator.Ask.any;
import static org.airshed.ingest.calculator.Ask.reason;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.airshed.ingest.calculator.Refusal.Reason;
import org.junit.jupiter.api.Test;

/** What cannot be answered is told on its line, with the field and what it takes. */
class ErrorsTest {
    private static final Map<Reason, List<String>> QUESTIONS = Map.ofEntries(
            Map.entry(Reason.NOT_JSON, List.of("hello", "{", "{'area':[1,}", "{} {}", "\u0000", "{'a':1")),
            Map.entry(Reason.NOT_AN_OBJECT, List.of("[]", "1", "'text'", "null", "true", "NaN")),
            Map.entry(Reason.UNKNOWN_KIND, List.of("{}", "{'kind':'moon'}", "{'kind':7}", "{'kind':'INDEX'}",
                    "{'index':'eaqi','area':[1]}", "{'id':1}", "{'index':null}")),
            Map.entry(Reason.MISSING_FIELD, List.of("{'kind':'index'}", "{'index':'eaqi'}",
                    "{'index':'eaqi','property':'pm2_5','averaging':'1h','value':null}",
                    "{'nowcast':'pm2_5'}", "{'convert':1,'from':'ppb'}", "{'correction':'us-barkjohn-2021'}",
                    "{'correction':'kappa-koehler','pm2_5':1,'relative_humidity':50}",
                    "{'standard':'who-2021','property':'pm2_5','days':[1],'year':2025}",
                    "{'convert':1,'from':'ppb','to':'ppb','temperature':20}",
                    "{'statistic':'day','hours':[1],'day':'2026-01-01'}",
                    "{'index':'us-epa-aqi','hours':{'pm2_5':[1]},'day':'2026-01-01'}")),
            Map.entry(Reason.UNKNOWN_FIELD, List.of(
                    "{'index':'eaqi','property':'pm2_5','averagng':'1h','value':1}",
                    "{'index':'eaqi','values':[{'property':'pm2_5','averaging':'1h','value':1,'units':'ppb'}]}",
                    "{'index':'eaqi','hours':{'pm2_5':[1]},'units':{'o3':'ppb'}}",
                    "{'nowcast':'pm2_5','hours':[1,2],'Order':'newest-first'}", "{'area':[1],'property':'co2','':1}")),
            Map.entry(Reason.DUPLICATE_FIELD, List.of("{'area':[1],'area':[2],'property':'pm2_5'}")),
            Map.entry(Reason.BAD_NUMBER, List.of("{'convert':'1,5','from':'ppb','to':'ppm'}",
                    "{'convert':'NaN','from':'ppb','to':'ppm'}", "{'convert':NaN,'from':'ppb','to':'ppm'}",
                    "{'convert':Infinity,'from':'ppb','to':'ppm'}", "{'convert':'','from':'ppb','to':'ppm'}",
                    "{'convert':' 1','from':'ppb','to':'ppm'}", "{'convert':'0x10','from':'ppb','to':'ppm'}",
                    "{'convert':'1e31','from':'ppb','to':'ppm'}", "{'convert':1e999999999,'from':'ppb','to':'ppm'}",
                    "{'convert':1e-99999999999,'from':'ppb','to':'ppm'}", "{'convert':true,'from':'ppb','to':'ppm'}",
                    "{'convert':[1],'from':'ppb','to':'ppm'}", "{'nowcast':'pm2_5','hours':[1,'x']}",
                    "{'convert':'" + "1".repeat(65) + "','from':'ppb','to':'ppm'}",
                    "{'flag':'spike','property':'pm2_5','series':[['2026-01-01T00:00Z','-']]}")),
            Map.entry(Reason.BAD_FIELD, List.of("{'statistic':'median','values':[1]}",
                    "{'nowcast':'pm2_5','hours':[]}", "{'nowcast':'pm2_5','hours':7}",
                    "{'nowcast':'pm2_5','hours':[1],'start':'2026-01-01T00:30Z'}",
                    "{'nowcast':'pm2_5','hours':[1],'start':'yesterday'}",
                    "{'nowcast':'pm2_5','hours':[1],'start':'+99999-01-01T00:00Z'}",
                    "{'nowcast':'pm2_5','hours':[1],'order':'random'}",
                    "{'index':'eaqi','property':'pm2_5','averaging':'2h','value':1}",
                    "{'index':'eaqi','hours':{'pm2_5':[1],'o3':[1,2]}}", "{'index':'eaqi','hours':{}}",
                    "{'index':'eaqi','values':[{'property':'o3','averaging':'1h','value':1},"
                            + "{'property':'o3','averaging':'1h','value':2}]}",
                    "{'index':'eaqi','values':[3]}", "{'agreement':[1,2,3]}", "{'agreement':[1,2],'ratio':-1}",
                    "{'statistic':'percentile','values':[1],'p':0}", "{'statistic':'mean','values':[1],'rule':'150%'}",
                    "{'statistic':'mean','values':[1],'rule':'eu'}", "{'statistic':'mean','values':[1],'rule':1.5}",
                    "{'statistic':'day','hours':[1],'start':'2026-01-01T00:00Z','day':'2026-01-01','zone':'Mars/Base'}",
                    "{'statistic':'day','hours':[1],'start':'2026-01-01T00:00Z','day':'2026-02-30'}",
                    "{'standard':'who-2021','property':'pm2_5','days':[1],'start':'2025-01-01','year':20250}",
                    "{'standard':'who-2021','property':'pm2_5','hours':[1],'start':'2025-01-01T00:00Z','day':'2025-01-01'}",
                    "{'correction':'kappa-koehler','pm2_5':1,'relative_humidity':50,'kappa':9}",
                    "{'correction':'us-barkjohn-2021','cf1':1,'kappa':1,'relative_humidity':50}",
                    "{'correction':'us-barkjohn-2021','cf1':1,'pm2_5':1}",
                    "{'correction':'us-barkjohn-2021','cf1':1,'sensor':'Two Words'}",
                    "{'ventilation':'co2-uk-hse','co2':900,'outdoor':420}", "{'flag':'combine','flags':[5]}",
                    "{'flag':'shake','property':'pm2_5','interval':'60s','series':[1]}",
                    "{'flag':'spike','property':'pm2_5','series':[1]}",
                    "{'flag':'spike','property':'pm2_5','interval':'0s','series':[1]}",
                    "{'convert':1,'from':'ppb','to':'ug/m3','gas':'o3','temperature':200}",
                    "{'collocation':'pm2_5','averaging':'days','sensor':[1],'reference':[1,2]}",
                    "{'statistic':'mean','values':[1],'rule':'1e-40000000%'}",
                    "{'statistic':'mean','values':[1],'rule':'7%5%'}", "{'statistic':'mean','values':[1],'rule':'%'}",
                    "{'flag':'stuck-at-zero','property':'pm2_5','hours':[0,0,0],'neighbours':[10,11]}",
                    "{'flag':'all','property':'pm2_5','hours':[0],'neighbours':[10,11]}",
                    "{'standard':'japan-pm2_5-attention','property':'pm2_5','day':'2026-03-01','zone':'Asia/Tokyo',"
                            + "'start':'2026-03-01T04:00+09:00','stations':[[86,86,86],[85,85]]}",
                    "{'area':[1,2,3],'property':'pm2_5','enrolled':2}", "{'area':[1],'property':7}",
                    "{'id':[1],'area':[1],'property':'pm2_5'}")),
            Map.entry(Reason.WRONG_UNIT, List.of(
                    "{'index':'us-epa-aqi','property':'pm2_5','averaging':'24h','value':1,'unit':'ppb'}",
                    "{'index':'eaqi','hours':{'o3':[1]},'units':{'o3':'hPa'}}",
                    "{'nowcast':'pm2_5','hours':[1,2],'unit':'furlong'}",
                    "{'convert':1,'from':'ug/m3','to':'ppb','gas':'o3'}", "{'convert':1,'from':'ppb','to':'hPa'}",
                    "{'convert':1,'from':'furlong','to':'furlong','gas':'o3'}",
                    "{'convert':1,'from':'ug/m3','to':'ug/m3','property':'temperature'}",
                    "{'convert':1,'from':'mg/m3','to':'ug/m3','property':'relative_humidity'}",
                    "{'convert':1,'from':'ug/m3','to':'ug/m3','property':'co2'}",
                    "{'standard':'who-2021','property':'no2','days':[1],'start':'2025-01-01','year':2025}",
                    "{'ventilation':'co2-uk-hse','co2':900,'unit':'ug/m3'}", "{'agreement':[1,2],'unit':''}")),
            Map.entry(Reason.UNKNOWN_PROPERTY, List.of("{'nowcast':'pm25','hours':[1]}",
                    "{'index':'eaqi','hours':{'PM2.5':[1]}}", "{'convert':1,'from':'a','to':'b','gas':'xenon'}")),
            Map.entry(Reason.NOT_OFFERED, List.of("{'index':'cn-aqi','hours':{'pm2_5':[1]}}", "{'index':''}",
                    "{'standard':'naaqs'}", "{'correction':'magic','cf1':1}", "{'ventilation':'eaqi','co2':900}")),
            Map.entry(Reason.UNKNOWN_VERSION, List.of(
                    "{'index':'eaqi','version':'2012','property':'pm2_5','averaging':'1h','value':1}")),
            Map.entry(Reason.OTHER_PROPERTY, List.of(
                    "{'index':'eaqi','property':'co2','averaging':'1h','value':1}",
                    "{'index':'us-epa-aqi','property':'pm2_5_cf1','averaging':'24h','value':1}",
                    "{'index':'eaqi','hours':{'noise_laeq':[50]}}", "{'nowcast':'no2','hours':[1]}",
                    "{'standard':'who-2021','property':'co2','days':[1],'start':'2025-01-01','year':2025}",
                    "{'flag':'neighbours','property':'co2','stations':[{'lat':1,'lon':1,'value':1}]}",
                    "{'convert':1,'from':'ppm','to':'mg/m3','gas':'co2','temperature':20}")),
            Map.entry(Reason.OTHER_AVERAGING, List.of(
                    "{'index':'us-epa-aqi','property':'pm2_5','averaging':'1h','value':35.4}")));

    @Test
    void everyReasonIsTold() {
        QUESTIONS.forEach((reason, questions) -> questions.forEach(question -> {
            JsonNode answer = any(question);
            assertThat(answer.at("/error/reason").asText()).as("%s: %s", question, answer).isEqualTo(reason.key());
            assertThat(answer.at("/error/detail").asText()).as(question).isNotBlank();
            assertThat(answer.at("/line").intValue()).isEqualTo(1);
            assertThat(fields(answer)).as(question).isSubsetOf("line", "id", "error");
        }));
        // The two that are left are asked for in LinesTest, or must never come.
        assertThat(QUESTIONS.keySet()).isEqualTo(EnumSet.complementOf(EnumSet.of(Reason.LINE_TOO_LONG, Reason.FAULT)));
    }

    @Test
    void theSentenceNamesTheFieldAndWhatItTakes() {
        assertThat(detail("{'index':'eaqi','values':[{'property':'o3','averaging':'1h','value':1},"
                + "{'property':'no2','averaging':'1h','value':'a lot'}]}"))
                .startsWith("values[1].value takes a number");
        assertThat(detail("{'nowcast':'pm2_5','hours':[1,2,'x']}")).startsWith("hours[2] takes a number");
        assertThat(detail("{'nowcast':'pm2_5','hours':[1],'order':'random'}"))
                .isEqualTo("order takes newest-first, oldest-first, not '\"random\"'");
        assertThat(detail("{'flag':'spike','property':'pm2_5','series':[['2026-01-01T00:00Z',1],['now',1]]}"))
                .startsWith("series[1][0] takes a time with its offset such as 2026-01-01T00:00Z");
        assertThat(detail("{'index':'eaqi','hours':{'o3':[1]},'units':{'o3':'hPa'}}")).startsWith("units.o3: ");
        assertThat(detail("{'flag':'all','property':'pm2_5','hours':[0,0],'neighbours':[10]}"))
                .startsWith("neighbours takes as many places as 'hours', 2");
        assertThat(detail("{'convert':1,'from':'ug/m3','to':'ug/m3','property':'temperature'}")).contains("ug/m3")
                .contains("temperature");
        assertThat(detail("{'area':[1],'propertee':'co2'}")).contains("'propertee'").contains("min_stations");
        assertThat(detail("{'index':'cn-aqi'}")).contains("HJ 633-2026").contains("us-epa-aqi");
    }

    @Test
    void anErrorStillBringsTheIdBack() {
        assertThat(any("{'id':'mine','index':'eaqi'}").at("/id").asText()).isEqualTo("mine");
        assertThat(any("{'id':12345678901234567890,'index':'eaqi'}").at("/id").asText())
                .isEqualTo("12345678901234567890");
        assertThat(any("{'id':null,'area':[1,2,3],'property':'pm2_5'}").has("id")).isFalse();
        assertThat(reason("{'id':'" + "x".repeat(201) + "','area':[1],'property':'pm2_5'}")).isEqualTo("bad-field");
    }

    @Test
    void tooLittleDataIsNoError() {
        for (String question : List.of("{'nowcast':'pm2_5','hours':[null]}", "{'area':[null],'property':'pm2_5'}",
                "{'statistic':'mean','values':[null]}", "{'agreement':[null,null]}",
                "{'collocation':'pm2_5','averaging':'days','sensor':[1],'reference':[null]}",
                "{'collocation':'pm2_5','averaging':'days','sensor':[1,2,3],'reference':[5,5,5]}",
                "{'index':'eaqi','hours':{'pm2_5':[null]}}")) {
            JsonNode answer = any(question);
            assertThat(fields(answer.path("missing"))).as(answer.toString()).contains("reason", "valid", "expected",
                    "required");
            assertThat(answer.has("value")).isFalse();
        }
    }

    @Test
    void whatAnIndexDoesNotDefineIsNoZero() {
        JsonNode answer = any("{'index':'us-epa-aqi','property':'o3','averaging':'1h','value':100}");
        assertThat(answer.at("/none/reason").asText()).isEqualTo("undefined-here");
        assertThat(any("{'index':'eaqi','property':'pm2_5','averaging':'1h','value':-1}").at("/none/reason").asText())
                .isEqualTo("below-scale");
        assertThat(any("{'index':'eaqi','hours':{'pm2_5':[1]},'start':'2026-01-01T00:00Z','day':'2026-01-01'}")
                .at("/none/reason").asText()).isEqualTo("no-daily-rule");
    }

    @Test
    void controlCharactersNeverReachATerminal() {
        String escape = Calculator.answer(1, "{\"id\":\"\\u001b[31m\\u009b\\u202e\\ud800\",\"area\":[1,2,3],"
                + "\"property\":\"pm2_5\"}").text();
        assertThat(escape).contains("\"id\":\"\\u001B[31m\\u009b\\u202e\\ud800\"");
        assertThat(Ask.json(escape).at("/id").asText()).isEqualTo("\u001b[31m\u009b\u202e\ud800");
        assertThat(Calculator.answer(1, "{\"area\":[1],\"\\u009b\":1}").text()).contains("'?'");
    }

    @Test
    void theKindMayBeSaidAndMustBeWhereTwoAreMeant() {
        assertThat(any("{'kind':'convert','convert':1,'from':'ppm','to':'ppb'}").at("/value").intValue())
                .isEqualTo(1000);
        assertThat(any("{'kind':'area','area':[1,2,3],'property':'pm2_5'}").at("/value").intValue()).isEqualTo(2);
        // Then the other's field is one that the kind does not take.
        assertThat(reason("{'kind':'area','area':[1,2,3],'property':'pm2_5','index':'eaqi'}"))
                .isEqualTo("unknown-field");
    }

    private static String detail(String question) {
        return any(question).at("/error/detail").asText();
    }

    private static Set<String> fields(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
