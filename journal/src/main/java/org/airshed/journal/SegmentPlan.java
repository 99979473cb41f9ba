package org.airshed.journal;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.airshed.journal.JournalSettings.WhenFull;

/**
 * Where segments begin, decided when entries are appended and thus before the files are made. Released segments are
 * left out, so that its length says whether another one may begin. Threads: those who hold the journal's lock.
 */
final class SegmentPlan {
    private final JournalSettings settings;
    private final int maxSegments;
    /** Oldest first. */
    private final Deque<Long> bases;

    SegmentPlan(JournalSettings settings, int maxSegments, Collection<Long> bases) {
        this.settings = settings;
        this.maxSegments = maxSegments;
        this.bases = new ArrayDeque<>(bases);
    }

    /** Whether a frame at {@code end} still fits into the last segment. */
    boolean fits(long end, int frameBytes) {
        return end + frameBytes <= bases.getLast() + settings.segmentBytes();
    }

    /** The next segment begins right where the last frame ends. */
    void begin(long end) throws JournalFullException {
        if (settings.whenFull() == WhenFull.REFUSE && bases.size() >= maxSegments) {
            throw new JournalFullException("The journal " + settings.folder() + " holds the " + settings.maxBytes()
                    + " bytes it may hold, all still needed; it takes more once what it holds has been delivered");
        }
        bases.add(end);
    }

    void released(long first) {
        while (bases.size() > 1 && bases.getFirst() < first) {
            bases.removeFirst();
        }
    }
}
