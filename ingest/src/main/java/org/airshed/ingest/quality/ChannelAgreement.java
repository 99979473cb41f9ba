package org.airshed.ingest.quality;

import java.math.BigDecimal;
import org.airshed.contract.id.SensorName;
import org.jspecify.annotations.Nullable;

/** Whether the hourly values of two sensors of one kind in one station agree. Agreement does not prove truth. */
public final class ChannelAgreement {
    private ChannelAgreement() {}

    /** Chip of a sensor, what stands before the first hyphen of its name: {@code pms5003}. */
    public static String family(SensorName sensor) {
        int hyphen = sensor.text().indexOf('-');
        return hyphen < 0 ? sensor.text() : sensor.text().substring(0, hyphen);
    }

    /** Whether the two watch each other: two sensors of the same chip. */
    public static boolean arePartners(SensorName one, SensorName other) {
        return !one.equals(other) && family(one).equals(family(other));
    }

    /**
     * What A and B say of each other, for both: FAIL where {@code |A - B|} <em>and</em> {@code 2 |A - B| / (A + B)} are
     * strictly above their limits, as the source rejects such hours. Where the sum is not above 0 the ratio is undefined:
     * A = B = 0 agree, and a difference above its limit disagrees.
     *
     * @return NOT_EVALUATED where one of them is missing
     */
    public static Verdict of(@Nullable BigDecimal a, @Nullable BigDecimal b, ChannelSettings settings) {
        if (a == null || b == null) {
            return Verdict.NOT_EVALUATED;
        }
        BigDecimal difference = a.subtract(b).abs();
        if (difference.compareTo(BigDecimal.valueOf(settings.difference())) <= 0) {
            return Verdict.GOOD;
        }
        BigDecimal sum = a.add(b);
        BigDecimal most = sum.multiply(BigDecimal.valueOf(settings.ratio()));
        boolean apart = sum.signum() <= 0 || difference.multiply(BigDecimal.valueOf(2)).compareTo(most) > 0;
        return apart ? Verdict.fail(Reason.CHANNEL_DISAGREEMENT) : Verdict.GOOD;
    }
}
