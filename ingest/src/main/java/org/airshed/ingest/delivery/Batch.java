package org.airshed.ingest.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.airshed.contract.id.StationId;
import org.airshed.contract.reading.Reading;
import org.airshed.contract.wire.SenmlWriter;
import org.airshed.contract.wire.SubmissionHeader;
import org.airshed.ingest.admission.Admitted;
import org.airshed.ingest.admission.FrameException;
import org.airshed.ingest.admission.Refusal;
import org.airshed.ingest.deadletter.DeadLetter;
import org.airshed.ingest.series.Rejection;

/** Some journal frames in a row, decoded: what goes to the store, what to the dead letters. Threads: one. */
final class Batch {
    /** Stands for the station of a frame that cannot be decoded. */
    private static final StationId UNKNOWN = new StationId("unknown");

    private final List<Reading> readings = new ArrayList<>();
    private final List<DeadLetter> letters = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private int undecodable;
    private long end;
    private boolean lettersKept;

    /** One frame's share of {@link #readings}, from {@code first} on. */
    private record Part(long position, int first, Admitted admitted) {}

    void add(long position, long frameEnd, Admitted admitted) {
        parts.add(new Part(position, readings.size(), admitted));
        readings.addAll(admitted.readings());
        for (Refusal refusal : admitted.refusals()) {
            letters.add(
                    new DeadLetter(admitted.receivedMillis(), admitted.station(), refusal.reason(), refusal.detail(),
                            position, refusal.index(), refusal.payload(), admitted.sender().text()));
        }
        end = frameEnd;
    }

    /** A frame whose checksum is right and whose bytes make no sense to this version: kept as it is, not lost. */
    void addUndecodable(long position, long frameEnd, ByteBuffer frame, FrameException cause, long nowMillis) {
        byte[] copy = new byte[frame.remaining()];
        frame.get(frame.position(), copy);
        letters.add(
                new DeadLetter(nowMillis, UNKNOWN, "frame", String.valueOf(cause.getMessage()), position, Refusal.WHOLE,
                        ByteBuffer.wrap(copy), "journal"));
        undecodable++;
        end = frameEnd;
    }

    /**
     * Letters for readings that the store refused. Their index is -2 minus the reading's number within its submission,
     * apart from the indexes of records refused on admission.
     */
    List<DeadLetter> lettersFor(List<Rejection> rejections) {
        List<DeadLetter> refused = new ArrayList<>();
        for (Rejection rejection : rejections) {
            int at = indexOf(rejection.reading());
            Part part = partOf(at);
            Admitted admitted = part.admitted();
            byte[] payload = SenmlWriter.write(SenmlWriter.Encoding.JSON, rejection.reading().station(),
                    SubmissionHeader.NONE, List.of(rejection.reading()));
            refused.add(new DeadLetter(admitted.receivedMillis(), rejection.reading().station(), "store",
                    brief(rejection.reason()), part.position(), -2 - (at - part.first()), ByteBuffer.wrap(payload),
                    admitted.sender().text()));
        }
        return refused;
    }

    private static String brief(String reason) {
        int most = Refusal.MAX_DETAIL;
        String text = reason.length() <= most ? reason : reason.substring(0, most - 1) + "…";
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8); // a cut surrogate becomes '?'
    }

    private int indexOf(Reading reading) {
        for (int i = 0; i < readings.size(); i++) {
            // The very object first: a batch may hold equal readings more than once.
            if (isSame(readings.get(i), reading)) {
                return i;
            }
        }
        int equal = readings.indexOf(reading);
        if (equal < 0) {
            throw new IllegalStateException("the store refused " + reading + ", which it was not given");
        }
        return equal;
    }

    @SuppressWarnings("ReferenceEquality") // see its caller
    private static boolean isSame(Reading one, Reading other) {
        return one == other;
    }

    private Part partOf(int reading) {
        Part found = parts.getFirst();
        for (Part part : parts) {
            if (part.first() <= reading && !part.admitted().readings().isEmpty()) {
                found = part;
            }
        }
        return found;
    }

    /** What the store took: all but these. */
    List<Reading> without(List<Rejection> rejections) {
        List<Reading> rest = new ArrayList<>(readings);
        for (Rejection rejection : rejections) {
            int at = indexOfSame(rest, rejection.reading());
            if (at >= 0) {
                rest.remove(at);
            }
        }
        return rest;
    }

    private static int indexOfSame(List<Reading> list, Reading reading) {
        for (int i = 0; i < list.size(); i++) {
            if (isSame(list.get(i), reading)) {
                return i;
            }
        }
        return list.indexOf(reading);
    }

    boolean isEmpty() {
        return parts.isEmpty() && letters.isEmpty();
    }

    /** Readings and letters together: what a batch is bounded by. */
    int size() {
        return readings.size() + letters.size();
    }

    List<Admitted> submissions() {
        return parts.stream().map(Part::admitted).toList();
    }

    List<Reading> readings() {
        return readings;
    }

    /** Letters of admission's refusals, until {@link #lettersAreKept()}. */
    List<DeadLetter> lettersToKeep() {
        return lettersKept ? List.of() : letters;
    }

    void lettersAreKept() {
        lettersKept = true;
    }

    int refused() {
        return letters.size() - undecodable;
    }

    int undecodable() {
        return undecodable;
    }

    /** Journal position after the last frame. */
    long end() {
        return end;
    }
}
