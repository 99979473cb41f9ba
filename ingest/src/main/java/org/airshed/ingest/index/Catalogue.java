package org.airshed.ingest.index;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.ingest.index.DataFile.Row;

/** Reads the data files and puts each index together; a file that contradicts another stops the program at its start. */
final class Catalogue {
    private static final DataFile INPUTS = DataFile.read("inputs.csv");
    private static final DataFile BANDS = DataFile.read("bands.csv");

    private Catalogue() {}

    /** Every index in the order of {@code indices.csv}. */
    static List<Index> indices() {
        List<Index> indices = new ArrayList<>();
        for (Row row : DataFile.read("indices.csv").rows()) {
            IndexDefinition definition = definition(row);
            indices.add(new Index(definition, rules(row.text("rule"), definition)));
        }
        return List.copyOf(indices);
    }

    static List<NotOffered> notOffered() {
        return DataFile.read("not-offered.csv").rows().stream()
                .map(row -> new NotOffered(row.text("id"), row.text("reason"))).toList();
    }

    private static Rules rules(String rule, IndexDefinition definition) {
        return switch (rule) {
            case "us-aqi" -> new UsAqiRules(definition);
            case "eaqi", "eaqi-older" -> new BandRules(definition, true);
            case "daqi" -> new BandRules(definition, false);
            case "co2" -> new Co2Rules(definition, null);
            default -> throw new IllegalStateException("indices.csv names a rule '" + rule + "'");
        };
    }

    private static IndexDefinition definition(Row row) {
        var id = new IndexId(row.text("id"), row.text("version"));
        DataFile table = DataFile.read(id.id() + "." + id.version() + ".csv");
        if (!table.meta("index").equals(id.id()) || !table.meta("version").equals(id.version())) {
            throw new IllegalStateException(table.name() + " says that it is another index");
        }
        String celsius = row.text("gas_celsius");
        String inForce = table.meta("in force");
        return new IndexDefinition(id, IndexKind.of(row.text("kind")),
                IndexDefinition.Status.valueOf(row.text("status").toUpperCase(Locale.ROOT)), row.names(),
                inForce.isEmpty() ? null : inForce, table.meta("source"), table.meta("marks"), inputs(id), bands(id),
                table.rows().stream().map(Catalogue::breakpoint).toList(),
                table.header().getOrDefault("note", List.of()),
                celsius.isEmpty() ? null : GasUnits.Reference.ofCelsius(celsius),
                table.header().containsKey("outdoor default")
                        ? new BigDecimal(table.meta("outdoor default"))
                        : null);
    }

    private static List<Input> inputs(IndexId id) {
        return INPUTS.rows().stream().filter(row -> belongs(row, id))
                .map(row -> new Input(ObservedProperties.of(row.text("property")), Averaging.of(row.text("averaging")),
                        Averaging.of(row.text("table")), row.text("unit"), row.wholeOrNull("digits"),
                        Input.Use.valueOf(row.text("use").toUpperCase(Locale.ROOT)), row.text("mark")))
                .toList();
    }

    private static List<Band> bands(IndexId id) {
        return BANDS.rows().stream().filter(row -> belongs(row, id))
                .map(row -> new Band(row.whole("level"), row.text("key"), row.wholeOrNull("number_from"),
                        row.wholeOrNull("number_to"), row.text("colour"), row.names(), row.text("mark")))
                .toList();
    }

    /** The US table goes from number to number; in all others a row is a band, and a column it lacks has no bound. */
    private static Breakpoint breakpoint(Row row) {
        boolean interpolated = row.has("index_from");
        return new Breakpoint(ObservedProperties.of(row.text("property")), Averaging.of(row.text("averaging")),
                row.text("unit"), row.has("from") ? row.decimalOrNull("from") : null, row.decimalOrNull("to"),
                !row.has("to_included") || "yes".equals(row.text("to_included")),
                row.whole(interpolated ? "index_from" : "band"), row.whole(interpolated ? "index_to" : "band"),
                row.has("scale_to") ? row.decimalOrNull("scale_to") : null, row.text("mark"));
    }

    private static boolean belongs(Row row, IndexId id) {
        return row.text("index").equals(id.id()) && row.text("version").equals(id.version());
    }
}
