package org.airshed.ingest.quality;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the tables beside this class: one separator, {@code #} comments, one header line, no quotes. */
final class Table {
    private Table() {}

    static List<String[]> rows(String resource, String separator, int columns) {
        try (InputStream in = Table.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing beside " + Table.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#")).skip(1)
                    .map(line -> cells(resource, line, separator, columns)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] cells(String resource, String line, String separator, int columns) {
        String[] cells = line.split(separator, -1);
        if (cells.length != columns) {
            throw new IllegalStateException(resource + ": " + columns + " columns expected in: " + line);
        }
        return cells;
    }
}
