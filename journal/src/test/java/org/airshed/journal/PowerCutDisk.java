package org.airshed.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.airshed.journal.disk.Disk;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that knows what was forced. {@link #afterCut} is the disk that the next start finds: every write,
 * shortening, creation, renaming and deletion that was not forced is kept or lost, each by itself and writes even by
 * single sectors, as the seed has it.
 */
final class PowerCutDisk implements Disk {
    private static final int SECTOR_BYTES = 512;

    /** What a file holds: on the platter, in the cache, and what lies between the two. */
    private static final class Content {
        byte[] forced = new byte[0];
        byte[] cached = new byte[0];
        final List<Change> changes = new ArrayList<>();
    }

    /** A write, or a shortening where {@code bytes} is null. */
    private static final class Change {
        final long offset;
        final byte @Nullable [] bytes;

        Change(long offset, byte @Nullable [] bytes) {
            this.offset = offset;
            this.bytes = bytes;
        }

        byte[] made(byte[] on) {
            byte[] written = bytes;
            if (written == null) {
                return Arrays.copyOf(on, (int) Math.min(offset, on.length));
            }
            int end = (int) offset + written.length;
            byte[] result = end > on.length ? Arrays.copyOf(on, end) : on.clone();
            System.arraycopy(written, 0, result, (int) offset, written.length);
            return result;
        }
    }

    private interface NameChange {
        void applyTo(Map<Path, Content> names);
    }

    private final Map<Path, Content> forcedNames = new TreeMap<>();
    private final Map<Path, Content> names = new TreeMap<>();
    private final Map<Path, List<NameChange>> nameChanges = new LinkedHashMap<>();
    private final Set<Path> folders = new HashSet<>();
    private final Set<Path> locks = new HashSet<>();
    private long operations;
    private long cutAt = Long.MAX_VALUE;

    /** Lets the power fail at the n-th operation from now that changes something; that one may still be half done. */
    synchronized void cutAfter(long changes) {
        cutAt = operations + changes;
    }

    /** The power fails now. */
    synchronized void cutNow() {
        cutAt = operations;
    }

    synchronized boolean isCut() {
        return operations >= cutAt;
    }

    synchronized long operations() {
        return operations;
    }

    /** What is left once the power is back. */
    synchronized PowerCutDisk afterCut(Random random) {
        cutNow();
        int mood = random.nextInt(4); // all lost, all kept, or a mixture
        PowerCutDisk after = new PowerCutDisk();
        after.folders.addAll(folders);
        Map<Path, Content> left = new TreeMap<>(forcedNames);
        for (List<NameChange> changes : nameChanges.values()) {
            for (NameChange change : changes) {
                if (kept(mood, random)) {
                    change.applyTo(left);
                }
            }
        }
        left.forEach((path, content) -> {
            Content survived = new Content();
            survived.forced = survivors(content, mood, random);
            survived.cached = survived.forced.clone();
            after.names.put(path, survived);
        });
        after.forcedNames.putAll(after.names);
        return after;
    }

    private static boolean kept(int mood, Random random) {
        return mood == 1 || (mood > 1 && random.nextBoolean());
    }

    private static byte[] survivors(Content content, int mood, Random random) {
        byte[] bytes = content.forced.clone();
        for (Change change : content.changes) {
            byte[] written = change.bytes;
            if (written == null) {
                if (kept(mood, random)) {
                    bytes = Arrays.copyOf(bytes, (int) Math.min(change.offset, bytes.length));
                }
                continue;
            }
            boolean tornBySector = mood == 3;
            boolean whole = kept(mood, random);
            long end = change.offset + written.length;
            for (long at = change.offset; at < end;) {
                long sectorEnd = Math.min(end, (at / SECTOR_BYTES + 1) * SECTOR_BYTES);
                if (tornBySector ? random.nextBoolean() : whole) {
                    if (sectorEnd > bytes.length) {
                        bytes = Arrays.copyOf(bytes, (int) sectorEnd);
                    }
                    System.arraycopy(written, (int) (at - change.offset), bytes, (int) at, (int) (sectorEnd - at));
                }
                at = sectorEnd;
            }
        }
        return bytes;
    }

    /** The process died and the machine did not: what was written is there to read, and still not forced. */
    synchronized void afterKill() {
        cutAt = Long.MAX_VALUE;
        locks.clear();
    }

    /** What some systems do after a failed force: pages that never reached the disk pass for clean. */
    synchronized void forgetWhatIsNotForced() {
        names.values().forEach(content -> content.changes.clear());
    }

    /** The bytes of a file as a program sees them. */
    synchronized byte[] bytes(Path path) {
        return content(path).cached.clone();
    }

    /** Puts a file there, forced, as if it had always been there. */
    synchronized void put(Path path, byte[] bytes) {
        Content content = new Content();
        content.forced = bytes.clone();
        content.cached = bytes.clone();
        names.put(key(path), content);
        forcedNames.put(key(path), content);
        folders.add(parent(key(path)));
    }

    private Content content(Path path) {
        Content content = names.get(key(path));
        if (content == null) {
            throw new IllegalArgumentException("no file " + path);
        }
        return content;
    }

    private static Path key(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }

    /** Counts a change; the one at which the power fails is still made, for the cut to tear. */
    private void changing() throws IOException {
        if (operations >= cutAt) {
            throw new IOException("the power is off");
        }
        operations++;
    }

    private void afterwards() throws IOException {
        if (operations >= cutAt) {
            throw new IOException("the power failed");
        }
    }

    private void changeNames(Path in, NameChange change) throws IOException {
        changing();
        change.applyTo(names);
        nameChanges.computeIfAbsent(parent(in), _ -> new ArrayList<>()).add(change);
        afterwards();
    }

    @Override
    public synchronized File open(Path path, boolean create) throws IOException {
        Path key = key(path);
        if (!names.containsKey(key)) {
            if (!create) {
                throw new NoSuchFileException(path.toString());
            }
            Content made = new Content();
            changeNames(key, into -> into.put(key, made));
        }
        return new OpenFile(content(key));
    }

    @Override
    public synchronized File openToRead(Path path) throws IOException {
        return open(path, false);
    }

    @Override
    public synchronized Lock lock(Path path) throws IOException {
        Path key = key(path);
        if (!locks.add(key)) {
            throw new IOException(path + " is taken");
        }
        return () -> unlock(key);
    }

    private synchronized void unlock(Path key) {
        locks.remove(key);
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        Content moved = content(from);
        Path source = key(from);
        Path target = key(to);
        changeNames(source, into -> {
            into.remove(source, moved);
            into.put(target, moved);
        });
    }

    @Override
    public synchronized void delete(Path path) throws IOException {
        Path key = key(path);
        if (names.containsKey(key)) {
            changeNames(key, into -> into.remove(key));
        }
    }

    @Override
    public synchronized List<String> list(Path folder) {
        Path key = key(folder);
        return names.keySet().stream().filter(path -> parent(path).equals(key))
                .map(path -> String.valueOf(path.getFileName())).toList();
    }

    /** Folders are always there at once: the journal forces what it makes, and a lost folder is an empty one here. */
    @Override
    public synchronized void createFolders(Path folder) {
        folders.add(key(folder));
    }

    @Override
    public synchronized void forceDirectory(Path folder) throws IOException {
        changing();
        List<NameChange> changes = nameChanges.remove(key(folder));
        if (changes != null) {
            changes.forEach(change -> change.applyTo(forcedNames));
        }
        afterwards();
    }

    private final class OpenFile implements File {
        private final Content content;

        OpenFile(Content content) {
            this.content = content;
        }

        @Override
        public void write(ByteBuffer bytes, long offset) throws IOException {
            synchronized (PowerCutDisk.this) {
                changing();
                byte[] written = new byte[bytes.remaining()];
                bytes.get(written);
                int end = (int) offset + written.length;
                if (end > content.cached.length) {
                    content.cached = Arrays.copyOf(content.cached, end);
                }
                System.arraycopy(written, 0, content.cached, (int) offset, written.length);
                content.changes.add(new Change(offset, written));
                afterwards();
            }
        }

        @Override
        public int read(ByteBuffer into, long offset) {
            synchronized (PowerCutDisk.this) {
                int n = (int) Math.min(into.remaining(), content.cached.length - offset);
                if (n <= 0) {
                    return into.hasRemaining() ? -1 : 0;
                }
                into.put(content.cached, (int) offset, n);
                return n;
            }
        }

        @Override
        public long size() {
            synchronized (PowerCutDisk.this) {
                return content.cached.length;
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            synchronized (PowerCutDisk.this) {
                changing();
                content.cached = Arrays.copyOf(content.cached, (int) Math.min(size, content.cached.length));
                content.changes.add(new Change(size, null));
                afterwards();
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (PowerCutDisk.this) {
                changing();
                afterwards(); // a cut during a force: nothing of it is certain
                for (Change change : content.changes) {
                    content.forced = change.made(content.forced);
                }
                content.changes.clear();
            }
        }

        @Override
        public void close() {
            // nothing is put on disk by closing
        }
    }
}
