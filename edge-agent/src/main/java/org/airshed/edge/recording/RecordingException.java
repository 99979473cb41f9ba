package org.airshed.edge.recording;

import java.util.List;

/** A recording or its mapping is refused; nothing of it was sent. Each problem is a sentence with file, line and column. */
public final class RecordingException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    RecordingException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    RecordingException(String problem) {
        this(List.of(problem));
    }

    /** All that is wrong, in the order of the file. */
    public List<String> problems() {
        return problems;
    }
}
