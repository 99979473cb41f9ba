package org.airshed.ingest.index;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.UnaryOperator;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.index.IndexResult.NoIndex;
import org.airshed.ingest.index.IndexResult.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Truncate, interpolate within the row, round half up.
 *
 * <p>Source: 40 CFR 58 App. G; EPA-454/B-24-002. A worked example there is said to print one more than rounding gives;
 * this follows the text.
 */
final class UsAqiRules extends Rules {
    /** 07:00 to 23:00 local standard time; each mean truncated to 1 ppb before the highest is taken. AirNow practice. */
    private static final Means.Windows OZONE = new Means.Windows(7, 17, 13, mean -> Rounding.truncate(mean, 0));
    /** The highest 8-hour mean of the day, a day being that of the start; 18 of 24 is ours. */
    private static final Means.Windows CARBON_MONOXIDE = new Means.Windows(0, 24, 18, UnaryOperator.identity());
    /** What SO2 is where the hour says "more than 200" and the 24-hour mean "less than 201". */
    private static final BigDecimal SULPHUR_DIOXIDE_BETWEEN = new BigDecimal(200);
    /** The last row is continued beyond this number, and only a row that ends with it. */
    private static final int LAST_NUMBER = 500;

    UsAqiRules(IndexDefinition definition) {
        super(definition);
    }

    @Override
    IndexResult combine(List<Part> parts) {
        Concentration hour = null;
        boolean dayTooLow = false;
        for (Part part : parts) {
            Concentration given = part.given();
            if (given != null && "so2".equals(given.property().id()) && part.result() instanceof NoIndex no
                    && no.reason() == Reason.UNDEFINED_HERE) {
                // The hour is undefined only above its table, the 24-hour mean only below.
                if (given.averaging() == Averaging.HOURS_24) {
                    dayTooLow = true;
                } else {
                    hour = hour == null ? given : hour.value().compareTo(given.value()) >= 0 ? hour : given;
                }
            }
        }
        if (hour != null && dayTooLow) {
            return between(hour);
        }
        return super.combine(parts);
    }

    @Override
    IndexResult place(Concentration given, Input input, BigDecimal concentration) {
        BigDecimal cut = Rounding.truncate(concentration, digits(input));
        List<Breakpoint> rows = definition().table(input.property(), input.table());
        BigDecimal lowest = bound(rows.getFirst().from());
        if (lowest.signum() == 0 && cut.signum() <= 0) {
            return value(given, BigDecimal.ZERO, BigDecimal.ZERO, cut, input.unit(), null);
        }
        if (cut.compareTo(lowest) < 0) {
            return none(given, Reason.UNDEFINED_HERE, "the " + input.table().text() + " value of " + input.property()
                    + " defines no index below " + lowest.toPlainString() + " " + input.unit());
        }
        Breakpoint last = rows.getLast();
        boolean beyond = !last.reaches(cut);
        if (beyond && last.numberTo() < LAST_NUMBER) {
            return none(given, Reason.UNDEFINED_HERE, "the " + input.table().text() + " value of " + input.property()
                    + " defines no index above " + bound(last.to()).toPlainString() + " " + input.unit()
                    + other(input));
        }
        Breakpoint row = beyond ? last : rows.stream().filter(one -> one.reaches(cut)).findFirst().orElseThrow();
        BigDecimal width = bound(row.to()).subtract(bound(row.from()));
        BigDecimal numerator = new BigDecimal(row.numberTo() - row.numberFrom())
                .multiply(cut.subtract(bound(row.from()))).add(new BigDecimal(row.numberFrom()).multiply(width));
        return value(given, numerator.divide(width, 0, RoundingMode.HALF_UP),
                numerator.divide(width, MathContext.DECIMAL128), cut, input.unit(), null);
    }

    @Override
    Means.Windows windows(ObservedProperty property) {
        return "o3".equals(property.id()) ? OZONE : CARBON_MONOXIDE;
    }

    private IndexResult between(Concentration hour) {
        Input input = definition().input(hour.property(), hour.averaging()).orElseThrow();
        BigDecimal concentration = hour.in(input.unit(), definition().gasReference()).orElseThrow();
        return value(hour, SULPHUR_DIOXIDE_BETWEEN, SULPHUR_DIOXIDE_BETWEEN,
                Rounding.truncate(concentration, digits(input)), input.unit(), null);
    }

    private static String other(Input input) {
        return switch (input.property().id()) {
            case "so2" -> ": the 24-hour mean decides there";
            case "o3" -> ": the 1-hour value decides there";
            default -> "";
        };
    }

    private static BigDecimal bound(@Nullable BigDecimal bound) {
        if (bound == null) {
            throw new IllegalStateException("a row of the US AQI has no bound");
        }
        return bound;
    }
}
