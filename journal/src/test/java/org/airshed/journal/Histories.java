package org.airshed.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.airshed.journal.JournalSettings.WhenFull;
import org.airshed.journal.disk.Disk;
import org.jspecify.annotations.Nullable;

/**
 * Lives of a journal by seed: it is filled, read, released, cut from its power or killed at any moment and opened
 * again, several
 * times over, while a ledger outside it remembers what was promised. {@link #live} returns what was broken.
 */
final class Histories {
    private static final Path FOLDER = Path.of("/power/journal");
    private static final Path CURSOR = Path.of("/power/cursor");
    private static final int ENDS_PER_LIFE = 4;

    /** What is put between the journal and the disk, to plant a fault. */
    private final UnaryOperator<Disk> between;
    /** Planted fault of the caller: takes an append for a promise. */
    private final boolean promiseOnAppend;
    /** Longer than any test: commits come when they are asked for, and a seed is the same life every time. */
    private final Duration commitInterval;
    private long cuts;
    private long promises;

    Histories(UnaryOperator<Disk> between, boolean promiseOnAppend, Duration commitInterval) {
        this.between = between;
        this.promiseOnAppend = promiseOnAppend;
        this.commitInterval = commitInterval;
    }

    long cuts() {
        return cuts;
    }

    long promises() {
        return promises;
    }

    /** One life with several cuts. Returns the first broken promise in words, or null. */
    @Nullable
    String live(long seed) throws IOException {
        Random random = new Random(seed);
        PowerCutDisk disk = new PowerCutDisk();
        Ledger ledger = new Ledger();
        JournalSettings settings = settings(random);
        for (int life = 0; life <= ENDS_PER_LIFE; life++) {
            boolean last = life == ENDS_PER_LIFE;
            if (!last) {
                disk.cutAfter(random.nextInt(random.nextBoolean() ? 12 : 150));
            }
            String broken = run(settings, disk, ledger, random, last);
            if (broken != null) {
                return "seed " + seed + ", life " + life + ": " + broken;
            }
            if (!last) {
                if (random.nextInt(4) == 0) {
                    disk.afterKill();
                } else {
                    cuts++;
                    disk = disk.afterCut(random);
                }
            }
        }
        return null;
    }

    private JournalSettings settings(Random random) {
        boolean dropping = random.nextInt(3) == 0;
        return new JournalSettings(FOLDER, 4096, dropping ? 3 * 4096 : 1 << 20,
                dropping ? WhenFull.DROP_OLDEST : WhenFull.REFUSE,
                commitInterval, random.nextBoolean(), 2000);
    }

    /** From opening to the cut. An exception before the cut is broken too. */
    private @Nullable String run(JournalSettings settings, PowerCutDisk disk, Ledger ledger, Random random,
            boolean last) throws IOException {
        SegmentJournal journal = null;
        try {
            Disk seen = between.apply(disk);
            CursorFile cursor = CursorFile.open(CURSOR, seen);
            String broken = ledger.checkCursor(cursor.position());
            if (broken != null) {
                return broken;
            }
            journal = SegmentJournal.open(settings, seen);
            broken = ledger.checkAll(journal, settings);
            if (broken != null) {
                return broken;
            }
            if (!last) {
                work(journal, cursor, ledger, random);
                disk.cutNow();
            }
            return null;
        } catch (IOException e) {
            return disk.isCut() ? null : "failed before the cut: " + e;
        } finally {
            disk.cutNow();
            if (journal != null) {
                try {
                    journal.close();
                } catch (IOException e) {
                    // the power is off
                }
            }
        }
    }

    private void work(SegmentJournal journal, CursorFile cursor, Ledger ledger, Random random) throws IOException {
        try (Journal.Registration _ = journal.listen(ledger)) {
            for (int step = 0; step < 60; step++) {
                switch (random.nextInt(10)) {
                    case 0, 1, 2, 3, 4, 5 -> {
                        byte[] entry = entry(random, ledger);
                        long end = journal.append(ByteBuffer.wrap(entry));
                        ledger.appended(end, entry);
                        if (promiseOnAppend) {
                            ledger.committed(end);
                        }
                        promises++;
                    }
                    case 6, 7 -> journal.commit();
                    case 8 -> {
                        long position = ledger.somePosition(random, cursor.position());
                        ledger.storing(position);
                        cursor.store(position);
                        ledger.stored(position);
                    }
                    default -> {
                        ledger.releasing(cursor.position());
                        journal.release(cursor.position());
                        journal.commit();
                    }
                }
            }
        }
    }

    private static byte[] entry(Random random, Ledger ledger) {
        byte[] tag = ("entry " + ledger.count() + " ").getBytes(StandardCharsets.US_ASCII);
        byte[] entry = new byte[tag.length + random.nextInt(random.nextInt(6) == 0 ? 1900 : 200)];
        random.nextBytes(entry);
        System.arraycopy(tag, 0, entry, 0, tag.length);
        return entry;
    }

    /** What was appended and what was promised. Threads: the test's and the journal's commit thread. */
    private static final class Ledger implements Journal.CommitListener {
        /** By the position after them; what was cut off for good is taken out again. */
        private final NavigableMap<Long, byte[]> entries = new TreeMap<>();
        private long promised;
        private long released;
        private long cursorStored;
        private long cursorStoring;
        private long count;

        synchronized void appended(long end, byte[] entry) {
            entries.put(end, entry);
            count++;
        }

        synchronized long count() {
            return count;
        }

        @Override
        public synchronized void committed(long position) {
            promised = Math.max(promised, position);
        }

        @Override
        public void failed(IOException cause) {
            // the cut
        }

        synchronized void releasing(long position) {
            released = Math.max(released, position);
        }

        synchronized void storing(long position) {
            cursorStoring = position;
        }

        synchronized void stored(long position) {
            cursorStored = position;
        }

        /** A promised position that a reader might stand at. */
        synchronized long somePosition(Random random, long atLeast) {
            List<Long> positions = new ArrayList<>(entries.headMap(promised, true).tailMap(atLeast, true).keySet());
            return positions.isEmpty() ? atLeast : positions.get(random.nextInt(positions.size()));
        }

        synchronized @Nullable String checkCursor(long position) {
            if (position != cursorStored && position != cursorStoring) {
                return "the cursor stands at " + position + ", stored were " + cursorStored + " and perhaps "
                        + cursorStoring;
            }
            cursorStored = position;
            cursorStoring = position;
            return null;
        }

        /** Compares both ways: nothing promised is missing or altered, nothing is there that was not appended. */
        synchronized @Nullable String checkAll(SegmentJournal journal, JournalSettings settings) throws IOException {
            NavigableMap<Long, byte[]> found = new TreeMap<>();
            long before = -1;
            try (JournalReader reader = journal.read(0)) {
                JournalReader.Frame frame;
                while ((frame = reader.next()) != null) {
                    if (frame.position() < before) {
                        return "order: " + frame.position() + " after " + before;
                    }
                    before = frame.end();
                    byte[] entry = new byte[frame.payload().remaining()];
                    frame.payload().get(entry);
                    byte[] appended = entries.get(frame.end());
                    if (appended == null) {
                        return "invented: an entry ends at " + frame.end();
                    }
                    if (!java.util.Arrays.equals(entry, appended)) {
                        return "altered: the entry that ends at " + frame.end();
                    }
                    found.put(frame.end(), entry);
                }
            }
            long dropped = journal.statistics().droppedFrames();
            long missing = 0;
            for (Map.Entry<Long, byte[]> entry : entries.headMap(promised, true).tailMap(released, false).entrySet()) {
                if (!found.containsKey(entry.getKey())) {
                    missing++;
                    if (settings.whenFull() == WhenFull.REFUSE) {
                        return "lost: the entry that ends at " + entry.getKey() + "; promised up to " + promised;
                    }
                    if (entry.getKey() > journal.first()) {
                        return "lost: the entry that ends at " + entry.getKey() + " although the oldest kept is "
                                + journal.first();
                    }
                }
            }
            if (missing > dropped) {
                return missing + " entries are missing, " + dropped + " counted as dropped";
            }
            if (journal.committed() < promised) {
                return "the journal ends at " + journal.committed() + ", promised was " + promised;
            }
            // What the cut took will never come; its positions are used again.
            entries.tailMap(promised, false).keySet().removeIf(end -> !found.containsKey(end));
            promised = journal.committed();
            return null;
        }
    }
}
