package org.airshed.edge.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.airshed.edge.sensor.Measurement;
import org.airshed.edge.sensor.SensorAddress;
import org.airshed.edge.sensor.SensorDriver;
import org.airshed.edge.sensor.chips.Drivers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks at every place where a chip that we know may sit, and prints what answers as lines for the settings. */
@Command(name = "scan", description = "Lists the chips that answer on this machine's buses and serial ports.", mixinStandardHelpOptions = true)
final class ScanCommand implements Callable<Integer> {
    private static final List<String> PORTS = List.of("/dev/ttyAMA0", "/dev/ttyS0", "/dev/ttyUSB0", "/dev/ttyACM0");
    private static final int TRIES = 30;
    private static final long BETWEEN_TRIES_MILLIS = 200;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--port", paramLabel = "PATH", description = "A further serial port to ask at; repeatable.")
    private List<String> ports = new ArrayList<>();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Integer> buses = buses();
        List<String> serial = Stream.concat(PORTS.stream(), ports.stream()).filter(path -> Files.exists(Path.of(path)))
                .distinct().toList();
        out.println("I2C buses: "
                + (buses.isEmpty() ? "none; switch I2C on with: sudo raspi-config nonint do_i2c 0" : buses));
        out.println("serial ports: " + (serial.isEmpty() ? "none" : String.join(", ", serial)));
        int found = scan(Board.real(), buses, serial, out);
        out.println(found == 0
                ? "No chip answers. Is the power on, are SDA and SCL the right way round?"
                : "Lines like these go below 'sensors:' in agent.yaml.");
        out.flush();
        return 0;
    }

    static int scan(Board board, List<Integer> buses, List<String> serial, PrintWriter out) {
        int found = 0;
        for (String chip : Drivers.chips()) {
            List<Integer> addresses = Drivers.addresses(chip);
            for (int address : addresses) {
                for (int bus : buses) {
                    found += ask(board, chip, new SensorAddress.I2c(bus, address),
                            "  - { chip: %s, bus: %d, address: \"0x%02x\" }".formatted(chip, bus, address), out);
                }
            }
            if (addresses.isEmpty()) {
                for (String path : serial) {
                    found += ask(board, chip, new SensorAddress.Serial(path),
                            "  - { chip: %s, port: %s }".formatted(chip, path), out);
                }
            }
        }
        return found;
    }

    private static int ask(Board board, String chip, SensorAddress address, String line, PrintWriter out) {
        try (SensorDriver driver = Drivers.create(chip, address, board.i2c(), board.serial(), board.timing())) {
            driver.start();
            if (address instanceof SensorAddress.Serial && !speaks(board, driver)) {
                return 0;
            }
            out.println(line);
            return 1;
        } catch (IOException e) {
            return 0; // nothing there, or something else
        }
    }

    /** A serial port opens whatever is behind it: only a frame tells. */
    private static boolean speaks(Board board, SensorDriver driver) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            switch (driver.poll()) {
                case Measurement.Sample sample -> {
                    return true;
                }
                case Measurement.Damaged damaged -> {
                    return true;
                }
                case Measurement.Fault fault -> {
                    return true;
                }
                case Measurement.NotReady notReady -> board.timing()
                        .pause(java.time.Duration.ofMillis(BETWEEN_TRIES_MILLIS));
                case Measurement.NoAnswer noAnswer -> {
                    return false;
                }
            }
        }
        return false;
    }

    private static List<Integer> buses() {
        try (Stream<Path> devices = Files.list(Path.of("/dev"))) {
            return devices.map(path -> path.getFileName().toString()).filter(name -> name.matches("i2c-\\d+"))
                    .map(name -> Integer.parseInt(name.substring(4))).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
