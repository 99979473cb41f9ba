package org.airshed.ingest.collocation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ScatterPlotTest {
    private static final List<Pair> PAIRS = List.of(new Pair(0, 12, 10, null), new Pair(1, -3, 2, null),
            new Pair(2, 38.5, 30, null));

    private static Document draw(String title, List<Pair> outliers) throws Exception {
        String svg = new ScatterPlot(title, "August", "reference (µg/m³)", "sensor (µg/m³)").draw(PAIRS,
                new Regression.Line(-2, 1.3), outliers);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
    }

    private static List<Element> all(Document document, String name) {
        NodeList nodes = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    @Test
    void everyPairStandsWhereTheAxesSay() throws Exception {
        Document document = draw("PM2.5", List.of());
        List<Element> ticks = all(document, "text").stream()
                .filter(text -> text.getAttribute("class").equals("tick")
                        && text.getAttribute("text-anchor").equals("middle"))
                .toList();
        // The scale is taken from the labels of the axis, not from the code that drew it.
        Element first = ticks.getFirst();
        Element last = ticks.getLast();
        double perUnit = (x(last) - x(first)) / (value(last) - value(first));
        List<Element> circles = all(document, "circle");
        assertThat(circles).hasSize(3);
        for (int i = 0; i < 3; i++) {
            double cx = Double.parseDouble(circles.get(i).getAttribute("cx"));
            assertThat(value(first) + (cx - x(first)) / perUnit).isCloseTo(PAIRS.get(i).reference(), within(0.02));
        }
        assertThat(ticks).extracting(Element::getTextContent).containsExactly("-5", "0", "5", "10", "15", "20", "25",
                "30", "35", "40");
        assertThat(all(document, "text")).extracting(Element::getTextContent).contains("reference (µg/m³)",
                "sensor (µg/m³)", "red: sensor = -2.00 + 1.30 · reference");
    }

    @Test
    void outliersAreRingedAndMarkupInNamesIsText() throws Exception {
        Document document = draw("a <b> & \"c\"\u0007", List.of(PAIRS.getFirst()));
        assertThat(all(document, "title").getFirst().getTextContent()).isEqualTo("a <b> & \"c\"");
        assertThat(all(document, "circle")).filteredOn(circle -> circle.getAttribute("class").equals("outlier"))
                .hasSize(1);
        assertThat(all(document, "circle")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"43.2, 5", "9.9, 1", "10, 2", "20, 2", "51, 10", "0.4, 0.05", "0, 1", "430, 50"})
    void stepsAreRound(double range, double step) {
        assertThat(ScatterPlot.step(range)).isCloseTo(step, within(1e-12));
    }

    private static double x(Element element) {
        return Double.parseDouble(element.getAttribute("x"));
    }

    private static double value(Element element) {
        return Double.parseDouble(element.getTextContent());
    }
}
