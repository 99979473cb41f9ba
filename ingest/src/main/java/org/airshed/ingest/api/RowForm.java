package org.airshed.ingest.api;

import java.util.List;
import org.airshed.ingest.query.PeriodEnds;
import org.airshed.ingest.series.Span;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of an answer are written: the parameters {@code label} and {@code explain}.
 *
 * @param asked which end of its period a row is to name; null where nothing was asked, which means the beginning
 * @param language in which reasons are explained; null: not at all
 */
record RowForm(@Nullable TimeLabel asked, @Nullable String language, PeriodEnds ends) {
    /** Of rows that stand for a period. */
    static RowForm ofPeriods(Parameters parameters, PeriodEnds ends) {
        return new RowForm(label(parameters), language(parameters), ends);
    }

    /** Of rows that stand for a period and have no reasons. */
    static RowForm ofIndicators(Parameters parameters, PeriodEnds ends) {
        return new RowForm(label(parameters), null, ends);
    }

    /** Of readings: how long a sensor averaged is not stored, so their end is not known. */
    static RowForm ofReadings(Parameters parameters, PeriodEnds ends) {
        TimeLabel label = label(parameters);
        if (label == TimeLabel.END) {
            throw Parameters.refused("label", label.text(), "begin: a reading is known by its beginning alone; with"
                    + " rollup, hours, days, months and years can be named by their end");
        }
        return new RowForm(label, language(parameters), ends);
    }

    private static @Nullable TimeLabel label(Parameters parameters) {
        return parameters.text("label", text -> TimeLabel.find(text).isPresent(), TimeLabel.FORM)
                .flatMap(TimeLabel::find).orElse(null);
    }

    private static @Nullable String language(Parameters parameters) {
        return parameters.text("explain", Reasons.LANGUAGES::contains, "en, ja, es or ca").orElse(null);
    }

    TimeLabel label() {
        return asked == null ? TimeLabel.BEGIN : asked;
    }

    /** The moment by which a row is called, UTC. */
    long timeMillis(Span span, long startMillis) {
        return label() == TimeLabel.END ? ends.endMillis(span, startMillis) : startMillis;
    }

    /** The CSV column of that moment; who asks for a label finds it in the name. */
    String timeColumn() {
        return asked == null ? "time" : "time_" + asked.text();
    }

    boolean explains() {
        return language != null;
    }

    /** A sentence for each reason of the mask, in the order of {@link Reasons#of}. */
    List<String> explanation(int mask) {
        return language == null ? List.of() : Reasons.sentences(mask, language);
    }

    /** Goes on in the same form. */
    Address addTo(Address address) {
        return address.with("label", asked == null ? null : asked.text()).with("explain", language);
    }
}
