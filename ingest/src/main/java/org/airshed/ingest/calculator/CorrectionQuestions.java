package org.airshed.ingest.calculator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.calculator.Refusal.Reason;
import org.airshed.ingest.correction.Air;
import org.airshed.ingest.correction.Averaging;
import org.airshed.ingest.correction.Catalogue;
import org.airshed.ingest.correction.Channels;
import org.airshed.ingest.correction.Correction;
import org.airshed.ingest.correction.Exposure;
import org.airshed.ingest.correction.Outcome;
import org.airshed.ingest.correction.RawMean;
import org.airshed.ingest.correction.StationHour;
import org.jspecify.annotations.Nullable;

/**
 * {@code "correction"}: one hour's mean by one correction of the catalogue. What is left out about the sensor and its
 * place is taken as the correction wants it, and the answer says so under {@code assumed}; what is given is checked.
 */
final class CorrectionQuestions {
    private static final List<String> NUMBERS = List.of("kappa", "offset", "background");
    /** The field of a raw value; "cf1" is short for the channel that the published equations take. */
    private static final Map<String, String> RAW = Map.of("cf1", "pm2_5_cf1", "pm2_5_cf1", "pm2_5_cf1", "pm2_5",
            "pm2_5", "co2", "co2");
    private static final Map<String, Air> PLACES = Map.of("outdoor", Air.OUTDOOR, "indoor", Air.INDOOR);
    private static final Map<String, Exposure> EXPOSURES = Map.of("ambient", Exposure.AMBIENT, "housing",
            Exposure.HOUSING);

    private CorrectionQuestions() {}

    static void answer(Question question, Answer answer) {
        question.only("correction", "cf1", "pm2_5_cf1", "pm2_5", "co2", "unit", "relative_humidity", "pressure",
                "sensor", "environment", "exposure", "kappa", "offset", "background");
        Correction correction = correction(question);
        Answer assumed = Answer.empty();
        SensorName sensor = sensor(question, correction, assumed);
        Air air = question.has("environment")
                ? question.choice("environment", PLACES)
                : assumed(correction.domain().air(), "environment", assumed);
        Exposure exposure = question.has("exposure")
                ? question.choice("exposure", EXPOSURES)
                : assumed(correction.domain().ambientHumidity() && question.has("relative_humidity")
                        ? Exposure.AMBIENT
                        : null, "exposure", assumed);
        List<RawMean> raw = raw(question, sensor);
        List<RawMean> means = new ArrayList<>(raw);
        for (String companion : List.of("relative_humidity", "pressure")) {
            if (question.has(companion)) {
                means.add(new RawMean(SensorName.MAIN, ObservedProperties.of(companion), Level.RAW,
                        question.number(companion), exposure));
            }
        }
        answer.put("correction", correction.level().text());
        switch (Channels.compare(raw)) {
            case Channels.Agreement.Rejected rejected ->
                uncorrected(answer, "channels-disagree", rejected.reason());
            case Channels.Agreement.Agreed(Channels channels) ->
                outcome(correction.apply(new StationHour(0, air, means), channels), answer);
        }
        if (!assumed.fields().isEmpty()) {
            answer.put("assumed", assumed);
        }
        Averaging fittedOn = correction.fittedOn();
        answer.put("fitted_on", fittedOn == null ? null : Answer.key(fittedOn))
                .put("region", correction.domain().region())
                .put("verification", Answer.key(correction.verification()));
    }

    /** The sensor in a field. */
    static SensorName sensor(Question question) {
        String text = question.text("sensor");
        if (!SensorName.isValid(text)) {
            throw question.bad("sensor", "a sensor's name such as pms5003-ttyama0");
        }
        return new SensorName(text);
    }

    private static Correction correction(Question question) {
        String id = question.text("correction");
        if (!Catalogue.ids().contains(id)) {
            throw new Refusal(Reason.NOT_OFFERED, "correction: there is none called " + Refusal.quoted(id)
                    + "; there are " + String.join(", ", Catalogue.ids()));
        }
        var named = new StringBuilder(id);
        for (String number : NUMBERS) {
            if (question.has(number)) {
                named.append(' ').append(number).append('=').append(question.number(number).toPlainString());
            }
        }
        try {
            return Catalogue.named(named.toString());
        } catch (IllegalArgumentException e) {
            // The catalogue's own sentence names the number and its bounds.
            boolean missing = NUMBERS.stream().anyMatch(number -> !question.has(number)
                    && String.valueOf(e.getMessage()).contains(" needs " + number + "="));
            throw new Refusal(missing ? Reason.MISSING_FIELD : Reason.BAD_FIELD, String.valueOf(e.getMessage()));
        }
    }

    private static SensorName sensor(Question question, Correction correction, Answer assumed) {
        if (question.has("sensor")) {
            return sensor(question);
        }
        if (correction.domain().chips().isEmpty()) {
            return SensorName.MAIN;
        }
        String chip = correction.domain().chips().stream().sorted().findFirst().orElseThrow();
        assumed.put("sensor", chip);
        return new SensorName(chip);
    }

    private static <T extends Enum<T>> @Nullable T assumed(@Nullable T wanted, String field, Answer assumed) {
        if (wanted != null) {
            assumed.put(field, Answer.key(wanted));
        }
        return wanted;
    }

    /** One raw mean, or those of several sensors side by side. */
    private static List<RawMean> raw(Question question, SensorName sensor) {
        List<String> fields = RAW.keySet().stream().filter(question::has).sorted().toList();
        if (fields.size() != 1) {
            throw new Refusal(fields.isEmpty() ? Reason.MISSING_FIELD : Reason.BAD_FIELD,
                    "one raw value is needed: 'cf1', 'pm2_5' or 'co2'" + (fields.isEmpty()
                            ? ""
                            : "; here are " + fields));
        }
        String field = fields.getFirst();
        ObservedProperty property = ObservedProperties.of(RAW.getOrDefault(field, field));
        UnaryOperator<BigDecimal> convert = Series.canonical(question, property);
        if (!question.isArray(field)) {
            return List.of(mean(sensor, property, convert.apply(question.number(field))));
        }
        List<@Nullable BigDecimal> values = Series.each(question.series(field), convert);
        List<RawMean> raw = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            String name = sensor.text() + "-" + (i + 1);
            if (!SensorName.isValid(name) || i > 99) {
                throw question.bad(field, "up to 100 sensors with names of up to 55 characters");
            }
            raw.add(mean(new SensorName(name), property, values.get(i)));
        }
        return raw;
    }

    private static RawMean mean(SensorName sensor, ObservedProperty property, @Nullable BigDecimal value) {
        return new RawMean(sensor, property, Level.RAW, value, null);
    }

    private static void outcome(Outcome outcome, Answer answer) {
        switch (outcome) {
            case Outcome.Corrected corrected -> answer.property(corrected.property())
                    .value(corrected.value(), corrected.property().unit())
                    .put("flag", corrected.flag().code()).put("flag_name", Answer.key(corrected.flag()))
                    .put("why", corrected.why());
            case Outcome.Uncorrected(Outcome.Reason reason, String detail) ->
                uncorrected(answer, Answer.key(reason), detail);
        }
    }

    private static void uncorrected(Answer answer, String reason, String detail) {
        answer.put("uncorrected", Answer.empty().put("reason", reason).put("detail", detail));
    }
}
