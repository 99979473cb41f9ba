package org.airshed.benchmarks.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the servers are that {@code scripts/install-test-tools.sh} installs: on the PATH, or in its cache folder. */
public final class Tools {
    private Tools() {}

    /** Finds an executable by name. */
    public static Optional<Path> find(String name) {
        List<Path> candidates = new ArrayList<>();
        for (String folder : environment("PATH", "").split(File.pathSeparator, -1)) {
            if (!folder.isEmpty()) {
                candidates.add(Path.of(folder, name));
            }
        }
        // Debian puts servers there, and leaves the folder off an ordinary user's PATH.
        candidates.add(Path.of("/usr/sbin", name));
        candidates.add(Path.of("/usr/local/sbin", name));
        Path cache = cache();
        candidates.add(cache.resolve("influxd-v2.7.12/bin").resolve(name));
        candidates.add(cache.resolve("telegraf-v1.37.2").resolve(name));
        return candidates.stream().filter(Files::isRegularFile).filter(Files::isExecutable).findFirst();
    }

    /** What to tell a person who has it not. */
    public static String missing(String name) {
        String option = name.equals("telegraf") ? " --benchmarks" : "";
        return name + " is not on the PATH and not in " + cache() + "; scripts/install-test-tools.sh" + option
                + " installs it";
    }

    private static Path cache() {
        Path caches = Path.of(environment("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache"));
        return Path.of(environment("AIRSHED_TOOLS", caches.resolve("airshed/tools").toString()));
    }

    private static String environment(String name, String otherwise) {
        @Nullable
        String value = System.getenv(name);
        return value == null || value.isEmpty() ? otherwise : value;
    }
}
