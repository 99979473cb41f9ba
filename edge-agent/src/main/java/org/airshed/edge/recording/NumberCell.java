package org.airshed.edge.recording;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads a number as written, exactly, or not at all: what is no number never becomes one. */
final class NumberCell {
    private static final int MOST_CHARACTERS = 40;
    private static final int MOST_EXPONENT = 300;

    private NumberCell() {}

    /** The number, null where the cell holds none. No grouping marks: {@code 1,234} is ambiguous and therefore none. */
    static @Nullable BigDecimal read(String cell, char decimal) {
        if (cell.isEmpty() || cell.length() > MOST_CHARACTERS || (decimal != '.' && cell.indexOf('.') >= 0)) {
            return null;
        }
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            // BigDecimal itself would take digits of every script
            if ((c < '0' || c > '9') && c != '-' && c != '+' && c != 'e' && c != 'E' && c != decimal) {
                return null;
            }
        }
        try {
            BigDecimal number = new BigDecimal(decimal == '.' ? cell : cell.replace(decimal, '.'));
            long exponent = (long) number.precision() - number.scale();
            return Math.abs(exponent) > MOST_EXPONENT ? null : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
