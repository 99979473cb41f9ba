package org.airshed.ingest.database;

import java.util.List;

/**
 * One step of a component's layout. Steps are only ever appended: a database that went through the first three runs the
 * fourth when it is opened next.
 *
 * @param statements SQL, run in order within one transaction
 */
public record Migration(List<String> statements) {
    public Migration {
        statements = List.copyOf(statements);
    }

    /** A step of these statements. */
    public static Migration of(String... statements) {
        return new Migration(List.of(statements));
    }
}
