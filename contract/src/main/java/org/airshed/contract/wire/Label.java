package org.airshed.contract.wire;

import org.jspecify.annotations.Nullable;

/**
 * The fields we know, with their JSON name and CBOR integer.
 *
 * <p>Source: RFC 8428 section 4 and table 4; the last four are ours and have a text key in both encodings.
 */
enum Label {
    BASE_VERSION("bver", -1), BASE_NAME("bn", -2), BASE_TIME("bt", -3), BASE_UNIT("bu", -4), BASE_VALUE("bv",
            -5), BASE_SUM("bs", -6), NAME("n", 0), UNIT("u", 1), VALUE("v", 2), STRING_VALUE("vs",
                    3), BOOLEAN_VALUE("vb", 4), SUM("s", 5), TIME("t", 6), UPDATE_TIME("ut", 7), DATA_VALUE("vd",
                            8), BOOT("boot", null), SEQUENCE("seq", null), CLOCK("clk", null), UP("up", null);

    final String text;
    /** Null where the field has no integer of its own. */
    final @Nullable Integer number;

    Label(String text, @Nullable Integer number) {
        this.text = text;
        this.number = number;
    }

    /** Whether the field says something about the pack rather than about one record. */
    boolean isBase() {
        return switch (this) {
            case BASE_VERSION, BASE_NAME, BASE_TIME, BASE_UNIT, BASE_VALUE, BASE_SUM, BOOT, SEQUENCE, CLOCK, UP -> true;
            case NAME, UNIT, VALUE, STRING_VALUE, BOOLEAN_VALUE, SUM, TIME, UPDATE_TIME, DATA_VALUE -> false;
        };
    }

    static @Nullable Label ofText(String name) {
        return switch (name) {
            case "n" -> NAME;
            case "v" -> VALUE;
            case "u" -> UNIT;
            case "t" -> TIME;
            case "bn" -> BASE_NAME;
            case "bt" -> BASE_TIME;
            case "bu" -> BASE_UNIT;
            case "bv" -> BASE_VALUE;
            case "bs" -> BASE_SUM;
            case "bver" -> BASE_VERSION;
            case "s" -> SUM;
            case "ut" -> UPDATE_TIME;
            case "vs" -> STRING_VALUE;
            case "vb" -> BOOLEAN_VALUE;
            case "vd" -> DATA_VALUE;
            case "boot" -> BOOT;
            case "seq" -> SEQUENCE;
            case "clk" -> CLOCK;
            case "up" -> UP;
            default -> null;
        };
    }

    /** CBOR: the integer as the parser spells it; text keys are taken too, because simple converters write them. */
    static @Nullable Label ofCbor(String name) {
        return switch (name) {
            case "0" -> NAME;
            case "1" -> UNIT;
            case "2" -> VALUE;
            case "3" -> STRING_VALUE;
            case "4" -> BOOLEAN_VALUE;
            case "5" -> SUM;
            case "6" -> TIME;
            case "7" -> UPDATE_TIME;
            case "8" -> DATA_VALUE;
            case "-1" -> BASE_VERSION;
            case "-2" -> BASE_NAME;
            case "-3" -> BASE_TIME;
            case "-4" -> BASE_UNIT;
            case "-5" -> BASE_VALUE;
            case "-6" -> BASE_SUM;
            default -> ofText(name);
        };
    }
}
