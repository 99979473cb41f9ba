package org.airshed.ingest.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.auth.Printable;
import org.airshed.ingest.deadletter.DeadLetter;
import org.airshed.ingest.deadletter.DeadLetters;
import org.airshed.ingest.deadletter.LetterFilter;
import org.airshed.journal.disk.FileDisk;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code airshed dead-letters}: what was refused, from whom, when and why; beside a running ingest tier or without. */
@Command(name = "dead-letters", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Lists what could not be stored: time, station, reason, payload. The newest stand last.")
final class DeadLettersCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN_CHARS = 200;
    private static final int SHOWN_BYTES = 100;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--station", paramLabel = "ID", description = "of this station only")
    private @Nullable String station;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "the newest N (default: 50)")
    private int limit = 50;

    @Option(names = "--json", description = "one JSON object a line, payloads whole and in base64")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (limit < 1) {
            throw new IllegalArgumentException("--limit takes a number from 1 upward, not " + limit);
        }
        DataFolder folder = data.existing();
        StationId only = station == null ? null : new StationId(station);
        PrintWriter out = spec.commandLine().getOut();
        int shown = 0;
        for (DeadLetter letter : DeadLetters.list(folder.deadLetters(), new FileDisk(),
                new LetterFilter(only, null, Long.MIN_VALUE, limit))) {
            out.println(json ? asJson(letter) : asText(letter));
            shown++;
        }
        if (shown == 0 && !json) {
            out.println("There are no dead letters" + (only == null ? "." : " of station " + only + "."));
        }
        return 0;
    }

    private static String asText(DeadLetter letter) {
        return Instant.ofEpochMilli(letter.receivedMillis()) + "  " + letter.station() + "  "
                + Printable.of(letter.reason(), 40) + (letter.index() < 0 ? "" : " (record " + letter.index() + ")")
                + "\n    " + Printable.of(letter.detail(), 500) + "\n    from " + Printable.of(letter.sender(), 200)
                + "\n    " + payload(letter.payload());
    }

    /** Text as text with its control bytes escaped, anything else as hexadecimal digits. */
    private static String payload(ByteBuffer payload) {
        int bytes = payload.remaining();
        if (bytes == 0) {
            return "(payload not kept)";
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(payload.duplicate()).toString();
            return bytes + " bytes: " + Printable.of(text, SHOWN_CHARS);
        } catch (CharacterCodingException e) {
            byte[] first = new byte[Math.min(bytes, SHOWN_BYTES)];
            payload.duplicate().get(first);
            return bytes + " bytes: " + HexFormat.of().formatHex(first) + (bytes > first.length ? "…" : "");
        }
    }

    private static String asJson(DeadLetter letter) throws IOException {
        byte[] payload = new byte[letter.payload().remaining()];
        letter.payload().get(payload);
        ObjectNode node = JSON.createObjectNode()
                .put("received", Instant.ofEpochMilli(letter.receivedMillis()).toString())
                .put("station", letter.station().text()).put("reason", letter.reason()).put("detail", letter.detail())
                .put("sender", letter.sender()).put("position", letter.journalPosition());
        if (letter.index() >= 0) {
            node.put("record", letter.index());
        }
        return JSON.writeValueAsString(node.put("payload", Base64.getEncoder().encodeToString(payload)));
    }
}
