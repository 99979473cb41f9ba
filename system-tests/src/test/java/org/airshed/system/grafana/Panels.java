package org.airshed.system.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The panels of one dashboard, asked as Grafana asks them, over a period that is the same for all but those with a period
 * of their own.
 *
 * @param to end of the period, both ends included
 */
record Panels(DemoNetwork network, JsonNode dashboard, Instant from, Instant to) {
    static Panels of(DemoNetwork network, Path file, Instant from, Instant to) {
        return new Panels(network, DashboardFiles.read(file), from, to);
    }

    JsonNode panel(String title) {
        return DashboardFiles.panels(dashboard).stream().filter(panel -> panel.path("title").asText().equals(title))
                .findFirst().orElseThrow(() -> new IllegalArgumentException("no panel is called '" + title + "'"));
    }

    /** The query of one target with these variables put in. */
    String query(JsonNode panel, JsonNode target, Map<String, List<String>> variables) {
        return new Interpolation(variables, "1m").query(target.path("query").asText(), from(panel).toEpochMilli(),
                to.toEpochMilli());
    }

    /** What the target with this letter answers, row by row. */
    List<Row> rows(String title, String refId, Map<String, List<String>> variables) {
        JsonNode panel = panel(title);
        for (JsonNode target : panel.path("targets")) {
            if (target.path("refId").asText().equals(refId)) {
                return Row.ofDatabase(network.answer(query(panel, target, variables)));
            }
        }
        throw new IllegalArgumentException("panel '" + title + "' has no target " + refId);
    }

    /** Where the panel's period begins: {@code timeFrom} counts back from now. */
    Instant from(JsonNode panel) {
        String own = panel.path("timeFrom").asText();
        if (own.isEmpty()) {
            return from;
        }
        if (!own.matches("\\d{1,2}y")) {
            throw new IllegalArgumentException("this test knows years only, and here is " + own);
        }
        return to.minus(Duration.ofDays(365L * Integer.parseInt(own.substring(0, own.length() - 1))));
    }
}
