package org.airshed.ingest.calculator;

import org.airshed.ingest.index.Band;
import org.airshed.ingest.index.IndexResult;
import org.airshed.ingest.index.OutdoorCo2;
import org.airshed.ingest.index.Ventilation;

/** What an index says, put into an answer. */
final class IndexAnswers {
    private IndexAnswers() {}

    static void result(IndexResult result, Answer answer) {
        switch (result) {
            case IndexResult.Value value -> value(value, answer);
            case IndexResult.NotEnoughData missing -> answer.property(missing.property())
                    .put("averaging", missing.averaging().text()).missing(missing.completeness(), missing.reason());
            case IndexResult.NoIndex no -> answer.put("none",
                    Answer.empty().put("reason", Answer.key(no.reason())).put("detail", no.sentence()));
        }
    }

    private static void value(IndexResult.Value value, Answer answer) {
        answer.put("index_kind", value.kind().text()).put("value", value.number())
                .put("category", category(value.band())).put("deciding", value.deciding().id())
                .put("averaging", value.averaging().text())
                .put("concentration", Answer.empty().value(value.concentration(), value.unit()))
                .completeness(value.completeness());
        Ventilation ventilation = value.ventilation();
        if (ventilation != null) {
            ventilation(ventilation, answer);
        }
    }

    private static Answer category(Band band) {
        return Answer.empty().put("key", band.key()).put("name", band.name("en")).put("colour", band.colour());
    }

    private static void ventilation(Ventilation ventilation, Answer answer) {
        answer.put("about", ventilation.about())
                .put("between", Answer.empty().put("lower", ventilation.lower()).put("upper", ventilation.upper())
                        .put("unit", "ppm"))
                .texts("possible", ventilation.possible().stream().map(Band::key).toList());
        OutdoorCo2 outdoor = ventilation.outdoor();
        if (outdoor != null) {
            answer.put("outdoor", Answer.empty().value(outdoor.ppm(), "ppm").put("assumed", outdoor.assumed()));
        }
    }
}
