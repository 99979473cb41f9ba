package org.airshed.edge.spool;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.edge.spool.SpoolEntry.Dated;
import org.airshed.edge.spool.SpoolEntry.DatedValue;
import org.airshed.edge.spool.SpoolEntry.Sampled;
import org.airshed.edge.spool.SpoolEntry.SampledValue;

/**
 * A spool entry as bytes. Every byte written wears flash, so a sensor and property are named once per entry and times
 * are differences.
 *
 * <pre>
 *  1 byte    kind: 1 sampled, 2 dated
 *  sampled:  text boot, number sequence, number writtenNanos
 *  number    count of series, then each: text sensor, text property
 *  number    count of values, then each: number series, signed time difference to the value before, 8 bytes IEEE 754
 * </pre>
 * A text is its length in a byte and UTF-8; a number is 7 bits a byte, least significant first; a signed one is folded
 * to even and odd.
 */
final class SpoolEntryCodec {
    private static final byte SAMPLED = 1;
    private static final byte DATED = 2;
    private static final int MOST_BYTES_OF_A_NUMBER = 10;

    private SpoolEntryCodec() {}

    static ByteBuffer encode(SpoolEntry entry) {
        return switch (entry) {
            case Sampled sampled -> {
                Output out = new Output(64 + 24 * sampled.size());
                out.bytes.put(SAMPLED);
                out.text(sampled.boot());
                out.number(sampled.sequence());
                out.number(sampled.writtenNanos());
                yield out.values(sampled.values(), value -> new Series(value.sensor(), value.property()),
                        SampledValue::startNanos, SampledValue::value);
            }
            case Dated dated -> {
                Output out = new Output(16 + 24 * dated.size());
                out.bytes.put(DATED);
                yield out.values(dated.values(), value -> new Series(value.sensor(), value.property()),
                        DatedValue::phenomenonTimeMillis, DatedValue::value);
            }
        };
    }

    /** @throws IOException with a sentence, if this is no entry that this version writes */
    static SpoolEntry decode(ByteBuffer payload) throws IOException {
        ByteBuffer in = payload.duplicate();
        try {
            byte kind = in.get();
            return switch (kind) {
                case SAMPLED -> {
                    String boot = text(in);
                    long sequence = number(in);
                    long writtenNanos = number(in);
                    List<SampledValue> values = new ArrayList<>();
                    readValues(in, (series, time, value) -> values
                            .add(new SampledValue(series.sensor, series.property, time, value)));
                    yield new Sampled(boot, sequence, writtenNanos, values);
                }
                case DATED -> {
                    List<DatedValue> values = new ArrayList<>();
                    readValues(in, (series, time, value) -> values
                            .add(new DatedValue(series.sensor, series.property, time, value)));
                    yield new Dated(values);
                }
                default -> throw new IOException("a spool entry of kind " + kind
                        + " was written by a newer Airshed; start that version again");
            };
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IOException("a spool entry cannot be read: " + e, e);
        }
    }

    private record Series(SensorName sensor, ObservedProperty property) {}

    private interface ValueSink {
        void add(Series series, long time, double value);
    }

    private static void readValues(ByteBuffer in, ValueSink sink) throws IOException {
        int seriesCount = count(in);
        List<Series> series = new ArrayList<>(seriesCount);
        for (int i = 0; i < seriesCount; i++) {
            SensorName sensor = new SensorName(text(in));
            series.add(new Series(sensor, ObservedProperties.of(text(in))));
        }
        int valueCount = count(in);
        long time = 0;
        for (int i = 0; i < valueCount; i++) {
            int index = (int) number(in);
            if (index < 0 || index >= seriesCount) {
                throw new IOException("a spool entry names series " + index + " of " + seriesCount);
            }
            long folded = number(in);
            time += (folded >>> 1) ^ -(folded & 1);
            sink.add(series.get(index), time, in.getDouble());
        }
    }

    private static int count(ByteBuffer in) throws IOException {
        long count = number(in);
        if (count < 0 || count > in.remaining()) {
            throw new IOException("a spool entry claims " + count + " parts in " + in.remaining() + " bytes");
        }
        return (int) count;
    }

    private static String text(ByteBuffer in) {
        byte[] bytes = new byte[in.get() & 0xff];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static long number(ByteBuffer in) throws IOException {
        long number = 0;
        for (int shift = 0; shift < 7 * MOST_BYTES_OF_A_NUMBER; shift += 7) {
            byte next = in.get();
            number |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new IOException("a number in a spool entry does not end");
    }

    /** Grows as needed. */
    private static final class Output {
        private ByteBuffer bytes;

        Output(int expected) {
            bytes = ByteBuffer.allocate(expected);
        }

        <V> ByteBuffer values(List<V> values, java.util.function.Function<V, Series> seriesOf, ToLongFunction<V> timeOf,
                java.util.function.ToDoubleFunction<V> valueOf) {
            Map<Series, Integer> index = new LinkedHashMap<>();
            values.forEach(value -> index.putIfAbsent(seriesOf.apply(value), index.size()));
            number(index.size());
            index.keySet().forEach(series -> {
                text(series.sensor.text());
                text(series.property.id());
            });
            number(values.size());
            long before = 0;
            for (V value : values) {
                Integer series = index.get(seriesOf.apply(value));
                number(series == null ? 0 : series);
                long difference = timeOf.applyAsLong(value) - before;
                number((difference << 1) ^ (difference >> 63));
                before = timeOf.applyAsLong(value);
                room(Double.BYTES);
                bytes.putDouble(valueOf.applyAsDouble(value));
            }
            return bytes.flip();
        }

        void text(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            if (utf8.length > 255) {
                throw new IllegalArgumentException("'" + text + "' is too long for a spool entry");
            }
            room(1 + utf8.length);
            bytes.put((byte) utf8.length).put(utf8);
        }

        void number(long value) {
            room(MOST_BYTES_OF_A_NUMBER);
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                bytes.put((byte) (rest | 0x80));
                rest >>>= 7;
            }
            bytes.put((byte) rest);
        }

        private void room(int needed) {
            if (bytes.remaining() < needed) {
                bytes = ByteBuffer.allocate(2 * bytes.capacity() + needed).put(bytes.flip());
            }
        }
    }
}
