package org.airshed.ingest.admission;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.airshed.contract.wire.SubmissionHeader;

/**
 * Turns SenML time into milliseconds since 1970, or says why it cannot.
 *
 * <p>Source: RFC 8428 section 4.5.3.
 */
final class PhenomenonTime {
    private static final BigDecimal ABSOLUTE = BigDecimal.valueOf(1L << 28);
    /** Beyond year 9999; also keeps the arithmetic below within a long. */
    private static final double FARTHEST_SECONDS = 253_402_300_800.0;
    /** Decimals that a time stamp may have before it is taken as a double: guards against exponents in the millions. */
    private static final int MOST_DECIMALS = 40;

    private final AdmissionSettings settings;
    private final long receivedMillis;
    private final boolean vouched;

    PhenomenonTime(AdmissionSettings settings, long receivedMillis, SubmissionHeader header) {
        this.settings = settings;
        this.receivedMillis = receivedMillis;
        this.vouched = header.clock() == SubmissionHeader.Clock.SYNCED;
    }

    /** What came of a time. */
    sealed interface Outcome {
        /** Usable. */
        record At(long millis) implements Outcome {}

        /** Quarantined. */
        record Refused(String reason, String detail) implements Outcome {}
    }

    Outcome of(BigDecimal seconds) {
        boolean relative = seconds.signum() <= 0;
        if (!relative && seconds.compareTo(ABSOLUTE) < 0) {
            return new Outcome.Refused("time", "the time " + brief(seconds)
                    + " s is neither absolute (at least 268435456 s since 1970) nor relative to receipt (0 or below)");
        }
        double approximately = seconds.doubleValue();
        if (Math.abs(approximately) > FARTHEST_SECONDS) {
            return relative ? tooOld(brief(seconds) + " s before receipt") : future(brief(seconds) + " s since 1970");
        }
        long millis = toMillis(seconds, approximately) + (relative ? receivedMillis : 0);
        if (millis - receivedMillis > settings.futureBound().toMillis()) {
            return future(Instant.ofEpochMilli(millis).toString());
        }
        if (millis < settings.earliest().toEpochMilli() && !vouched) {
            return tooOld(Instant.ofEpochMilli(millis).toString());
        }
        return new Outcome.At(millis);
    }

    /** Part milliseconds are cut off, toward the past, so that a resend comes to the same key. */
    private static long toMillis(BigDecimal seconds, double approximately) {
        BigDecimal exact = Math.abs(seconds.scale()) > MOST_DECIMALS ? BigDecimal.valueOf(approximately) : seconds;
        return exact.scaleByPowerOfTen(3).setScale(0, RoundingMode.FLOOR).longValueExact();
    }

    private Outcome.Refused future(String time) {
        return new Outcome.Refused("future", "the time " + time + " lies more than "
                + settings.futureBound().toSeconds() + " s after receipt at " + Instant.ofEpochMilli(receivedMillis)
                + "; check the station's clock");
    }

    private Outcome.Refused tooOld(String time) {
        return new Outcome.Refused("too-old", "the time " + time + " lies before " + settings.earliest()
                + ", as of a clock that was never set; a recording that old is sent with clk=synced");
    }

    private static String brief(BigDecimal number) {
        return Math.abs(number.scale()) > MOST_DECIMALS || number.precision() > MOST_DECIMALS
                ? Double.toString(number.doubleValue())
                : number.toString();
    }
}
