package org.airshed.ingest.collocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.collocation.ReferenceTable.Layout;
import org.airshed.ingest.collocation.ReferenceTable.Result;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReferenceTableTest {
    private static final ObservedProperty O3 = ObservedProperties.of("o3");
    private static final long FROM = Instant.parse("2019-08-01T05:00:00Z").toEpochMilli();
    private static final long TO = Instant.parse("2019-08-01T09:00:00Z").toEpochMilli();
    private static final String LONG = """
            Param,Date (UTC),Time (UTC),Value,Unit,QC Code
            O3,8/1/2019,5:00,31,PPB,0
            O3,8/1/2019,6:00,-0.5,PPB,0
            O3,8/1/2019,7:00,99,PPB,9
            NO2,8/1/2019,5:00,4,PPB,0
            O3,8/1/2019,8:00,,PPB,0
            O3,8/1/2019,10:00,7,PPB,0
            """;

    private static Layout layout(boolean end, Map<String, Set<String>> where, String unit) {
        return new Layout(0, List.of("Date (UTC)", "Time (UTC)"), "M/d/uuuu H:mm", ZoneOffset.UTC, end, "Value", unit,
                where);
    }

    private static final Map<String, Set<String>> GOOD_OZONE = Map.of("Param", Set.of("O3"), "QC Code", Set.of("0"));

    private static List<String> problems(String text, Layout layout) {
        return ((Result.Unreadable) ReferenceTable.read("ref.csv", text, layout, O3, FROM, TO)).problems();
    }

    @Test
    void aLongTableGivesTheRowsThatItsConditionsLeave() {
        Result.Read read = (Result.Read) ReferenceTable.read("ref.csv", "\ufeff" + LONG.replace("\n", "\r\n"),
                layout(false, GOOD_OZONE, ""), O3, FROM, TO);
        assertThat(read.hours().values()).isEqualTo(nullable("31", "-0.5", null, null));
        assertThat(read.rows()).isEqualTo(6);
        assertThat(read.excluded()).isEqualTo(2);
        assertThat(read.empty()).isEqualTo(1);
        assertThat(read.outside()).isEqualTo(1);
    }

    @Test
    void anHourMarkedByItsEndBeginsOneEarlier() {
        Result.Read read = (Result.Read) ReferenceTable.read("ref.csv", LONG, layout(true, GOOD_OZONE, "ppm"), O3,
                FROM, TO);
        // 6:00 is the hour from 5:00; the value was in ppm.
        assertThat(read.hours().values()).isEqualTo(nullable("-500.0", null, null, null));
    }

    @Test
    void timesWithTheirOwnOffsetNeedNone() {
        Layout iso = new Layout(1, List.of("t"), null, null, false, "v", "", Map.of());
        Result.Read read = (Result.Read) ReferenceTable.read("ref.csv",
                "a title\nt,v\n2019-08-01T00:00:00-05:00,\"1\"\n", iso, O3, FROM, TO);
        assertThat(read.hours().present()).isEqualTo(1);
        assertThat(problems("a title\nt,v\n2019-08-01T05:00:00,1\n", iso)).singleElement().asString()
                .startsWith("ref.csv line 3, column 't': '2019-08-01T05:00:00' is no time")
                .endsWith("with an offset of its own, and none was given for the file");
    }

    @Test
    void everyProblemIsASentenceWithFileLineAndColumn() {
        String text = """
                Param,Date (UTC),Time (UTC),Value,Unit,QC Code
                O3,13/1/2019,5:00,31,PPB,0
                O3,8/1/2019,5:30,31,PPB,0
                O3,8/1/2019,5:00,n/a,PPB,0
                O3,8/1/2019,6:00,1,PPB
                O3,8/1/2019,7:00,1,PPB,0
                O3,8/1/2019,7:00,2,PPB,0
                O3,8/1/2019,8:00,"1,PPB,0
                """;
        assertThat(problems(text, layout(false, GOOD_OZONE, ""))).containsExactly(
                "ref.csv line 2, column 'Date (UTC) + Time (UTC)': '13/1/2019 5:00' is no time of the form M/d/uuuu H:mm",
                "ref.csv line 3, column 'Date (UTC) + Time (UTC)': '8/1/2019 5:30' is not the beginning of an hour; hourly values are expected",
                "ref.csv line 4, column 'Value': 'n/a' is no number",
                "ref.csv line 5: has 5 cells, the line of names has 6",
                "ref.csv line 7, column 'Date (UTC) + Time (UTC)': the hour 2019-08-01T07:00:00Z stands in line 6 already; choose one of several series with a condition",
                "ref.csv line 8: a quotation mark is not closed",
                "ref.csv line 8: has 4 cells, the line of names has 6");
        assertThat(problems(LONG, layout(false, Map.of("Parameter", Set.of("O3")), ""))).containsExactly(
                "ref.csv line 1, column 'Parameter': there is no such column; there are Param, Date (UTC), Time (UTC),"
                        + " Value, Unit, QC Code");
        assertThat(problems(LONG, layout(false, GOOD_OZONE, "ug/m3"))).first().asString()
                .startsWith("ref.csv line 2, column 'Value': the unit 'ug/m3' is a mass concentration");
        assertThat(problems("", layout(false, GOOD_OZONE, ""))).hasSize(1);
    }

    @Test
    void manyProblemsAreCountedAndNotAllTold() {
        String text = LONG + "O3,8/1/2019,5:00,x,PPB,0\n".repeat(30);
        // The first of them repeats an hour that is there; so do the rest.
        assertThat(problems(text, layout(false, GOOD_OZONE, ""))).hasSize(21).last().asString()
                .isEqualTo("ref.csv has 10 further problems");
    }

    private static List<@Nullable BigDecimal> nullable(@Nullable String... texts) {
        return new ArrayList<>(Arrays.stream(texts)
                .map(text -> text == null ? null : new BigDecimal(text)).toList());
    }
}
