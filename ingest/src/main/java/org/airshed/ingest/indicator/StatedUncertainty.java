package org.airshed.ingest.indicator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperty;

/**
 * What a chip's maker says of its accuracy.
 *
 * <p>Source: {@code stated-uncertainty.csv} beside this class, which says how each row was checked.
 */
public final class StatedUncertainty {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private record Row(String chip, String property, BigDecimal absolute, BigDecimal percent, boolean sum) {
        BigDecimal at(BigDecimal value) {
            BigDecimal relative = value.abs().multiply(percent).divide(HUNDRED);
            return sum ? absolute.add(relative) : absolute.max(relative);
        }
    }

    private static final List<Row> ROWS = read();

    private StatedUncertainty() {}

    /**
     * Half-width of the stated span.
     *
     * @param sensor whose name begins with the chip's: {@code pms5003-ttyama0}
     * @return in the property's unit; empty where the table knows nothing of this chip and property
     */
    public static Optional<BigDecimal> of(SensorName sensor, ObservedProperty property, BigDecimal value) {
        return ROWS.stream().filter(row -> sensor.text().startsWith(row.chip) && property.id().equals(row.property))
                .findFirst().map(row -> row.at(value));
    }

    private static List<Row> read() {
        List<Row> rows = new ArrayList<>();
        try (InputStream file = StatedUncertainty.class.getResourceAsStream("stated-uncertainty.csv")) {
            if (file == null) {
                throw new IllegalStateException("stated-uncertainty.csv is missing from the jar");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            lines.lines().filter(line -> !line.startsWith("#")).skip(1).map(line -> line.split(",", -1))
                    .forEach(cells -> rows.add(new Row(cells[0], cells[1], new BigDecimal(cells[2]),
                            new BigDecimal(cells[3]), cells[4].equals("sum"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(rows);
    }
}
