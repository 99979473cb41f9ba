package org.airshed.ingest.deadletter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.airshed.contract.id.StationId;
import org.airshed.journal.Journal;
import org.airshed.journal.JournalReader;
import org.airshed.journal.JournalSettings;
import org.airshed.journal.SegmentJournal;
import org.airshed.journal.disk.Disk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What could not be stored, on a journal of its own.
 *
 * <p>Threads: {@link #keep} from the delivery thread; everything else from any. Durability: what {@link #keep} was given
 * survives a power cut when it returns. Full: the oldest letters go and {@link #dropped()} grows; of a station that sends
 * more than its share of bytes only reason and hash are kept. The same letter kept twice (after a crash) is listed once.
 */
public final class DeadLetters implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final Path folder;
    private final Disk disk;
    private final DeadLetterSettings settings;
    private final Journal journal;
    private final ConcurrentHashMap<String, LongAdder> byReason = new ConcurrentHashMap<>();

    // Delivery thread only
    private final Map<StationId, Long> payloadBytes = new HashMap<>();
    private long droppedWhenCounted;

    private DeadLetters(Path folder, Disk disk, DeadLetterSettings settings, Journal journal) {
        this.folder = folder;
        this.disk = disk;
        this.settings = settings;
        this.journal = journal;
    }

    /** Opens or creates the folder, which this process then owns. */
    public static DeadLetters open(Path folder, Disk disk, DeadLetterSettings settings) throws IOException {
        Journal journal = SegmentJournal.open(new JournalSettings(folder, DeadLetterSettings.SEGMENT_BYTES,
                settings.maxBytes(), JournalSettings.WhenFull.DROP_OLDEST, Duration.ZERO, false,
                DeadLetterSettings.SEGMENT_BYTES - 64), disk);
        DeadLetters letters = new DeadLetters(folder, disk, settings, journal);
        letters.countPayloads();
        return letters;
    }

    /**
     * Puts letters on disk; those of one submission that follow each other share its payload.
     *
     * @throws IOException where they are not certain to be there: to be tried again
     */
    public void keep(List<DeadLetter> letters) throws IOException {
        if (letters.isEmpty()) {
            return;
        }
        if (journal.statistics().droppedFrames() != droppedWhenCounted) {
            countPayloads();
        }
        List<DeadLetter> together = new ArrayList<>();
        for (DeadLetter letter : letters) {
            if (!together.isEmpty() && !Envelope.together(together.getFirst(), letter)) {
                append(together);
                together.clear();
            }
            together.add(letter);
        }
        append(together);
        journal.commit();
        for (DeadLetter letter : letters) {
            byReason.computeIfAbsent(letter.reason(), reason -> new LongAdder()).increment();
        }
    }

    private void append(List<DeadLetter> letters) throws IOException {
        DeadLetter first = letters.getFirst();
        int bytes = first.payload().remaining();
        long before = payloadBytes.getOrDefault(first.station(), 0L);
        ByteBuffer entry = new Envelope(letters).encode();
        boolean fits = entry.remaining() <= DeadLetterSettings.SEGMENT_BYTES - 64;
        if (fits && before + bytes <= settings.stationBytes()) {
            journal.append(entry);
            payloadBytes.put(first.station(), before + bytes);
            return;
        }
        LOG.debug("station={} dead letters kept without their {} payload bytes", first.station(), bytes);
        String hash = sha256(first.payload());
        List<DeadLetter> bare = new ArrayList<>();
        for (DeadLetter letter : letters) {
            bare.add(withoutPayload(letter, bytes, hash));
        }
        // A pack of very many refusals may be too large even so; its halves are not.
        int most = 2_000;
        for (int from = 0; from < bare.size(); from += most) {
            journal.append(new Envelope(bare.subList(from, Math.min(bare.size(), from + most))).encode());
        }
    }

    private static DeadLetter withoutPayload(DeadLetter letter, int bytes, String hash) {
        String detail = letter.detail() + " (payload of " + bytes
                + " bytes not kept, its station has used its share; SHA-256 "
                + hash + ")";
        return new DeadLetter(letter.receivedMillis(), letter.station(), letter.reason(), detail,
                letter.journalPosition(),
                letter.index(), ByteBuffer.allocate(0), letter.sender());
    }

    private static String sha256(ByteBuffer payload) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(payload);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void countPayloads() throws IOException {
        droppedWhenCounted = journal.statistics().droppedFrames();
        payloadBytes.clear();
        try (JournalReader reader = journal.read(journal.first())) {
            forEach(reader, envelope -> {
                DeadLetter first = envelope.letters().getFirst();
                payloadBytes.merge(first.station(), (long) first.payload().remaining(), Long::sum);
            });
        }
    }

    /** The newest letters that the filter takes, oldest first. */
    public List<DeadLetter> list(LetterFilter filter) throws IOException {
        return list(folder, disk, filter);
    }

    /** As {@link #list(LetterFilter)}, of a folder that another process may own and be writing to. */
    public static List<DeadLetter> list(Path folder, Disk disk, LetterFilter filter) throws IOException {
        record Key(long position, int index) {}
        LinkedHashMap<Key, DeadLetter> found = new LinkedHashMap<>();
        try (JournalReader reader = SegmentJournal.readOnly(folder, disk, 0)) {
            forEach(reader, envelope -> {
                for (DeadLetter letter : envelope.letters()) {
                    if (filter.takes(letter)) {
                        found.putIfAbsent(new Key(letter.journalPosition(), letter.index()), letter);
                        if (found.size() > filter.limit()) {
                            found.pollFirstEntry();
                        }
                    }
                }
            });
        }
        return List.copyOf(found.values());
    }

    private static void forEach(JournalReader reader, Consumer<Envelope> consumer) throws IOException {
        for (JournalReader.Frame frame = reader.next(); frame != null; frame = reader.next()) {
            consumer.accept(Envelope.decode(frame.payload()));
        }
    }

    /** Letters kept since this process started, by reason. */
    public Map<String, Long> counters() {
        Map<String, Long> counters = new TreeMap<>();
        byReason.forEach((reason, count) -> counters.put(reason, count.sum()));
        return counters;
    }

    /** Submissions whose letters were lost to the size limit since the folder was created. */
    public long dropped() {
        return journal.statistics().droppedFrames();
    }

    /** Bytes on disk. */
    public long bytes() {
        return journal.statistics().bytesOnDisk();
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
