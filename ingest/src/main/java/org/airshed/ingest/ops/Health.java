package org.airshed.ingest.ops;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.airshed.ingest.api.Operations.Check;

/**
 * Whether each part can take what comes.
 *
 * <p>Threads: any.
 */
public final class Health {
    private record Part(String name, Supplier<Optional<String>> trouble) {}

    private final List<Part> parts = new CopyOnWriteArrayList<>();

    /**
     * Adds a part.
     *
     * @param name short and stable: {@code journal}, {@code store}
     * @param trouble a sentence for the operator while the part cannot do its work; empty while it can. Asked at each
     *     request, so it reads a state and does not go looking
     */
    public void add(String name, Supplier<Optional<String>> trouble) {
        parts.add(new Part(name, trouble));
    }

    /** Every part's answer now, in the order they were added. */
    public List<Check> checks() {
        return parts.stream().map(Health::check).toList();
    }

    private static Check check(Part part) {
        try {
            return part.trouble().get().map(reason -> new Check(part.name(), false, reason))
                    .orElseGet(() -> new Check(part.name(), true, ""));
        } catch (RuntimeException e) {
            // One part that cannot even say how it is must not hide the others.
            return new Check(part.name(), false, "Its state cannot be read: " + e);
        }
    }
}
