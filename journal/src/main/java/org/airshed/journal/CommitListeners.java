package org.airshed.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.airshed.journal.Journal.CommitListener;
import org.airshed.journal.Journal.Registration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who want to hear of commits; one that throws harms neither the others nor the journal. Threads: any. */
final class CommitListeners {
    private static final Logger LOG = LoggerFactory.getLogger(CommitListeners.class);

    private final Path folder;
    private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();

    CommitListeners(Path folder) {
        this.folder = folder;
    }

    Registration add(CommitListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void committed(long position) {
        for (CommitListener listener : listeners) {
            try {
                listener.committed(position);
            } catch (RuntimeException e) {
                LOG.error("journal={} a commit listener failed", folder, e);
            }
        }
    }

    void failed(IOException failure) {
        for (CommitListener listener : listeners) {
            try {
                listener.failed(failure);
            } catch (RuntimeException e) {
                LOG.error("journal={} a commit listener failed", folder, e);
            }
        }
    }
}
