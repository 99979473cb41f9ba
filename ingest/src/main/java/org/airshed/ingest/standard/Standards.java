package org.airshed.ingest.standard;

import java.util.List;
import java.util.Optional;

/** All standards we know, one table each beside this class. */
public final class Standards {
    private static final List<Standard> ALL = List
            .of("who-2021", "eu-2008-50", "eu-2024-2881", "eu-2024-2881-thresholds", "japan-eqs",
                    "japan-pm2_5-attention",
                    "japan-ox-advisory")
            .stream().map(StandardTable::read).toList();

    private Standards() {}

    /** In the order in which they are listed. */
    public static List<Standard> all() {
        return ALL;
    }

    /** By id. */
    public static Optional<Standard> find(String id) {
        return ALL.stream().filter(standard -> standard.id().equals(id)).findFirst();
    }

    /** By an id that must exist. */
    public static Standard of(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("no standard is called " + id));
    }
}
