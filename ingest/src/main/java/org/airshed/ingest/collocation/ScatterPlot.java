package org.airshed.ingest.collocation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A collocation as a picture: sensor over reference, the line of equal values and the fitted one. SVG 1.1 text on white
 * ground that needs nothing else; the same pairs give the same text.
 *
 * @param title first line
 * @param subtitle second line: period, means, n
 * @param xTitle what the reference is, with unit
 * @param yTitle what the sensor is, with unit
 */
public record ScatterPlot(String title, String subtitle, String xTitle, String yTitle) {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 640;
    private static final int LEFT = 76;
    private static final int TOP = 64;
    private static final int SIDE = 500;

    /** Draws. Both axes have the same scale, so that the line of equal values goes from corner to corner. */
    public String draw(List<Pair> pairs, Regression.Line fit, List<Pair> outliers) {
        double lowest = 0;
        double highest = 0;
        for (Pair pair : pairs) {
            lowest = Math.min(lowest, Math.min(pair.sensor(), pair.reference()));
            highest = Math.max(highest, Math.max(pair.sensor(), pair.reference()));
        }
        double step = step(highest - lowest);
        Scale scale = new Scale(Math.floor(lowest / step) * step, Math.max(1, Math.ceil(highest / step)) * step);
        StringBuilder svg = new StringBuilder(4096 + 64 * pairs.size());
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(WIDTH).append("\" height=\"")
                .append(HEIGHT).append("\" viewBox=\"0 0 ").append(WIDTH).append(' ').append(HEIGHT)
                .append("\" role=\"img\" font-family=\"sans-serif\" font-size=\"13\" fill=\"#222\">\n");
        svg.append("<title>").append(escaped(title)).append("</title>\n");
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        text(svg, LEFT, 24, "start", "font-size=\"16\" font-weight=\"bold\"", title);
        text(svg, LEFT, 44, "start", "fill=\"#555\"", subtitle);
        axes(svg, scale, step);
        line(svg, scale, new Regression.Line(0, 1), "stroke=\"#777\" stroke-dasharray=\"6 5\"");
        line(svg, scale, fit, "stroke=\"#b3261e\" stroke-width=\"2\"");
        Set<Pair> odd = new HashSet<>(outliers);
        svg.append("<g fill=\"#1f5fa8\" fill-opacity=\"0.45\">\n");
        for (Pair pair : pairs) {
            if (!odd.contains(pair)) {
                circle(svg, scale, pair, 3, "");
            }
        }
        svg.append("</g>\n");
        for (Pair pair : outliers) {
            circle(svg, scale, pair, 5, " class=\"outlier\" fill=\"none\" stroke=\"#b36b00\" stroke-width=\"1.5\"");
        }
        legend(svg, fit, outliers.size());
        return svg.append("</svg>\n").toString();
    }

    private record Scale(double from, double to) {
        double x(double value) {
            return LEFT + SIDE * (value - from) / (to - from);
        }

        double y(double value) {
            return TOP + SIDE * (to - value) / (to - from);
        }
    }

    /** A step of 1, 2 or 5 times a power of ten that gives four to ten parts. */
    static double step(double range) {
        if (range <= 0) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(range)));
        double part = range / power;
        return part > 5 ? power : part > 2 ? power / 2 : power / 5;
    }

    private void axes(StringBuilder svg, Scale scale, double step) {
        long first = Math.round(scale.from / step);
        long last = Math.round(scale.to / step);
        for (long i = first; i <= last; i++) {
            double value = i * step;
            String label = number(value, step);
            svg.append(String.format(Locale.ROOT,
                    "<path d=\"M%.1f %dV%dM%d %.1fH%d\" stroke=\"#ddd\" fill=\"none\"/>\n", scale.x(value), TOP,
                    TOP + SIDE + 5, LEFT - 5, scale.y(value), LEFT + SIDE));
            text(svg, scale.x(value), TOP + SIDE + 20, "middle", "class=\"tick\"", label);
            text(svg, LEFT - 9, scale.y(value) + 4, "end", "class=\"tick\"", label);
        }
        svg.append("<rect x=\"").append(LEFT).append("\" y=\"").append(TOP).append("\" width=\"").append(SIDE)
                .append("\" height=\"").append(SIDE).append("\" fill=\"none\" stroke=\"#222\"/>\n");
        text(svg, LEFT + SIDE / 2.0, TOP + SIDE + 46, "middle", "", xTitle);
        text(svg, 0, 0, "middle", "transform=\"translate(20 " + (TOP + SIDE / 2) + ") rotate(-90)\"", yTitle);
    }

    /** The part of a line within the frame. */
    private static void line(StringBuilder svg, Scale scale, Regression.Line line, String style) {
        double from = scale.from;
        double to = scale.to;
        if (line.slope() != 0) {
            double a = (scale.from - line.intercept()) / line.slope();
            double b = (scale.to - line.intercept()) / line.slope();
            from = Math.max(from, Math.min(a, b));
            to = Math.min(to, Math.max(a, b));
        } else if (line.intercept() < scale.from || line.intercept() > scale.to) {
            return;
        }
        if (from < to) {
            svg.append(String.format(Locale.ROOT, "<path d=\"M%.2f %.2fL%.2f %.2f\" fill=\"none\" %s/>\n",
                    scale.x(from), scale.y(line.at(from)), scale.x(to), scale.y(line.at(to)), style));
        }
    }

    private static void circle(StringBuilder svg, Scale scale, Pair pair, int radius, String style) {
        svg.append(String.format(Locale.ROOT, "<circle cx=\"%.2f\" cy=\"%.2f\" r=\"%d\"%s/>\n",
                scale.x(pair.reference()), scale.y(pair.sensor()), radius, style));
    }

    private static void legend(StringBuilder svg, Regression.Line fit, int outliers) {
        List<String> words = new ArrayList<>(List.of("dashed: sensor = reference", String.format(Locale.ROOT,
                "red: sensor = %.3g %s %.3g · reference", fit.intercept(), fit.slope() < 0 ? "−" : "+",
                Math.abs(fit.slope()))));
        if (outliers > 0) {
            words.add("ringed: " + outliers + (outliers == 1 ? " outlier" : " outliers") + ", kept");
        }
        for (int i = 0; i < words.size(); i++) {
            text(svg, LEFT + 10, TOP + 20 + 18 * i, "start", "", words.get(i));
        }
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String style, String words) {
        svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"", x, y, anchor))
                .append(style.isEmpty() ? "" : " " + style).append('>').append(escaped(words)).append("</text>\n");
    }

    private static String number(double value, double step) {
        int digits = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
        return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                    if (c >= 0x20) {
                        escaped.appendCodePoint(c); // XML 1.0 has no way to write a control character
                    }
                }
            }
        });
        return escaped.toString();
    }
}
