package org.airshed.edge.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What Linux tells about the machine in files; whatever is not there is absent. Threads: any.
 *
 * @param root {@code /} but in tests
 * @param data folder whose disk counts
 */
record Machine(Path root, Path data) {
    private static final double KIBI = 1024;

    /** Degrees Celsius of the processor. */
    OptionalDouble cpuTemperature() {
        OptionalDouble milli = firstNumber(root.resolve("sys/class/thermal/thermal_zone0/temp"), 0);
        return milli.isPresent() ? OptionalDouble.of(milli.getAsDouble() / 1000) : milli;
    }

    /** Mean of the last minute, per processor. */
    OptionalDouble cpuLoad() {
        OptionalDouble load = firstNumber(root.resolve("proc/loadavg"), 0);
        return load.isPresent()
                ? OptionalDouble.of(load.getAsDouble() / Runtime.getRuntime().availableProcessors())
                : load;
    }

    /** Bytes that programs can still get. */
    OptionalDouble memoryFree() {
        try {
            Optional<String> line = Files.readString(root.resolve("proc/meminfo")).lines()
                    .filter(each -> each.startsWith("MemAvailable:")).findFirst();
            return line.isEmpty()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(Double.parseDouble(line.get().replaceAll("\\D", "")) * KIBI);
        } catch (IOException | NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** Bytes left on the disk of the data folder. */
    OptionalDouble diskFree() {
        try {
            return OptionalDouble.of((double) Files.getFileStore(data).getUsableSpace());
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }

    /** Signal of the first radio interface, dBm. */
    OptionalDouble rssi() {
        try {
            Optional<String> line = Files.readString(root.resolve("proc/net/wireless")).lines().skip(2).findFirst();
            return line.isEmpty() ? OptionalDouble.empty() : number(line.get().strip().split("\\s+"), 3);
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }

    private static OptionalDouble firstNumber(Path file, int field) {
        try {
            return number(Files.readString(file).strip().split("\\s+"), field);
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }

    private static OptionalDouble number(String[] fields, int index) {
        try {
            return index < fields.length
                    ? OptionalDouble.of(Double.parseDouble(fields[index]))
                    : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
