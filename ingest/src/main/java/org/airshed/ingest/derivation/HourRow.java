package org.airshed.ingest.derivation;

import java.math.BigDecimal;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.quality.HourVerdict;
import org.airshed.ingest.quality.Reason;
import org.airshed.ingest.quality.Verdict;
import org.airshed.ingest.rollup.Summary;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.Span;
import org.jspecify.annotations.Nullable;

/**
 * One raw datastream's hour, fresh or as the store has it.
 *
 * @param mean in the property's unit; null below the coverage rule, as are the two that follow
 * @param count readings that count
 * @param coverage part of the hour's slots that hold one, 0 to 1
 */
record HourRow(StationId station, SensorName sensor, ObservedProperty property, long hourMillis,
        @Nullable BigDecimal mean, @Nullable BigDecimal min, @Nullable BigDecimal max, int count, double coverage,
        HourVerdict verdict) {

    static HourRow of(StationId station, BaseHour base) {
        Summary summary = base.summary().filter(some -> some.completeness().enough()).orElse(null);
        // As a store will give it back, so that it makes no difference whether it was there already.
        return new HourRow(station, base.sensor(), base.property(), base.hourMillis(),
                summary == null ? null : decimal(real(summary.meanOrNull())), summary == null ? null : summary.min(),
                summary == null ? null : summary.max(), base.summary().map(Summary::count).orElse(0), base.coverage(),
                new HourVerdict(base.verdict(), Flag.NOT_EVALUATED));
    }

    /** A stored row as it stood before its neighbours were asked: they are asked anew with every look at the hour. */
    static HourRow of(Rollup row) {
        int reasons = row.reasons() & ~Reason.NEIGHBOURS_DISAGREE.mask();
        Flag flag = row.flag() == Flag.SUSPECT && reasons == 0 ? Flag.GOOD : row.flag();
        return new HourRow(row.station(), row.sensor(), row.property(), row.startMillis(), decimal(row.mean()),
                decimal(row.min()), decimal(row.max()), row.count(), row.coverage(),
                new HourVerdict(new Verdict(flag, reasons), Flag.NOT_EVALUATED));
    }

    HourRow with(HourVerdict newVerdict) {
        return new HourRow(station, sensor, property, hourMillis, mean, min, max, count, coverage, newVerdict);
    }

    /** The mean where the hour may be shown for its station; null where it failed or is missing. */
    @Nullable
    BigDecimal usableMean() {
        return verdict.usableAtStation() ? mean : null;
    }

    Rollup rollup() {
        return new Rollup(station, sensor, property, Level.RAW, Span.HOUR, hourMillis, real(mean), real(min),
                real(max), count, coverage, verdict.flag(), verdict.reasons());
    }

    static @Nullable BigDecimal decimal(@Nullable Double value) {
        return value == null ? null : BigDecimal.valueOf(value);
    }

    static @Nullable Double real(@Nullable BigDecimal value) {
        return value == null ? null : (Double) value.doubleValue();
    }
}
