package org.airshed.ingest.correction;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.airshed.contract.id.Level;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.correction.Outcome.Corrected;
import org.airshed.ingest.correction.Outcome.Reason;
import org.airshed.ingest.correction.Outcome.Uncorrected;
import org.jspecify.annotations.Nullable;

/**
 * One way to correct an hour's mean. Whatever was fitted on hours or on days is applied to hours and never to single
 * readings: it takes nothing else.
 *
 * @param level {@code id@version}, which every corrected value carries
 * @param title for people, English
 * @param input the property and with it the channel it takes
 * @param output the property it gives
 * @param fittedOn null where nothing was fitted (physics, a declared offset)
 * @param source where it was published, with what is unsure about it
 */
public record Correction(Level level, String title, ObservedProperty input, ObservedProperty output, Formula formula,
        Domain domain, @Nullable Averaging fittedOn, Verification verification, String source) {
    public Correction {
        if (level.equals(Level.RAW)) {
            throw new IllegalArgumentException("a correction is not called raw");
        }
    }

    /**
     * Corrects what the sensors say for this hour, if the hour lies in the domain.
     *
     * @param channels of the hour
     */
    public Outcome apply(StationHour hour, Channels channels) {
        if (!channels.property().equals(input)) {
            return no(Reason.OTHER_INPUT, "takes " + input + ", not " + channels.property());
        }
        String chip = RawMean.chip(channels.first());
        if (!domain.chips().isEmpty() && !domain.chips().contains(chip)) {
            return no(Reason.OTHER_SENSOR, "is not meant for the chip " + chip);
        }
        Air air = domain.air();
        if (air != null && hour.air() != air) {
            return no(Reason.OTHER_AIR, "holds " + text(air) + " only, and the station "
                    + (hour.air() == null ? "has no place in this hour" : "stands " + text(hour.air())));
        }
        List<RawMean> inputs = new ArrayList<>(channels.sensors());
        for (Range range : domain.ranges()) {
            Uncorrected left = left(range, hour, channels, inputs);
            if (left != null) {
                return left;
            }
        }
        return switch (formula) {
            case Formula.Alone alone ->
                new Corrected(output, alone.of(channels.mean()), level, inputs, Flag.GOOD, "");
            case Formula.With with -> apply(with, hour, channels, inputs);
        };
    }

    private Outcome apply(Formula.With with, StationHour hour, Channels channels, List<RawMean> inputs) {
        RawMean companion = companion(with.companion(), hour, channels);
        BigDecimal value = companion == null ? null : companion.value();
        if (companion == null || value == null) {
            return missing(with.companion());
        }
        if (!inputs.contains(companion)) {
            inputs.add(companion);
        }
        Flag flag = with.flag(value);
        return new Corrected(output, with.of(channels.mean(), value), level, inputs, flag,
                flag == Flag.GOOD ? "" : with.companion() + " is " + text(value) + " " + with.companion().unit());
    }

    private @Nullable Uncorrected left(Range range, StationHour hour, Channels channels, List<RawMean> inputs) {
        BigDecimal value = channels.mean();
        if (!range.property().equals(input)) {
            RawMean companion = companion(range.property(), hour, channels);
            if (companion == null || companion.value() == null) {
                return missing(range.property());
            }
            value = companion.value();
            inputs.add(companion);
        }
        return range.holds(value)
                ? null
                : no(Reason.OUT_OF_RANGE, "holds for " + range + "; here it is " + text(value));
    }

    private @Nullable RawMean companion(ObservedProperty property, StationHour hour, Channels channels) {
        boolean humidity = property.id().equals("relative_humidity");
        return hour.companion(property, channels.first(), humidity && domain.ambientHumidity(),
                domain.companionSensor()).orElse(null);
    }

    private Uncorrected missing(ObservedProperty property) {
        return no(Reason.NO_COMPANION, "is not defined without " + property
                + (domain.companionSensor() == null ? "" : " of " + domain.companionSensor())
                + (domain.ambientHumidity() ? " of ambient air" : ""));
    }

    private Uncorrected no(Reason reason, String what) {
        return new Uncorrected(reason, level + " " + what);
    }

    private static String text(BigDecimal value) {
        return value.round(new MathContext(6)).stripTrailingZeros().toPlainString();
    }

    private static String text(@Nullable Air air) {
        return air == Air.OUTDOOR ? "outdoors" : "indoors";
    }
}
