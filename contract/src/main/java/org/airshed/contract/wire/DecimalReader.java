package org.airshed.contract.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Reads the number a parser stands on, exactly and bounded, whatever its encoding. */
final class DecimalReader {
    /** No power of ten beyond this: outside it a double is 0 or infinite, and sums would grow without bound. */
    private static final int MAX_EXPONENT = 330;
    private static final int MAX_BITS = 256;

    private final JsonParser parser;
    private final boolean cbor;

    DecimalReader(JsonParser parser, boolean cbor) {
        this.parser = parser;
        this.cbor = cbor;
    }

    /** The number at the current token; null where there is none that can be used. Leaves the parser at the value's end. */
    @Nullable
    BigDecimal read() throws IOException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
            parser.skipChildren();
            return null;
        }
        return cbor ? bounded(cborNumber()) : jsonNumber();
    }

    private @Nullable BigDecimal jsonNumber() throws IOException {
        if (parser.getTextLength() > SenmlReader.MAX_DIGITS) {
            return null;
        }
        try {
            return bounded(parser.getDecimalValue());
        } catch (JsonProcessingException | NumberFormatException | ArithmeticException e) {
            return null; // an exponent beyond what BigDecimal can hold
        }
    }

    private @Nullable BigDecimal cborNumber() throws IOException {
        return switch (parser.getNumberType()) {
            case INT, LONG -> BigDecimal.valueOf(parser.getLongValue());
            case BIG_INTEGER -> bigInteger(parser.getBigIntegerValue());
            case FLOAT -> shortest(parser.getFloatValue());
            case DOUBLE -> shortest(parser.getDoubleValue());
            case BIG_DECIMAL -> parser.getDecimalValue(); // a decimal fraction, RFC 8949 section 3.4.4
        };
    }

    private static @Nullable BigDecimal bigInteger(BigInteger value) {
        return value.bitLength() > MAX_BITS ? null : new BigDecimal(value);
    }

    private static @Nullable BigDecimal shortest(double value) {
        return Double.isFinite(value) ? new BigDecimal(Double.toString(value)) : null;
    }

    private static @Nullable BigDecimal shortest(float value) {
        return Float.isFinite(value) ? new BigDecimal(Float.toString(value)) : null;
    }

    private static @Nullable BigDecimal bounded(@Nullable BigDecimal number) {
        if (number == null) {
            return null;
        }
        if (number.signum() == 0) {
            return BigDecimal.ZERO; // whatever its scale: 0e-999999999 must not blow up a sum
        }
        long exponent = (long) number.precision() - number.scale();
        return exponent > MAX_EXPONENT || exponent < -MAX_EXPONENT ? null : number;
    }
}
