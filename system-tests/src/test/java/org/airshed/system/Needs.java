package org.airshed.system;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.airshed.benchmarks.process.Tools;
import org.jspecify.annotations.Nullable;

/** What a test needs beyond Maven. Missing, it is skipped with a sentence; in CI ({@code CI=true}) it fails with it. */
public final class Needs {
    private Needs() {}

    /** A tool that {@code scripts/install-test-tools.sh} installs. */
    public static Path tool(String name) {
        Optional<Path> found = Tools.find(name);
        return found.orElseGet(() -> missing(Tools.missing(name)));
    }

    /** The folder of the real recordings, which lies beside the checkout; never a failure where it is absent. */
    public static Path recordings() {
        for (Path shared : candidates()) {
            Path folder = shared.resolve("data/epa-rtp-2019");
            if (Files.isDirectory(folder)) {
                return folder.toAbsolutePath().normalize();
            }
        }
        return abort("the recordings of August 2019 are not at ../shared/data/epa-rtp-2019 beside the checkout; "
                + "-Dairshed.shared=FOLDER says where the folder above 'data' is");
    }

    private static List<Path> candidates() {
        @Nullable
        String stated = System.getProperty("airshed.shared");
        if (stated != null && !stated.isEmpty()) {
            return List.of(Path.of(stated));
        }
        return List.of(checkout().resolveSibling("shared"), checkout().resolve("../../shared"));
    }

    /** The root of the checkout. */
    public static Path checkout() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException("no checkout above " + Path.of("").toAbsolutePath());
            }
            folder = parent;
        }
        return folder;
    }

    private static Path missing(String sentence) {
        if ("true".equals(System.getenv("CI"))) {
            fail(sentence);
        }
        return abort(sentence);
    }
}
