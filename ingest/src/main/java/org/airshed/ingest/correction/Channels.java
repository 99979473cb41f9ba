package org.airshed.ingest.correction;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.quality.ChannelAgreement;
import org.airshed.ingest.quality.ChannelSettings;
import org.jspecify.annotations.Nullable;

/**
 * One sensor's hour, or that of several of the same chip side by side ("channel A and B") which agree.
 *
 * <p>Source: USEPA sensortoolkit {@code purpleair_abcleaning}: a pair is rejected where A and B lie apart
 * ({@link ChannelAgreement}, which flags hours by the same rule), or where one is missing; else its mean counts.
 *
 * <p>Two things differ from the flags, for a reason. A missing channel rejects the pair here, as the source does, while
 * the hour of the other one keeps its flag: nothing speaks against it. And here every property is compared, not only
 * particulate matter for which the limits were made: of two sensors so far apart none can stand for the station, while
 * an hour's flag is a statement about that hour alone.
 *
 * @param sensors the means, by sensor name, each with a value
 * @param mean of them
 */
public record Channels(List<RawMean> sensors, BigDecimal mean) {
    public Channels {
        sensors = List.copyOf(sensors);
        if (sensors.isEmpty() || sensors.stream().anyMatch(sensor -> sensor.value() == null)) {
            throw new IllegalArgumentException("channels without a value: " + sensors);
        }
    }

    /** Whether the sensors side by side can be taken as one. */
    public sealed interface Agreement {
        /** They can. */
        record Agreed(Channels channels) implements Agreement {}

        /** They cannot, and neither of them is to be believed. */
        record Rejected(String reason) implements Agreement {}
    }

    /** One sensor alone. */
    public static Channels of(RawMean mean) {
        BigDecimal value = mean.value();
        if (value == null) {
            throw new IllegalArgumentException(mean.sensor() + "/" + mean.property() + " has no value");
        }
        return new Channels(List.of(mean), value);
    }

    /** Compares sensors of one chip and one property; of more than two, every pair must agree. */
    public static Agreement compare(List<RawMean> sensors) {
        if (sensors.isEmpty()) {
            throw new IllegalArgumentException("no channel");
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < sensors.size(); i++) {
            RawMean a = sensors.get(i);
            BigDecimal value = a.value();
            if (value == null) {
                return new Agreement.Rejected(a.sensor() + "/" + a.property() + " has no valid mean in this hour");
            }
            for (RawMean b : sensors.subList(0, i)) {
                if (!agree(b.value(), value)) {
                    return new Agreement.Rejected(b.sensor() + " and " + a.sensor() + " do not agree on "
                            + a.property() + ": " + text(b.value()) + " and " + text(value) + " "
                            + a.property().unit());
                }
            }
            sum = sum.add(value);
        }
        return new Agreement.Agreed(new Channels(sensors,
                sum.divide(BigDecimal.valueOf(sensors.size()), MathContext.DECIMAL128)));
    }

    /** Whether channel A and B agree; a missing one never does. */
    public static boolean agree(@Nullable BigDecimal a, @Nullable BigDecimal b) {
        return a != null && b != null && ChannelAgreement.of(a, b, ChannelSettings.DEFAULTS).flag() != Flag.FAIL;
    }

    /** What they measure. */
    public ObservedProperty property() {
        return sensors.getFirst().property();
    }

    /** The first of them, whose chip is the chip of all. */
    public SensorName first() {
        return sensors.getFirst().sensor();
    }

    private static String text(@Nullable BigDecimal value) {
        return value == null ? "nothing" : value.round(new MathContext(6)).stripTrailingZeros().toPlainString();
    }
}
