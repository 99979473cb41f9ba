package org.airshed.contract.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Decodes a SenML pack, JSON or CBOR, told apart by the first byte.
 *
 * <p>Base fields are applied and sums made in decimal, so {@code bt} 1772359200.1 and {@code t} 0.2 give 1772359200.3.
 * CBOR floats mean the shortest decimal that reads back as the same float: 18.42 sent as a single stays 18.42.
 *
 * <p>Threads: any.
 *
 * <p>Source: RFC 8428; RFC 8798 and RFC 9100 for secondary units and {@code bver} 26.
 */
public final class SenmlReader {
    /** Most records of one pack. */
    public static final int MAX_RECORDS = 20_000;
    /** Deepest nesting; only fields we do not know can nest at all. */
    public static final int MAX_DEPTH = 16;
    /** Longest base name and name together, in characters. */
    public static final int MAX_NAME = 200;
    /** Longest unit or boot id, in characters. */
    public static final int MAX_TEXT = 64;
    /** Longest number, in characters. */
    public static final int MAX_DIGITS = 64;

    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxNumberLength(1 << 20) // a long number is bad alone, so the parser must get past it
            .build();
    private static final JsonFactory JSON = new JsonFactoryBuilder().streamReadConstraints(LIMITS)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    private static final CBORFactory CBOR = CBORFactory.builder()
            .streamReadConstraints(LIMITS)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private SenmlReader() {}

    /**
     * Decodes one payload. Never throws for what it holds: bytes that are no pack are {@link SenmlPack.Malformed}, a bad
     * record is {@link SenmlRecord.Bad} and leaves the others alone.
     *
     * @param payload read from its position to its limit, left unchanged
     */
    public static SenmlPack read(ByteBuffer payload) {
        byte[] bytes;
        int offset;
        int length = payload.remaining();
        if (payload.hasArray()) {
            bytes = payload.array();
            offset = payload.arrayOffset() + payload.position();
        } else {
            bytes = new byte[length];
            payload.get(payload.position(), bytes);
            offset = 0;
        }
        int start = offset;
        int end = offset + length;
        while (start < end && (bytes[start] == ' ' || bytes[start] == '\n' || bytes[start] == '\r'
                || bytes[start] == '\t')) {
            start++;
        }
        if (start == end) {
            return new SenmlPack.Malformed("empty", "the payload has no bytes in it");
        }
        int first = bytes[start] & 0xff;
        if (first == '[' || first == 0xef) { // 0xef: a byte order mark, which the parser takes away
            return parse(bytes, start, end - start, false);
        }
        if ((first >= 0x80 && first <= 0x9f) || (first >= 0xc0 && first <= 0xdb)) { // an array, or a tag before it
            return parse(bytes, start, end - start, true);
        }
        return new SenmlPack.Malformed("not-senml", first == '{'
                ? "the payload is one JSON object; a SenML pack is an array of them: put it between [ and ]"
                : String.format("the payload starts with byte 0x%02x; a SenML pack starts with '[' (JSON)"
                        + " or 0x80 to 0x9f (CBOR array)", first));
    }

    private static SenmlPack parse(byte[] bytes, int offset, int length, boolean cbor) {
        String reason = cbor ? "not-cbor" : "not-json";
        try (JsonParser parser = (cbor ? CBOR : JSON).createParser(bytes, offset, length)) {
            return new PackParser(parser, cbor).parse();
        } catch (JsonProcessingException e) {
            long at = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
            return new SenmlPack.Malformed(reason,
                    Quote.of(e.getOriginalMessage(), 160) + (at < 0 ? "" : " at byte " + (at - offset)));
        } catch (IOException | RuntimeException e) {
            // RuntimeException: whatever a stranger's bytes do inside the parser library ends here, not in the session
            return new SenmlPack.Malformed(reason, "the payload cannot be parsed: " + Quote.of(String.valueOf(e), 160));
        }
    }
}
