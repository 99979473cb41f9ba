package org.airshed.edge.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.airshed.contract.id.StationId;

/** The data folder: which layout it has, and where a station's part of it is. */
final class DataFolder {
    private static final int LAYOUT = 1;

    private final Path root;

    private DataFolder(Path root) {
        this.root = root;
    }

    /**
     * Creates the folder or checks that its layout is ours.
     *
     * @throws UsageException with a sentence, if it cannot be used
     */
    static DataFolder open(Path root) throws UsageException {
        Path version = root.resolve("VERSION");
        try {
            Files.createDirectories(root);
            if (Files.exists(version)) {
                int found = Integer.parseInt(Files.readString(version).strip());
                if (found > LAYOUT) {
                    throw new UsageException("the data folder " + root + " has layout " + found
                            + " of a newer Airshed, this one knows " + LAYOUT
                            + "; start the newer one, or choose another"
                            + " folder with --data");
                }
            } else {
                Files.writeString(version, LAYOUT + "\n");
            }
            return new DataFolder(root);
        } catch (NumberFormatException e) {
            throw new UsageException(version + " does not hold a number; is " + root + " a data folder of Airshed?");
        } catch (IOException e) {
            throw new UsageException(
                    "the data folder " + root + " cannot be used: " + e + "; choose another with --data");
        }
    }

    Path root() {
        return root;
    }

    /** Everything of one station. */
    Path of(StationId station) {
        return root.resolve("agent").resolve(station.text());
    }
}
