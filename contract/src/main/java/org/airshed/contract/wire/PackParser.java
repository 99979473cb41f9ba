package org.airshed.contract.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pass over one pack: base fields in force, header, records.
 *
 * <p>A base field that cannot be read makes bad every record it would have applied to, until the field is set anew: a
 * broken {@code bt} that was passed over would put good values at a wrong time.
 */
final class PackParser {
    /** Base version 10 (RFC 8428), and 10 + 2^4, secondary units (RFC 9100). */
    private static final int VERSION = 10;
    private static final int VERSION_WITH_SECONDARY_UNITS = 26;

    private final JsonParser parser;
    private final boolean cbor;
    private final DecimalReader numbers;
    private final List<SenmlRecord> records = new ArrayList<>();

    // In force from here on
    private String baseName = "";
    private String baseUnit = "";
    private BigDecimal baseTime = BigDecimal.ZERO;
    private @Nullable BigDecimal baseValue;
    private final EnumSet<Label> brokenBase = EnumSet.noneOf(Label.class);
    private boolean unknownBaseRule;

    // Of the pack
    private @Nullable String boot;
    private @Nullable Long sequence;
    private @Nullable Long upSeconds;
    private SubmissionHeader.Clock clock = SubmissionHeader.Clock.UNSTATED;
    private @Nullable BigDecimal version;

    // Of the record being read
    private final EnumSet<Label> seen = EnumSet.noneOf(Label.class);
    private boolean onlyBase;
    private @Nullable String name;
    private @Nullable String unit;
    private @Nullable BigDecimal value;
    private @Nullable BigDecimal time;
    private @Nullable String problem;
    private String problemDetail = "";

    PackParser(JsonParser parser, boolean cbor) {
        this.parser = parser;
        this.cbor = cbor;
        this.numbers = new DecimalReader(parser, cbor);
    }

    SenmlPack parse() throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            return new SenmlPack.Malformed("not-senml", "the payload is not an array of records");
        }
        int index = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null) {
                return new SenmlPack.Malformed(cbor ? "not-cbor" : "not-json", "the payload ends before its last ']'");
            }
            if (index == SenmlReader.MAX_RECORDS) {
                return new SenmlPack.Malformed("too-many", "the pack has more than " + SenmlReader.MAX_RECORDS
                        + " records; send it in parts");
            }
            if (token == JsonToken.START_OBJECT) {
                readFields();
                if (version != null && !isReadable(version)) {
                    return new SenmlPack.Malformed("version", "bver " + version
                            + " is not understood; 10 is, and 26 (with secondary units)");
                }
                resolve(index);
            } else {
                parser.skipChildren();
                records.add(
                        new SenmlRecord.Bad(index, "not-a-record", "this entry of the pack is not an object", null));
            }
            index++;
        }
        if (index == 0) {
            return new SenmlPack.Malformed("empty", "the pack has no records");
        }
        if (parser.nextToken() != null) {
            return new SenmlPack.Malformed(cbor ? "not-cbor" : "not-json", "something follows the pack's end");
        }
        return new SenmlPack.Decoded(new SubmissionHeader(boot, sequence, clock, upSeconds), records);
    }

    private static boolean isReadable(BigDecimal version) {
        return version.compareTo(BigDecimal.valueOf(VERSION)) <= 0
                || version.compareTo(BigDecimal.valueOf(VERSION_WITH_SECONDARY_UNITS)) == 0;
    }

    private void readFields() throws IOException {
        seen.clear();
        onlyBase = true;
        name = null;
        unit = null;
        value = null;
        time = null;
        problem = null;
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            Label label = cbor ? Label.ofCbor(field) : Label.ofText(field);
            parser.nextToken();
            if (label == null) {
                unknown(field);
                parser.skipChildren();
            } else if (!seen.add(label)) {
                parser.skipChildren();
                problem("field", "the field " + label.text + " stands twice in the record");
                breakBase(label);
            } else {
                onlyBase &= label.isBase();
                read(label);
            }
        }
    }

    private void unknown(String field) {
        if (field.endsWith("_")) {
            problem("must-understand", "the field " + Quote.of(field, 40)
                    + " ends in '_': it must be understood, and is not");
            unknownBaseRule |= field.startsWith("b"); // it speaks for all that follow, and nobody knows what it says
        }
    }

    private void read(Label label) throws IOException {
        switch (label) {
            case BASE_VERSION -> version = orProblem(label, numbers.read(), BigDecimal.valueOf(Integer.MAX_VALUE));
            case BASE_NAME -> baseName = setBase(label, text(label, SenmlReader.MAX_NAME), baseName);
            case BASE_UNIT -> baseUnit = setBase(label, text(label, SenmlReader.MAX_TEXT), baseUnit);
            case BASE_TIME -> baseTime = setBase(label, number(label), baseTime);
            case BASE_VALUE -> baseValue = setBase(label, number(label), BigDecimal.ZERO);
            case BASE_SUM, SUM, UPDATE_TIME -> number(label); // only its form matters: sums are not stored
            case NAME -> name = text(label, SenmlReader.MAX_NAME);
            case UNIT -> unit = text(label, SenmlReader.MAX_TEXT);
            case VALUE -> value = valueNumber();
            case TIME -> time = number(label);
            case STRING_VALUE, BOOLEAN_VALUE, DATA_VALUE -> {
                parser.skipChildren();
                problem("not-a-number", "the record carries " + label.text + "; readings are numbers, in the field v");
            }
            case BOOT -> boot = first(boot, text(label, SenmlReader.MAX_TEXT));
            case SEQUENCE -> sequence = first(sequence, wholeNumber(label));
            case UP -> upSeconds = first(upSeconds, wholeNumber(label));
            case CLOCK -> readClock();
        }
    }

    private void readClock() throws IOException {
        String said = text(Label.CLOCK, SenmlReader.MAX_TEXT);
        if ("synced".equals(said)) {
            if (clock == SubmissionHeader.Clock.UNSTATED) {
                clock = SubmissionHeader.Clock.SYNCED;
            }
            return;
        }
        clock = SubmissionHeader.Clock.UNSYNCED; // in doubt the time is not trusted
        if (said != null && !"unsynced".equals(said)) {
            problem("field", "the field clk is '" + Quote.of(said, 20) + "'; it may be synced or unsynced");
        }
    }

    private void resolve(int index) {
        if (onlyBase && !seen.isEmpty() && problem == null) {
            return; // base fields in a record of their own
        }
        String fullName = name == null ? baseName : baseName + name;
        if (brokenBase.contains(Label.BASE_NAME) || !isName(fullName)) {
            if (problem == null && !brokenBase.contains(Label.BASE_NAME)) {
                problem("name", fullName.isEmpty()
                        ? "the record has no name"
                        : "the name '" + Quote.of(fullName, 60) + "' is not 1 to " + SenmlReader.MAX_NAME
                                + " characters of A-Z, a-z, 0-9, '-', ':', '.', '/', '_', the first a letter or digit");
            }
            fullName = null;
        }
        if (problem == null && (!brokenBase.isEmpty() || unknownBaseRule)) {
            problem("base", "a base field before this record could not be read, so what it meant here is unknown");
        }
        if (problem == null && value == null) {
            problem("no-value", seen.contains(Label.SUM)
                    ? "the record carries a sum (s) and no value (v); only values are kept"
                    : "the record carries no value (v)");
        }
        BigDecimal sum = value == null || baseValue == null ? value : baseValue.add(value);
        if (sum != null && !Double.isFinite(sum.doubleValue())) {
            problem("not-a-number", "base value and value (bv, v) make no finite number");
        }
        if (problem != null || fullName == null || sum == null) {
            records.add(new SenmlRecord.Bad(index, problem == null ? "field" : problem, problemDetail, fullName));
            return;
        }
        records.add(new SenmlRecord.Value(index, baseName, fullName, unit == null ? baseUnit : unit, sum,
                time == null ? baseTime : baseTime.add(time)));
    }

    private <T> T setBase(Label label, @Nullable T read, T before) {
        if (read == null) {
            breakBase(label);
            return before;
        }
        brokenBase.remove(label);
        return read;
    }

    private void breakBase(Label label) {
        switch (label) {
            case BASE_NAME, BASE_TIME, BASE_UNIT, BASE_VALUE -> brokenBase.add(label);
            default -> {
                // the record alone is bad
            }
        }
    }

    private static <T> @Nullable T first(@Nullable T before, @Nullable T now) {
        return before == null ? now : before;
    }

    private @Nullable BigDecimal number(Label label) throws IOException {
        BigDecimal number = numbers.read();
        if (number == null) {
            problem("field", "the field " + label.text + " is not a usable number");
        }
        return number;
    }

    private @Nullable BigDecimal valueNumber() throws IOException {
        BigDecimal number = numbers.read();
        if (number == null || !Double.isFinite(number.doubleValue())) {
            problem("not-a-number", "the value (v) is not a finite number");
            return null;
        }
        return number;
    }

    private BigDecimal orProblem(Label label, @Nullable BigDecimal number, BigDecimal otherwise) {
        if (number == null) {
            problem("field", "the field " + label.text + " is not a usable number");
            return otherwise;
        }
        return number;
    }

    private @Nullable Long wholeNumber(Label label) throws IOException {
        BigDecimal number = number(label);
        if (number == null) {
            return null;
        }
        if (number.signum() < 0 || number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            problem("field", "the field " + label.text + " is not a count");
            return null;
        }
        return number.longValue();
    }

    private @Nullable String text(Label label, int max) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            parser.skipChildren();
            problem("field", "the field " + label.text + " is not a text");
            return null;
        }
        String text = parser.getText();
        if (text.length() > max) {
            problem("field", "the field " + label.text + " is longer than " + max + " characters");
            return null;
        }
        if (hasControlCharacter(text)) {
            problem("field", "the field " + label.text + " has control characters in it");
            return null;
        }
        return text;
    }

    private static boolean hasControlCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** The first problem of a record is the one that is told. */
    private void problem(String reason, String detail) {
        if (problem == null) {
            problem = reason;
            problemDetail = detail;
        }
    }

    /** RFC 8428 section 4.5.1. */
    private static boolean isName(String name) {
        int length = name.length();
        if (length == 0 || length > SenmlReader.MAX_NAME) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = name.charAt(i);
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
            if (!alphanumeric && (i == 0 || "-:./_".indexOf(c) < 0)) {
                return false;
            }
        }
        return true;
    }
}
