package org.airshed.contract.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import org.airshed.contract.id.StationId;
import org.airshed.contract.reading.Reading;

/**
 * Encodes one submission as SenML: the same bytes for the same readings, each time, because the spool sends again what
 * it is not sure of.
 *
 * <p>Base name {@code {station}/}, base time that of the first reading, {@code bver} 26 because our units are secondary
 * ones; then per reading name {@code {sensor}/{property}}, unit, time where it differs, value. Times are exact to the
 * millisecond, values exact as doubles (shortest decimal in JSON; integer, single or double in CBOR, whichever is
 * shortest and reads back the same both as a float and as a decimal).
 *
 * <p>Threads: any.
 *
 * <p>Source: RFC 8428, RFC 9100.
 */
public final class SenmlWriter {
    private static final int VERSION = 26;
    private static final long EXACT_INTEGERS = 1L << 53;
    private static final JsonFactory JSON = new JsonFactory();
    private static final CBORFactory CBOR = CBORFactory.builder()
            .enable(CBORGenerator.Feature.WRITE_MINIMAL_INTS)
            .build();

    private SenmlWriter() {}

    /** How the pack is written. */
    public enum Encoding {
        /** {@code application/senml+json}. */
        JSON,
        /** {@code application/senml+cbor}: about two thirds of the size. */
        CBOR
    }

    /**
     * Writes a pack.
     *
     * @param readings at least one, all of {@code station}; at most {@link SenmlReader#MAX_RECORDS}. A reading before
     *     1978-07-04 (2^28 s) is written as it is and is not absolute for a reader, see {@link SenmlRecord.Value}: such
     *     times belong to a boot that never knew the time
     * @throws IllegalArgumentException where that is not so
     */
    public static byte[] write(Encoding encoding, StationId station, SubmissionHeader header, List<Reading> readings) {
        if (readings.isEmpty() || readings.size() > SenmlReader.MAX_RECORDS) {
            throw new IllegalArgumentException("a submission carries 1 to " + SenmlReader.MAX_RECORDS
                    + " readings, not " + readings.size());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(64 + 48 * readings.size());
        boolean cbor = encoding == Encoding.CBOR;
        try (JsonGenerator generator = (cbor ? CBOR : JSON).createGenerator(out)) {
            new PackWriter(generator, cbor).write(station, header, readings);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }

    private record PackWriter(JsonGenerator out, boolean cbor) {
        void write(StationId station, SubmissionHeader header, List<Reading> readings) throws IOException {
            long base = readings.getFirst().phenomenonTimeMillis();
            out.writeStartArray(this, readings.size());
            for (int i = 0; i < readings.size(); i++) {
                Reading reading = readings.get(i);
                if (!reading.station().equals(station)) {
                    throw new IllegalArgumentException(
                            "a reading of " + reading.station() + " among those of " + station);
                }
                long offset = Math.subtractExact(reading.phenomenonTimeMillis(), base);
                out.writeStartObject(this, 3 + (offset == 0 ? 0 : 1) + (i == 0 ? 3 + fields(header) : 0));
                if (i == 0) {
                    field(Label.BASE_NAME);
                    out.writeString(station.text() + "/");
                    field(Label.BASE_TIME);
                    seconds(base);
                    field(Label.BASE_VERSION);
                    out.writeNumber(VERSION);
                    header(header);
                }
                field(Label.NAME);
                out.writeString(reading.sensor().text() + "/" + reading.property().id());
                field(Label.UNIT);
                out.writeString(reading.property().unit());
                if (offset != 0) {
                    field(Label.TIME);
                    seconds(offset);
                }
                field(Label.VALUE);
                value(reading.value());
                out.writeEndObject();
            }
            out.writeEndArray();
        }

        private static int fields(SubmissionHeader header) {
            return (header.boot() == null ? 0 : 1) + (header.sequence() == null ? 0 : 1)
                    + (header.clock() == SubmissionHeader.Clock.UNSTATED ? 0 : 1)
                    + (header.upSeconds() == null ? 0 : 1);
        }

        private void header(SubmissionHeader header) throws IOException {
            String boot = header.boot();
            if (boot != null) {
                out.writeStringField(Label.BOOT.text, boot);
            }
            Long sequence = header.sequence();
            if (sequence != null) {
                out.writeNumberField(Label.SEQUENCE.text, sequence);
            }
            switch (header.clock()) {
                case SYNCED -> out.writeStringField(Label.CLOCK.text, "synced");
                case UNSYNCED -> out.writeStringField(Label.CLOCK.text, "unsynced");
                case UNSTATED -> {
                    // the field stays away
                }
            }
            Long up = header.upSeconds();
            if (up != null) {
                out.writeNumberField(Label.UP.text, up);
            }
        }

        private void field(Label label) throws IOException {
            Integer number = label.number;
            if (cbor && number != null) {
                out.writeFieldId(number);
            } else {
                out.writeFieldName(label.text);
            }
        }

        /** 2^53 milliseconds are 285,000 years, so a double of this magnitude is exact to the millisecond as a decimal. */
        private void seconds(long millis) throws IOException {
            if (millis % 1000 == 0) {
                out.writeNumber(millis / 1000);
            } else if (cbor) {
                value(BigDecimal.valueOf(millis, 3).doubleValue());
            } else {
                out.writeNumber(BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString());
            }
        }

        private void value(double value) throws IOException {
            if (value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS) {
                out.writeNumber((long) value); // minus zero becomes zero
            } else if (!cbor) {
                out.writeNumber(Double.toString(value));
            } else if ((float) value == value && Double.parseDouble(Float.toString((float) value)) == value) {
                out.writeNumber((float) value);
            } else {
                out.writeNumber(value);
            }
        }
    }
}
