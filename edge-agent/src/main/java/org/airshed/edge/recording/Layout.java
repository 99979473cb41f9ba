package org.airshed.edge.recording;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mapping laid over the header of one file: which column has which number.
 *
 * @param names of the columns as the file has them
 * @param time indexes of the time columns
 * @param filters indexes of the columns of {@code where}, in its order
 * @param columns wide format: those of the mapping that the file has
 * @param longFormat null for the wide format
 * @param ignored columns named under {@code ignored} that the file has
 */
record Layout(List<String> names, List<Integer> time, List<Integer> filters, List<Bound> columns,
        @Nullable BoundLong longFormat, List<String> ignored) {
    /** A column of the mapping and its index. */
    record Bound(int index, Mapping.Column column) {}

    /** The long format's columns; {@code unit} is -1 where there is none. */
    record BoundLong(int parameter, int value, int unit, Mapping.LongFormat format) {}

    /** @param where file and line of the header, for sentences */
    static Layout bind(Mapping mapping, String where, List<String> names, Problems problems) {
        return new Binding(where, names, problems).bind(mapping);
    }

    String name(int index) {
        return names.get(index);
    }

    private static final class Binding {
        private final String where;
        private final List<String> names;
        private final List<String> plain;
        private final Problems problems;
        private final Set<Integer> used = new HashSet<>();

        Binding(String where, List<String> names, Problems problems) {
            this.where = where;
            this.names = names;
            this.plain = names.stream().map(Binding::plain).toList();
            this.problems = problems;
        }

        Layout bind(Mapping mapping) {
            List<Integer> time = mapping.time().columns().stream().map(this::required).toList();
            List<Integer> filters = mapping.where().stream().map(filter -> required(filter.column())).toList();
            List<Bound> columns = new ArrayList<>();
            for (Mapping.Column column : mapping.columns()) {
                int index = column.optional() ? find(column.column()) : required(column.column());
                if (index >= 0) {
                    columns.add(new Bound(index, column));
                }
            }
            Mapping.LongFormat format = mapping.longFormat();
            BoundLong longFormat = format == null ? null : bound(format);
            List<String> ignored = new ArrayList<>();
            for (String name : mapping.ignored()) {
                int index = find(name);
                if (index >= 0) {
                    ignored.add(names.get(index));
                }
            }
            if (columns.isEmpty() && longFormat == null && problems.none()) {
                problems.add(where + ": none of the mapping's columns is in this file; it has " + all());
            }
            for (int i = 0; i < names.size(); i++) {
                if (!used.contains(i)) {
                    problems.add(
                            where + ", column " + (i + 1) + ": the mapping does not know the column '" + names.get(i)
                                    + "'; map it, or name it under ignored");
                }
            }
            return new Layout(names, time, filters, columns, longFormat, ignored);
        }

        private BoundLong bound(Mapping.LongFormat format) {
            String unit = format.unitColumn();
            return new BoundLong(required(format.parameterColumn()), required(format.valueColumn()),
                    unit == null ? -1 : required(unit), format);
        }

        private int required(String column) {
            int index = find(column);
            if (index < 0) {
                problems.add(where + ": the column '" + column + "' is missing; the file has " + all()
                        + ". Is it the right file, and the right mapping?");
                return 0;
            }
            return index;
        }

        /** By name, or by place: {@code #1} is the first. */
        private int find(String column) {
            int index = column.matches("#[1-9][0-9]{0,3}")
                    ? Integer.parseInt(column.substring(1)) - 1
                    : plain.indexOf(plain(column));
            if (index < 0 || index >= names.size()) {
                return -1;
            }
            if (column.charAt(0) != '#' && plain.lastIndexOf(plain.get(index)) != index) {
                problems.add(where + ": the column '" + column + "' is there twice; name it by its place, as #"
                        + (index + 1));
            }
            used.add(index);
            return index;
        }

        private String all() {
            return String.join(", ", names.stream().map(name -> "'" + name + "'").toList());
        }

        /** Two signs look like a micro, and a superscript may be one character or two. */
        private static String plain(String name) {
            return Normalizer.normalize(name, Normalizer.Form.NFKC).strip();
        }
    }
}
