package org.airshed.system.grafana;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Puts variables into an InfluxQL query as Grafana's InfluxDB data source does: one value as it is, several as a group of
 * alternatives within the regular expression, the period as two comparisons in milliseconds.
 */
final class Interpolation {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)}?");

    private final Map<String, List<String>> values;
    private final String interval;

    Interpolation(Map<String, List<String>> values, String interval) {
        this.values = values;
        this.interval = interval;
    }

    String query(String template, long fromMillis, long toMillis) {
        return VARIABLE.matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(text(found.group(1), fromMillis, toMillis)));
    }

    private String text(String name, long fromMillis, long toMillis) {
        return switch (name) {
            case "timeFilter" -> "time >= " + fromMillis + "ms and time <= " + toMillis + "ms";
            case "__interval" -> interval;
            default -> {
                List<String> chosen = values.get(name);
                if (chosen == null) {
                    throw new IllegalArgumentException("no value for $" + name);
                }
                yield chosen.size() == 1
                        ? chosen.getFirst()
                        : chosen.stream().map(one -> one.replaceAll("[\\\\^$*+?.()|\\[\\]{}/-]", "\\\\$0"))
                                .collect(Collectors.joining("|", "(", ")"));
            }
        };
    }
}
