package org.airshed.ingest.calculator;

import static org.airshed.ingest.calculator.Ask.answer;
import static org.airshed.ingest.calculator.Ask.text;
import static org.airshed.ingest.calculator.Ask.times;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Averages, percentiles and flags as questions. */
class StatisticsTest {
    @Test
    void nineTenthsStayNineTenths() {
        // As doubles, 24 times 9.1 is 218.39999999999998.
        assertThat(text("{'statistic':'24h','hours':[" + times(24, "9.1") + "]}", "/value")).isEqualTo("9.1");
        assertThat(text("{'statistic':'mean','values':[0.1,0.2]}", "/value")).isEqualTo("0.15");
    }

    @Test
    void eightHoursNeedSixOfThem() {
        assertThat(text("{'statistic':'8h','hours':[1,2,3,4,5,6]}", "/value")).isEqualTo("3.5");
        assertThat(text("{'statistic':'8h','hours':[2,3,4,5,6]}", "/missing/valid")).isEqualTo("5");
        assertThat(text("{'statistic':'8h','hours':[2,3,4,5,6],'rule':5}", "/value")).isEqualTo("4");
        // Only the newest eight count.
        assertThat(text("{'statistic':'8h','hours':[99,1,1,1,1,1,1,1,1]}", "/value")).isEqualTo("1");
        assertThat(text("{'statistic':'8h','hours':[1,1,1,1,1,1,1,1,99],'order':'newest-first'}", "/value"))
                .isEqualTo("1");
        assertThat(text("{'statistic':'24h','hours':[" + times(17, "1") + "]}", "/missing/required")).isEqualTo("18");
    }

    @Test
    void theEuAndTheUsChooseADaysHighestEightHoursFromOtherWindows() {
        // A peak in the evening of the day before: its windows end on the day, and do not begin on it after 07:00.
        String question = "{'statistic':'daily-max-8h','hours':[" + times(8, "90") + "," + times(32, "40")
                + "],'start':'2026-06-30T16:00Z','day':'2026-07-01','rule':'%s'}";
        assertThat(text(question.formatted("eu"), "/value")).isEqualTo("83.75"); // seven of 90 and one of 40
        assertThat(text(question.formatted("us"), "/value")).isEqualTo("40");
        assertThat(text(question.formatted("us"), "/completeness/expected")).isEqualTo("17");
    }

    @Test
    void monthsAndYearsRestOnDays() {
        String days = IntStream.rangeClosed(1, 21).mapToObj(String::valueOf).collect(Collectors.joining(","));
        assertThat(text("{'statistic':'month','days':[" + days + "],'start':'2026-02-01','month':'2026-02'}", "/value"))
                .isEqualTo("11");
        assertThat(text("{'statistic':'month','days':[" + days + "],'start':'2026-02-02','month':'2026-02','rule':"
                + "'80%'}", "/missing/required")).isEqualTo("23");
        assertThat(text("{'statistic':'year','days':[" + times(310, "4") + "],'start':'2025-01-01','year':2025}",
                "/value")).isEqualTo("4");
        assertThat(text("{'statistic':'year','days':[" + times(310, "4") + "],'start':'2025-01-01','year':2025,"
                + "'rule':'eu'}", "/missing/required")).isEqualTo("311");
        assertThat(text("{'statistic':'year','days':[" + times(250, "4") + "],'start':'2025-04-01','year':2025,"
                + "'begins':'april','rule':'japan'}", "/to")).isEqualTo("2026-03-31");
        assertThat(text("{'statistic':'year','days':[" + times(300, "4") + "],'start':'2025-01-01','year':2025,"
                + "'quarters':'75%'}", "/missing/reason")).contains("2025-10-01");
    }

    @Test
    void aNamedRuleHoldsForTheHoursOfTheDaysToo() {
        // 48 hours, of which the second day has 19: enough for 75 %, not for Japan's 20.
        String question = "{'statistic':'month','hours':[" + times(43, "4") + "],'start':'2026-01-01T00:00Z',"
                + "'month':'2026-01','rule':1%s}";
        assertThat(text(question.formatted(""), "/count")).isEqualTo("2");
        assertThat(text(question.formatted(",'day_rule':'japan'"), "/count")).isEqualTo("1");
        String year = "{'statistic':'year','hours':[" + times(43, "4") + "],'start':'2026-01-01T00:00Z','year':2026,"
                + "'rule':'japan'}";
        assertThat(text(year, "/missing/valid")).isEqualTo("1");
    }

    @Test
    void percentilesAreRanksOfWhatIsThere() {
        String values = IntStream.rangeClosed(1, 350).mapToObj(String::valueOf).collect(Collectors.joining(","));
        assertThat(text("{'statistic':'japan-98','values':[" + values + "]}", "/value")).isEqualTo("343");
        assertThat(text("{'statistic':'japan-2-excluded','values':[" + values + ",null]}", "/value")).isEqualTo("343");
        assertThat(text("{'statistic':'percentile','values':[" + values + "],'p':0.5}", "/value")).isEqualTo("175");
        assertThat(text("{'statistic':'percentile','values':[null],'p':1}", "/missing/valid")).isEqualTo("0");
    }

    @Test
    void divisionsWithoutEndAreRoundedHalfUpToTwelveDigits() {
        assertThat(text("{'statistic':'mean','values':[10,10,11]}", "/value")).isEqualTo("10.3333333333");
        assertThat(text("{'statistic':'mean','values':[0,0,20]}", "/value")).isEqualTo("6.66666666667");
        // What is exact stays so, however long it is.
        assertThat(text("{'statistic':'mean','values':['1234567890123456.789']}", "/value"))
                .isEqualTo("1234567890123456.789");
        assertThat(text("{'statistic':'mean','values':[0.1234567890123456789012345]}", "/value"))
                .isEqualTo("0.1234567890123456789012345");
    }

    @Test
    void flagsAreThoseOfQualityControl() {
        String series = "{'flag':'%s','property':'pm2_5','interval':'60s','series':[5.1,5.3,180,5.2,null,-999,2000]}";
        assertThat(answer(series.formatted("spike")).at("/flags").findValuesAsText("flag"))
                .containsExactly("2", "1", "3", "2", "9", "2", "2");
        assertThat(answer(series.formatted("gross-range")).at("/flags").findValuesAsText("flag"))
                .containsExactly("1", "1", "1", "1", "9", "4", "4");
        assertThat(text(series.formatted("all"), "/flags/5/reasons")).isEqualTo("[\"sentinel\"]");
        assertThat(text(series.formatted("all"), "/flags/0/flag")).as("without a start it is of this era")
                .isEqualTo("1");
        // The limit is 100: exactly 100 from the mean of both neighbours is none.
        assertThat(text("{'flag':'spike','property':'pm2_5','interval':'1min','series':[1,101,1]}", "/flags/1/flag"))
                .isEqualTo("1");
        assertThat(text("{'flag':'spike','property':'pm2_5','interval':'1min','series':[1,101.1,1]}", "/flags/1/flag"))
                .isEqualTo("3");
        assertThat(text("{'flag':['spike','gross-range'],'property':'temperature','unit':'K','interval':'1min',"
                + "'series':[293.15,300.15,293.15]}", "/flags/1/value")).isEqualTo("27");
    }

    @Test
    void timesOfASeriesAreLookedAtInTheOrderOfTheirArrival() {
        String question = "{'flag':'all','property':'co2','series':[['2026-01-01T00:01Z',420],"
                + "['2026-01-01T00:01Z',421],['2026-01-01T01:00+01:00',420]]}";
        assertThat(text(question, "/flags/1/reasons/0")).isEqualTo("duplicate-time");
        assertThat(text(question, "/flags/2/reasons/0")).isEqualTo("backward-time");
        assertThat(text(question, "/flags/2/time")).isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void equalHoursAreSuspectFromTheThirdAndFailFromTheTwentyFourth() {
        String question = "{'flag':'persistent-value','property':'pm2_5','hours':[" + times(24, "8.2") + "]}";
        assertThat(text(question, "/flags/1/flag")).isEqualTo("1");
        assertThat(text(question, "/flags/2/flag")).isEqualTo("3");
        assertThat(text(question, "/flags/22/flag")).isEqualTo("3");
        assertThat(text(question, "/flags/23/flag")).isEqualTo("4");
        assertThat(text("{'flag':'stuck-at-zero','property':'pm2_5','hours':[0,0,0],'neighbours':[10,11,12]}",
                "/flags/2/flag")).isEqualTo("3");
        assertThat(text("{'flag':'all','property':'pm2_5','hours':[8,90,8]}", "/flags/1/reasons/0")).isEqualTo("spike");
    }

    @Test
    void neighboursSpeakWhereThereAreThree() {
        String question = "{'flag':'neighbours','property':'pm2_5','stations':[{'lat':41.4,'lon':2.17,'value':%s},"
                + "{'lat':41.401,'lon':2.17,'value':9},{'lat':41.402,'lon':2.17,'value':8},"
                + "{'lat':41.403,'lon':2.17,'value':11}]}";
        assertThat(text(question.formatted("60"), "/flags/0/flag")).isEqualTo("3");
        assertThat(text(question.formatted("60"), "/flags/0/median")).isEqualTo("9");
        assertThat(text(question.formatted("26.5"), "/flags/0/flag")).as("9 + 3.5 times 5").isEqualTo("1");
        assertThat(text(question.formatted("26.6"), "/flags/0/flag")).isEqualTo("3");
        assertThat(text(question.formatted("60").replace("41.4,", "45,"), "/flags/0/flag")).isEqualTo("2");
    }

    @Test
    void theStrongestFlagIsKept() {
        assertThat(text("{'flag':'combine','flags':[9,2,1,3]}", "/flag")).isEqualTo("3");
        assertThat(text("{'flag':'combine','flags':[9,2]}", "/flag")).isEqualTo("2");
        assertThat(text("{'flag':'combine','flags':[1,4,3]}", "/flag_name")).isEqualTo("fail");
    }
}
