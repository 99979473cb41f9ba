package org.airshed.ingest.calculator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.indicator.AreaHour;
import org.airshed.ingest.indicator.AreaRules;
import org.airshed.ingest.indicator.Interval;
import org.airshed.ingest.indicator.StatedUncertainty;
import org.airshed.ingest.indicator.Voice;
import org.airshed.ingest.rollup.Statistic;
import org.jspecify.annotations.Nullable;

/** {@code "area"}: the median of the stations of an area in one hour, each at a place of its own. */
final class AreaQuestions {
    private static final int MOST = 100_000;

    private AreaQuestions() {}

    static void answer(Question question, Answer answer) {
        question.only("area", "property", "unit", "enrolled", "sensor", "min_stations", "min_share");
        ObservedProperty property = question.property("property");
        SensorName sensor = question.has("sensor") ? CorrectionQuestions.sensor(question) : null;
        var convert = Series.canonical(question, property);
        List<Voice> voices = new ArrayList<>();
        List<BigDecimal> values = question.present("area");
        for (BigDecimal value : values) {
            BigDecimal canonical = convert.apply(value);
            voices.add(new Voice(new StationId("station-" + voices.size()), voices.size(), canonical, Level.RAW,
                    // Without a sensor the question is about numbers, whose spread is all there is.
                    sensor == null
                            ? BigDecimal.ZERO
                            : StatedUncertainty.of(sensor, property, canonical).orElse(null)));
        }
        int enrolled = question.wholeOr("enrolled", values.size(), MOST, question.array("area").size());
        AreaRules rules = new AreaRules(
                question.wholeOr("min_stations", 1, MOST, AreaRules.PROPOSED.minStations()), share(question));
        answer.property(property);
        switch (AreaHour.of(voices, enrolled, rules)) {
            case AreaHour.Heard heard -> answer.value(heard.median(), property.unit())
                    .put("interval", interval(heard.interval())).completeness(heard.stations());
            case AreaHour.TooFew few ->
                answer.missing(few.lacking(), Statistic.NotEnoughData.of(few.lacking()).reason());
        }
    }

    private static Answer interval(@Nullable Interval interval) {
        return interval == null
                ? Answer.empty().put("method", "unknown")
                : Answer.empty().put("lower", interval.lower()).put("upper", interval.upper()).put("method",
                        interval.method().key());
    }

    private static double share(Question question) {
        BigDecimal share = question.numberOrNull("min_share");
        if (share == null) {
            return AreaRules.PROPOSED.minShare();
        }
        if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
            throw question.bad("min_share", "a share from 0 to 1");
        }
        return share.doubleValue();
    }
}
