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
import org.airshed.ingest.indicator.StatedUncertainty;
import org.airshed.ingest.indicator.Voice;

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
                    sensor == null ? BigDecimal.ZERO : StatedUncertainty.of(sensor, property, canonical)));
        }
        int enrolled = question.wholeOr("enrolled", values.size(), MOST, question.array("area").size());
        AreaRules rules = new AreaRules(
                question.wholeOr("min_stations", 1, MOST, AreaRules.PROPOSED.minStations()), share(question));
        answer.property(property);
        switch (AreaHour.of(voices, enrolled, rules)) {
            case AreaHour.Heard heard -> answer.value(heard.median(), property.unit())
                    .put("interval", Answer.empty().put("lower", heard.interval().lower())
                            .put("upper", heard.interval().upper()).put("method", heard.interval().method().key()))
                    .completeness(heard.completeness());
            case AreaHour.TooFew few -> answer.missing(few.completeness(), few.completeness().valid() + " of "
                    + few.completeness().expected() + " stations, " + few.completeness().required() + " are needed");
        }
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
