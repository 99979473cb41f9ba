package org.airshed.benchmarks.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One write and one force of the same bytes, no framing, no checksum: what the disk itself costs. */
final class BareFile implements DurableQueue {
    private static final long WRAP_BYTES = 256 << 20;

    private final FileChannel channel;
    private final byte[] entry;
    private long at;

    BareFile(Path folder, byte[] entry) throws IOException {
        this.entry = entry.clone();
        this.channel = FileChannel.open(folder.resolve("bare"), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    }

    @Override
    public synchronized void add(int entries) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(entries * entry.length);
        for (int i = 0; i < entries; i++) {
            bytes.put(entry);
        }
        bytes.flip();
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        channel.force(false);
    }

    @Override
    public synchronized void releaseAllBut(long newest) throws IOException {
        if (at > WRAP_BYTES) {
            channel.truncate(0);
            at = 0;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
