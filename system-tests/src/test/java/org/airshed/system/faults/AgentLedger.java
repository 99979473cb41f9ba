package org.airshed.system.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * The account that an agent under test keeps beside its spool, in a file that outlives a kill: one 8-byte number for each
 * entry it is about to append, and the same number negated once the spool says that the entry is on disk.
 */
final class AgentLedger implements AutoCloseable {
    private final FileChannel file;
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
    private long next;

    private AgentLedger(FileChannel file, long next) {
        this.file = file;
        this.next = next;
    }

    static AgentLedger open(Path path) throws IOException {
        long next = 1 + read(path).about().stream().mapToLong(Long::longValue).max().orElse(0);
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        // A kill may have cut the last number short.
        file.position(file.size() / Long.BYTES * Long.BYTES);
        return new AgentLedger(file, next);
    }

    /** The number of an entry that is about to be appended. */
    long about() throws IOException {
        long mine = next++;
        put(mine);
        return mine;
    }

    /** The spool has it on disk. */
    void committed(long mine) throws IOException {
        put(-mine);
    }

    private void put(long value) throws IOException {
        number.clear().putLong(value).flip();
        while (number.hasRemaining()) {
            file.write(number);
        }
    }

    /** What stands in a ledger. */
    record Account(Set<Long> about, Set<Long> committed) {}

    static Account read(Path path) throws IOException {
        Account account = new Account(new HashSet<>(), new HashSet<>());
        if (Files.exists(path)) {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
            while (bytes.remaining() >= Long.BYTES) {
                long value = bytes.getLong();
                if (value > 0) {
                    account.about().add(value);
                } else {
                    account.committed().add(-value);
                }
            }
        }
        return account;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
