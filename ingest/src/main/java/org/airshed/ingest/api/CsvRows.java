package org.airshed.ingest.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import org.airshed.ingest.derivation.IndicatorUnits;
import org.airshed.ingest.query.Bands;
import org.airshed.ingest.query.IndicatorsPage;
import org.airshed.ingest.query.RollupsPage;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.StoredReading;
import org.jspecify.annotations.Nullable;

/**
 * Readings, rollups and indicators as CSV lines, written digit by digit into one growing array: a row of readings costs no
 * object but the value's text.
 *
 * <p>Only sentences are quoted: ids, names, levels and units have no comma, quote or line break in them.
 *
 * <p>Source: RFC 4180 for line ends, header and quotes.
 */
final class CsvRows {
    private static final long DAY_MILLIS = 86_400_000;
    private static final String LINE_END = "\r\n";
    private static final String REPLACED_BY = ",replaced_by";
    private static final String EXPLANATION = ",explanation";

    private final RowForm form;

    private byte[] bytes = new byte[1 << 16];
    private int length;
    private long day = Long.MIN_VALUE;
    private String date = "";

    CsvRows(RowForm form) {
        this.form = form;
    }

    static byte[] readingsHeader(RowForm form) {
        return header("station,sensor,property,level," + form.timeColumn() + ",value,unit,flag,reasons"
                + (form.explains() ? EXPLANATION : ""));
    }

    static byte[] rollupsHeader(RowForm form, boolean replaced) {
        return header("station,sensor,property,level," + form.timeColumn() + ",value,min,max,count,coverage,unit,flag,"
                + "reasons,revision" + (replaced ? REPLACED_BY : "") + (form.explains() ? EXPLANATION : ""));
    }

    static byte[] indicatorsHeader(RowForm form, boolean replaced) {
        return header(
                "area,index,property,period,environment," + form.timeColumn() + ",value,lower,upper,unit,stations,"
                        + "coverage,category,deciding,missing,revision" + (replaced ? REPLACED_BY : ""));
    }

    private static byte[] header(String columns) {
        return (columns + LINE_END).getBytes(StandardCharsets.US_ASCII);
    }

    void add(StoredReading reading) {
        text(reading.station().text(), ',');
        text(reading.sensor().text(), ',');
        text(reading.property().id(), ',');
        text(reading.level().text(), ',');
        time(reading.timeMillis());
        text(Text.number(reading.value()), ',');
        text(reading.property().unit(), ',');
        text(Integer.toString(reading.flag().code()), ',');
        text(String.join(" ", Reasons.of(reading.reasons())), form.explains() ? ',' : '\r');
        end(reading.reasons());
    }

    /** @param replaced whether the line says which computation replaced the rollup */
    void add(RollupsPage.Item item, boolean replaced) {
        Rollup rollup = item.rollup();
        text(rollup.station().text(), ',');
        text(rollup.sensor().text(), ',');
        text(rollup.property().id(), ',');
        text(rollup.level().text(), ',');
        time(form.timeMillis(rollup.span(), rollup.startMillis()));
        text(number(rollup.mean()), ',');
        text(number(rollup.min()), ',');
        text(number(rollup.max()), ',');
        text(Integer.toString(rollup.count()), ',');
        text(Text.number(rollup.coverage()), ',');
        text(rollup.property().unit(), ',');
        text(Integer.toString(rollup.flag().code()), ',');
        text(String.join(" ", Reasons.of(rollup.reasons())), ',');
        text(Long.toString(item.revision()), replaced || form.explains() ? ',' : '\r');
        if (replaced) {
            text(whole(item.replacedBy()), form.explains() ? ',' : '\r');
        }
        end(rollup.reasons());
    }

    /** @param replaced whether the line says which computation replaced the value */
    void add(IndicatorsPage.Item item, boolean replaced) {
        IndicatorValue value = item.value();
        text(value.area(), ',');
        text(value.index(), ',');
        text(value.property(), ',');
        text(value.period().text(), ',');
        text(value.environment(), ',');
        time(form.timeMillis(value.period(), value.startMillis()));
        text(number(value.value()), ',');
        text(number(value.lower()), ',');
        text(number(value.upper()), ',');
        text(IndicatorUnits.of(value.index(), value.property()).orElse(""), ',');
        text(Integer.toString(value.stations()), ',');
        text(Text.number(value.coverage()), ',');
        text(Bands.category(value).orElse(""), ',');
        text(Bands.deciding(value).orElse(""), ',');
        text(quoted(value.missing()), ',');
        text(Long.toString(item.revision()), replaced ? ',' : '\r');
        if (replaced) {
            text(whole(item.replacedBy()), '\r');
        }
        ensure(1);
        bytes[length++] = '\n';
    }

    /** Ends a line, after the sentences where they are wanted. */
    private void end(int reasons) {
        if (form.explains()) {
            text(quoted(String.join(" ", form.explanation(reasons))), '\r');
        }
        ensure(1);
        bytes[length++] = '\n';
    }

    /** Empty where there is none. */
    private static String number(@Nullable Double value) {
        return value == null ? "" : Text.number(value);
    }

    private static String whole(@Nullable Long value) {
        return value == null ? "" : Long.toString(value);
    }

    /** A sentence in quotes; empty where there is none. */
    private static String quoted(@Nullable String sentence) {
        return sentence == null || sentence.isEmpty() ? "" : '"' + sentence.replace("\"", "\"\"") + '"';
    }

    /** Moves what was added to {@code out}. */
    void drainTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
        length = 0;
    }

    @SuppressWarnings("deprecation") // the one that copies ASCII without a detour; every field is ASCII or falls back
    private void text(String text, char end) {
        byte[] utf8 = isAscii(text) ? null : text.getBytes(StandardCharsets.UTF_8);
        int size = utf8 == null ? text.length() : utf8.length;
        ensure(size + 1);
        if (utf8 == null) {
            text.getBytes(0, size, bytes, length);
        } else {
            System.arraycopy(utf8, 0, bytes, length, size);
        }
        length += size;
        bytes[length++] = (byte) end;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private void time(long millis) {
        long ofDay = Math.floorMod(millis, DAY_MILLIS);
        long thisDay = Math.floorDiv(millis, DAY_MILLIS);
        if (thisDay != day) {
            day = thisDay;
            date = LocalDate.ofEpochDay(thisDay).toString();
        }
        text(date, 'T');
        ensure(14);
        int rest = (int) ofDay;
        digits(rest / 3_600_000, 2, ':');
        digits(rest / 60_000 % 60, 2, ':');
        digits(rest / 1_000 % 60, 2, '.');
        digits(rest % 1_000, 3, 'Z');
        bytes[length++] = ',';
    }

    private void digits(int value, int count, char end) {
        int rest = value;
        for (int i = count - 1; i >= 0; i--) {
            bytes[length + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
        bytes[length++] = (byte) end;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
    }
}
