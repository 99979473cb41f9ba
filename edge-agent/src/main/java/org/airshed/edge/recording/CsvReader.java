package org.airshed.edge.recording;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a CSV file with the line they begin on (RFC 4180: quotes, doubled quotes, line breaks in quotes; CR, LF or both).
 *
 * <p>Our own because every refusal has to name its line, a damaged encoding must not become question marks, and a cell
 * without an end must not fill the memory of a Pi.
 *
 * <p>Threads: one.
 */
final class CsvReader implements AutoCloseable {
    private static final int MOST_CHARACTERS = 1 << 16;

    private final String name;
    private final char delimiter;
    private final PushbackReader in;
    private long line = 1;

    /** @param name of the file, for sentences */
    CsvReader(String name, InputStream bytes, Charset encoding, char delimiter) throws IOException, RecordingException {
        this.name = name;
        this.delimiter = delimiter;
        this.in = new PushbackReader(new BufferedReader(new InputStreamReader(bytes, encoding.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)), 1 << 16));
        int first = read();
        if (first != 0xfeff && first >= 0) { // a byte order mark is no part of the first cell
            in.unread(first);
        }
    }

    /**
     * One row.
     *
     * @param line on which it begins, from 1
     * @param cut whether the file ends within it, without a line break
     */
    record Row(long line, List<String> cells, boolean cut) {
        boolean isBlank() {
            return cells.size() == 1 && cells.getFirst().isBlank();
        }
    }

    /** One line as it stands, without its break; null at the end of the file. */
    @Nullable
    String line() throws IOException, RecordingException {
        StringBuilder text = new StringBuilder();
        int c = read();
        if (c < 0) {
            return null;
        }
        while (c >= 0 && !endsLine(c)) {
            append(text, c);
            c = read();
        }
        return text.toString();
    }

    /** The next row, blank ones included; null at the end of the file. */
    @Nullable
    Row next() throws IOException, RecordingException {
        long begins = line;
        int c = read();
        if (c < 0) {
            return null;
        }
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        while (true) {
            if (c == '"' && cell.toString().isBlank()) {
                cell.setLength(0);
                c = quoted(cell, begins);
                // what stands between the closing quote and the delimiter belongs to the cell, as spreadsheets read it
            }
            if (c < 0 || c == delimiter || c == '\n' || c == '\r') {
                cells.add(cell.toString().strip());
                cell.setLength(0);
                if (c != delimiter) {
                    boolean ended = c >= 0 && endsLine(c);
                    return new Row(begins, cells, !ended);
                }
            } else {
                append(cell, c);
            }
            c = read();
        }
    }

    private int quoted(StringBuilder cell, long begins) throws IOException, RecordingException {
        while (true) {
            int c = read();
            if (c < 0) {
                throw new RecordingException(name + " line " + begins + ": a quote (\") is opened and never closed");
            }
            if (c == '"') {
                c = read();
                if (c != '"') {
                    return c;
                }
            } else if (c == '\n') {
                line++;
            }
            append(cell, c);
        }
    }

    private void append(StringBuilder text, int c) throws RecordingException {
        if (text.length() == MOST_CHARACTERS) {
            throw new RecordingException(name + " line " + line + ": a cell has more than " + MOST_CHARACTERS
                    + " characters; is this a CSV file?");
        }
        text.append((char) c);
    }

    private boolean endsLine(int c) throws IOException, RecordingException {
        if (c == '\r') {
            int after = read();
            if (after >= 0 && after != '\n') {
                in.unread(after);
            }
            line++;
            return true;
        }
        if (c == '\n') {
            line++;
            return true;
        }
        return false;
    }

    private int read() throws IOException, RecordingException {
        try {
            return in.read();
        } catch (CharacterCodingException e) {
            throw new RecordingException(name + " after line " + line
                    + ": these bytes are not text in the mapping's encoding; set 'encoding', for example to windows-1252");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
