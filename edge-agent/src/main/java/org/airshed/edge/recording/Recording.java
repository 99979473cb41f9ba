package org.airshed.edge.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.airshed.edge.spool.SpoolEntry.DatedValue;

/** One CSV file and the mapping that reads it. Constant memory, however long the file is. Threads: one. */
final class Recording {
    private final Path file;
    private final String name;
    private final Mapping mapping;
    private final Instant latest;

    /** @param latest times after it are refused */
    Recording(Path file, Mapping mapping, Instant latest) {
        this.file = file;
        this.name = file.toString();
        this.mapping = mapping;
        this.latest = latest;
    }

    /**
     * What a whole reading of the file found.
     *
     * @param hash SHA-256 of the file
     */
    record Checked(Tally tally, String hash, Layout layout) {}

    /** Takes the readings of one row. */
    interface RowSink {
        /** @param rows read up to and with this one */
        void row(long rows, List<DatedValue> values) throws IOException, InterruptedException;
    }

    /** Reads the whole file and sends nothing: either all of it can be imported, or the exception says what cannot. */
    Checked check() throws IOException, RecordingException, InterruptedException {
        MessageDigest digest = Hash.digest();
        Tally tally = new Tally();
        Problems problems = new Problems();
        Layout layout;
        try (InputStream in = new DigestInputStream(open(), digest);
                CsvReader csv = new CsvReader(name, in, mapping.encoding(), mapping.delimiter())) {
            layout = read(csv, tally, problems, (rows, values) -> {});
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        if (problems.none()) {
            complainOfColumnsWithoutNumbers(tally, problems);
        }
        if (problems.none() && tally.readings == 0) {
            problems.add(name + ": there is no reading in it: " + tally.rows
                    + " rows, all of them skipped or without values");
        }
        problems.raise();
        return new Checked(tally, HexFormat.of().formatHex(digest.digest()), layout);
    }

    /** Hands on every row again, now that the file is known to be good. */
    void send(RowSink sink) throws IOException, RecordingException, InterruptedException {
        Problems problems = new Problems();
        try (CsvReader csv = new CsvReader(name, open(), mapping.encoding(), mapping.delimiter())) {
            read(csv, new Tally(), problems, sink);
        }
        problems.raise(); // only if the file changed meanwhile
    }

    private InputStream open() throws IOException, RecordingException {
        try {
            if (Files.isDirectory(file)) {
                throw new RecordingException(name + " is a folder; name one CSV file");
            }
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw new RecordingException("there is no file " + name);
        }
    }

    private Layout read(CsvReader csv, Tally tally, Problems problems, RowSink sink)
            throws IOException, RecordingException, InterruptedException {
        skipTo(csv, problems);
        Layout layout = header(csv, problems);
        problems.raise();
        RowReader rows = new RowReader(name, mapping, layout, latest, tally, problems);
        for (CsvReader.Row row = csv.next(); row != null; row = csv.next()) {
            if (!row.isBlank()) {
                List<DatedValue> values = rows.read(row);
                sink.row(tally.rows, values);
            }
        }
        return layout;
    }

    private void skipTo(CsvReader csv, Problems problems) throws IOException, RecordingException {
        for (int line = 1; line <= mapping.header().skip(); line++) {
            String text = csv.line();
            if (text == null) {
                throw new RecordingException(
                        name + " ends in line " + line + ", before the header that the mapping expects in line "
                                + (mapping.header().skip() + 1));
            }
            for (Mapping.Expected expected : mapping.expect()) {
                if (expected.line() == line && !text.contains(expected.contains())) {
                    problems.add(
                            name + " line " + line + ": '" + expected.contains() + "' is expected here, and there is '"
                                    + shortened(text) + "'. Is it the right file, and the right mapping?");
                }
            }
        }
    }

    private Layout header(CsvReader csv, Problems problems) throws IOException, RecordingException {
        CsvReader.Row names = null;
        for (int i = 1; i <= mapping.header().rows(); i++) {
            CsvReader.Row row = csv.next();
            if (row == null) {
                throw new RecordingException(name + " ends before its header is complete: " + mapping.header().rows()
                        + " header rows are expected after line " + mapping.header().skip());
            }
            if (i == mapping.header().names()) {
                names = row;
            }
        }
        if (names == null) {
            throw new IllegalStateException("header.names is beyond header.rows");
        }
        return Layout.bind(mapping, name + " line " + names.line(), names.cells(), problems);
    }

    /** A whole column of texts is a wrong decimal mark or a wrong column, not a thousand bad cells. */
    private void complainOfColumnsWithoutNumbers(Tally tally, Problems problems) {
        tally.columns.forEach((column, found) -> {
            if (found.readings == 0 && found.firstNoNumber != null) {
                problems.add(name + ", column '" + column + "': no cell is a number (the first: " + found.firstNoNumber
                        + "); is 'decimal' right, or does the cell belong under missing?");
            }
        });
    }

    private static String shortened(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() > 60 ? printable.substring(0, 60) + "…" : printable;
    }
}
