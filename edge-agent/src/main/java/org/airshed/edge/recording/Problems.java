package org.airshed.edge.recording;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that all of it is told at once. Full: after {@link #MOST} the rest is only counted. */
final class Problems {
    static final int MOST = 20;

    private final List<String> sentences = new ArrayList<>();
    private long more;

    void add(String sentence) {
        if (sentences.size() < MOST) {
            sentences.add(sentence);
        } else {
            more++;
        }
    }

    boolean none() {
        return sentences.isEmpty();
    }

    /** Throws what was collected, if anything was. */
    void raise() throws RecordingException {
        if (none()) {
            return;
        }
        List<String> all = new ArrayList<>(sentences);
        if (more > 0) {
            all.add("and " + more + " more");
        }
        throw new RecordingException(all);
    }
}
