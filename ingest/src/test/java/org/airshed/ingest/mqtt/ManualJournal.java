package org.airshed.ingest.mqtt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.airshed.journal.Journal;
import org.airshed.journal.JournalFailedException;
import org.airshed.journal.JournalFullException;
import org.airshed.journal.JournalReader;
import org.jspecify.annotations.Nullable;

/** A journal whose disk is as fast as the test says: nothing is committed until {@link #force()}. */
final class ManualJournal implements Journal {
    final List<ByteBuffer> frames = new ArrayList<>();
    private final List<CommitListener> listeners = new ArrayList<>();
    private long end;
    private long committed;
    private @Nullable IOException failure;
    boolean full;

    @Override
    public long append(ByteBuffer payload) throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (full) {
            throw new JournalFullException("8 of 8 segments are in use");
        }
        ByteBuffer copy = ByteBuffer.allocate(payload.remaining());
        copy.put(payload.duplicate()).flip();
        frames.add(copy);
        end += 8;
        return end;
    }

    /** Forces everything appended up to now. */
    void force() {
        force(end);
    }

    /** Forces up to a position. */
    void force(long position) {
        committed = position;
        listeners.forEach(listener -> listener.committed(position));
    }

    /** Forces everything appended up to now, and has not told anybody yet. */
    void forceUnheard() {
        committed = end;
    }

    void fail() {
        failure = new JournalFailedException("force of segment 7 failed", new IOException("Input/output error"));
        IOException cause = failure;
        listeners.forEach(listener -> listener.failed(cause));
    }

    @Override
    public long committed() {
        return committed;
    }

    @Override
    public void commit() throws IOException {
        if (failure != null) {
            throw failure;
        }
        force();
    }

    @Override
    public long first() {
        return 0;
    }

    @Override
    public JournalReader read(long position) {
        throw new UnsupportedOperationException("nobody reads in these tests");
    }

    @Override
    public void release(long position) {
        throw new UnsupportedOperationException("nobody releases in these tests");
    }

    @Override
    public Registration listen(CommitListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public Statistics statistics() {
        return new Statistics(frames.size(), 0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public @Nullable IOException failure() {
        return failure;
    }

    @Override
    public void close() {
        listeners.clear();
    }
}
