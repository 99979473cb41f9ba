package org.airshed.ingest.series.influx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The token as it stands in its file now; never logged. */
record Token(String text) {
    static Token read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String text = lines.isEmpty() ? "" : lines.getFirst().strip();
        if (text.isEmpty()) {
            throw new IOException("its first line is empty");
        }
        return new Token(text);
    }

    @Override
    public String toString() {
        return "Token[…]";
    }
}
