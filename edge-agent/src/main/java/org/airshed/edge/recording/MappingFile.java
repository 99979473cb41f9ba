package org.airshed.edge.recording;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.property.Units;
import org.jspecify.annotations.Nullable;

/** Reads a mapping and tells everything that is wrong with it at once. */
final class MappingFile {
    /** {@code no} is a gas here, and not a boolean. */
    private static final ObjectMapper YAML = new ObjectMapper(
            YAMLFactory.builder().enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS).build())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final ObservedProperty ANY = ObservedProperties.of("co2");

    private final Keys keys;
    private final Set<String> datastreams = new HashSet<>();

    private MappingFile(Keys keys) {
        this.keys = keys;
    }

    static Mapping read(Path file) throws RecordingException {
        String name = file.toString();
        try {
            return parse(name, Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new RecordingException("there is no mapping " + name);
        } catch (IOException e) {
            throw new RecordingException("the mapping " + name + " cannot be read: " + e.getMessage());
        }
    }

    static Mapping parse(String name, String text) throws RecordingException {
        Problems problems = new Problems();
        try {
            JsonNode root = YAML.readTree(text);
            Mapping mapping = new MappingFile(new Keys(name, "", root, problems))
                    .mapping(Hash.of(text.getBytes(StandardCharsets.UTF_8)));
            problems.raise();
            return mapping;
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null ? "" : " line " + e.getLocation().getLineNr();
            throw new RecordingException(name + where + ": "
                    + e.getOriginalMessage().lines().findFirst().orElse("this is no YAML"));
        }
    }

    private Mapping mapping(String hash) {
        keys.text("name");
        Keys header = keys.part("header");
        int rows = header.integer("rows", 1, 1, 20);
        Mapping.Header head = new Mapping.Header(header.integer("skip", 0, 0, 10_000), rows,
                header.integer("names", 1, 1, rows));
        header.end();
        List<Mapping.Expected> expect = new ArrayList<>();
        for (Keys line : keys.parts("expect")) {
            expect.add(new Mapping.Expected(line.integer("line", 1, 1, Math.max(1, head.skip())),
                    line.required("contains", "the text that tells this file from another")));
            line.end();
        }
        if (head.skip() == 0 && !expect.isEmpty()) {
            keys.problem("expect", "looks at lines above the header, and header.skip is 0");
        }
        Set<String> missing = new HashSet<>(Set.of(""));
        keys.texts("missing").forEach(cell -> missing.add(cell.strip().toLowerCase(Locale.ROOT)));
        List<BigDecimal> sentinels = new ArrayList<>();
        for (String text : keys.texts("sentinels")) {
            BigDecimal sentinel = NumberCell.read(text, '.');
            if (sentinel == null) {
                keys.problem("sentinels", "holds '" + text + "', which is no number; texts belong under missing");
            } else {
                sentinels.add(sentinel);
            }
        }
        List<Mapping.Filter> where = new ArrayList<>();
        for (Keys filter : keys.parts("where")) {
            where.add(new Mapping.Filter(filter.required("column", "whose cells are looked at"),
                    Set.copyOf(filter.texts("is"))));
            if (filter.texts("is").isEmpty()) {
                filter.problem("is", "is missing: the cells whose rows are wanted");
            }
            filter.end();
        }
        char decimal = oneOf("decimal", ".", Map.of(".", '.', ",", ','));
        char delimiter = oneOf("delimiter", ",", Map.of(",", ',', ";", ';', "tab", '\t', "\t", '\t', "|", '|'));
        if (decimal == delimiter) {
            keys.problem("decimal", "and delimiter cannot both be a comma");
        }
        @Nullable
        SensorName sensor = sensor(keys);
        Mapping.LongFormat longFormat = keys.has("long") ? longFormat(keys.part("long"), sensor) : null;
        List<Mapping.Column> columns = columns(sensor);
        if (columns.isEmpty() && longFormat == null) {
            keys.problem("columns", "is missing: which column is what (or long, where a column names the property)");
        }
        if (!columns.isEmpty() && longFormat != null) {
            keys.problem("columns", "and long stand side by side; a recording is one or the other");
        }
        Mapping mapping = new Mapping(hash, encoding(), delimiter, decimal, head, expect,
                TimeKeys.read(keys.part("time")), missing, sentinels, where, columns, longFormat,
                keys.texts("ignored"));
        keys.end();
        return mapping;
    }

    private List<Mapping.Column> columns(@Nullable SensorName sensor) {
        List<Mapping.Column> columns = new ArrayList<>();
        for (Keys column : keys.parts("columns")) {
            Mapping.Parameter what = parameter(column, sensor);
            columns.add(new Mapping.Column(column.required("column", "its name in the header, or #1 for the first"),
                    what.property(), what.unit(), what.sensor(), column.flag("optional")));
            if (!datastreams.add(what.sensor() + "/" + what.property())) {
                column.problem("property", "is " + what.property() + " of sensor " + what.sensor()
                        + ", as of an earlier column; give one of them another sensor");
            }
            column.end();
        }
        return columns;
    }

    private Mapping.LongFormat longFormat(Keys part, @Nullable SensorName sensor) {
        String unitColumn = part.text("unit-column");
        Map<String, String> units = part.pairs("units");
        if (unitColumn != null && units.isEmpty()) {
            part.problem("units", "is missing: what each text of " + unitColumn + " is in SenML's spelling");
        }
        Map<String, Mapping.Parameter> parameters = new HashMap<>();
        for (Keys parameter : part.parts("parameters")) {
            String text = parameter.required("parameter", "as the parameter column has it");
            if (parameters.put(text, parameter(parameter, sensor)) != null) {
                parameter.problem("parameter", "'" + text + "' stands twice");
            }
            parameter.end();
        }
        if (parameters.isEmpty()) {
            part.problem("parameters", "is missing: which parameter is which property");
        }
        Mapping.LongFormat format = new Mapping.LongFormat(
                part.required("parameter-column", "which column names the property"),
                part.required("value-column", "which column holds the value"), unitColumn, units, parameters,
                Set.copyOf(part.texts("ignored")));
        part.end();
        return format;
    }

    private Mapping.Parameter parameter(Keys part, @Nullable SensorName otherwise) {
        String id = part.required("property", "one of Airshed's observed properties, such as pm2_5");
        Optional<ObservedProperty> found = ObservedProperties.find(id);
        if (found.isEmpty() && !id.isEmpty()) {
            part.problem("property", "is '" + id + "', which is no observed property; there is " + String.join(", ",
                    ObservedProperties.all().stream().map(ObservedProperty::id).toList()));
        }
        ObservedProperty property = found.orElse(ANY);
        String unit = part.text("unit", "");
        if (found.isPresent()
                && Units.convert(BigDecimal.ONE, unit, property) instanceof Units.Conversion.Refused refused) {
            part.problem("unit", "does not fit: " + refused.detail());
        }
        SensorName sensor = sensor(part);
        if (sensor == null && otherwise == null) {
            part.problem("sensor", "is missing: the name of the instrument, here or once at the top of the mapping");
        }
        return new Mapping.Parameter(property, unit,
                sensor != null ? sensor : otherwise != null ? otherwise : SensorName.MAIN);
    }

    private static @Nullable SensorName sensor(Keys part) {
        String text = part.text("sensor");
        if (text == null) {
            return null;
        }
        if (!SensorName.isValid(text)) {
            part.problem("sensor", "is '" + text + "'; a sensor name is a-z, 0-9 and single hyphens between them");
            return SensorName.MAIN;
        }
        return new SensorName(text);
    }

    private Charset encoding() {
        String text = keys.text("encoding", "UTF-8");
        try {
            return Charset.forName(text);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            keys.problem("encoding", "is '" + text + "', which is not known; for example UTF-8 or windows-1252");
            return StandardCharsets.UTF_8;
        }
    }

    private char oneOf(String key, String otherwise, Map<String, Character> choices) {
        String text = keys.text(key, otherwise);
        Character choice = choices.get(text);
        if (choice == null) {
            keys.problem(key, "is '" + text + "', must be one of "
                    + String.join(" ", choices.keySet().stream().sorted().toList()));
            return otherwise.charAt(0);
        }
        return choice;
    }
}
