package org.airshed.ingest.collocation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.correction.Averaging;
import org.jspecify.annotations.Nullable;

/**
 * The US EPA's targets for sensors of one property.
 *
 * <p>Threads: any. Source: {@code epa-targets.csv} beside this class, which names its own.
 */
public final class Targets {
    /** Stands beside every comparison with the targets. */
    public static final String NO_STANDING = "Meeting the US EPA's targets gives no regulatory standing.";

    private static final List<Targets> ALL = load();

    private final ObservedProperty property;
    private final Averaging averaging;
    private final List<Target> targets;

    private Targets(ObservedProperty property, Averaging averaging, List<Target> targets) {
        this.property = property;
        this.averaging = averaging;
        this.targets = targets;
    }

    private enum Kind {
        SLOPE, INTERCEPT, R2, RMSE, NRMSE, SD, CV
    }

    /** @param oneOf the other figure of which meeting one is enough, null where this one counts alone */
    private record Target(Kind kind, BigDecimal bound, @Nullable Kind oneOf) {}

    /** What became of a target. */
    public enum Met {
        YES, NO,
        /** Missed, and its alternative is met, which is enough. */
        NO_BUT_ITS_ALTERNATIVE,
        /** There is no figure: precision needs several units, a relative one a mean above zero. */
        UNKNOWN
    }

    /**
     * One target and the figure beside it.
     *
     * @param name such as {@code slope}
     * @param target such as {@code 1 ± 0.35}
     * @param found null where there is none
     */
    public record Verdict(String name, String target, @Nullable Double found, String unit, Met met) {}

    /** The targets for means of this length, which count for no other. */
    public static Optional<Targets> of(ObservedProperty property, Averaging averaging) {
        return ALL.stream().filter(row -> row.property.equals(property) && row.averaging == averaging).findFirst();
    }

    /** The length of means for which this property has targets. */
    public static Optional<Averaging> averaging(ObservedProperty property) {
        return ALL.stream().filter(row -> row.property.equals(property)).map(row -> row.averaging).findFirst();
    }

    /** Every target with what was found. */
    public List<Verdict> judge(Comparison.Compared compared, @Nullable Precision precision) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Target target : targets) {
            Double found = found(target.kind, compared, precision);
            Met met = met(target, found);
            if (met == Met.NO && target.oneOf != null) {
                for (Target other : targets) {
                    if (other.kind == target.oneOf && met(other, found(other.kind, compared, precision)) == Met.YES) {
                        met = Met.NO_BUT_ITS_ALTERNATIVE;
                    }
                }
            }
            verdicts.add(new Verdict(name(target.kind), text(target), found, unit(target.kind), met));
        }
        return verdicts;
    }

    private static Met met(Target target, @Nullable Double found) {
        if (found == null) {
            return Met.UNKNOWN;
        }
        // In decimal: as doubles 1.35 lies farther than 0.35 from 1.
        BigDecimal figure = BigDecimal.valueOf(found);
        int side = switch (target.kind) {
            case SLOPE -> figure.subtract(BigDecimal.ONE).abs().compareTo(target.bound);
            case INTERCEPT -> figure.abs().compareTo(target.bound);
            case R2 -> target.bound.compareTo(figure);
            case RMSE, NRMSE, SD, CV -> figure.compareTo(target.bound);
        };
        return side <= 0 ? Met.YES : Met.NO;
    }

    private static @Nullable Double found(Kind kind, Comparison.Compared compared, @Nullable Precision precision) {
        return switch (kind) {
            case SLOPE -> Double.valueOf(compared.slope());
            case INTERCEPT -> Double.valueOf(compared.intercept());
            case R2 -> compared.r2();
            case RMSE -> Double.valueOf(compared.rmse());
            case NRMSE -> compared.nrmsePercent();
            case SD -> precision == null ? null : Double.valueOf(precision.sd());
            case CV -> precision == null ? null : precision.cvPercent();
        };
    }

    private static String name(Kind kind) {
        return switch (kind) {
            case R2 -> "R²";
            case RMSE, NRMSE, SD, CV -> kind.name();
            case SLOPE, INTERCEPT -> kind.name().toLowerCase(Locale.ROOT);
        };
    }

    private String unit(Kind kind) {
        return switch (kind) {
            case INTERCEPT, RMSE, SD -> property.unit();
            case NRMSE, CV -> "%";
            case SLOPE, R2 -> "";
        };
    }

    private static String text(Target target) {
        String bound = target.bound.toPlainString();
        String words = switch (target.kind) {
            case SLOPE -> "1 ± " + bound;
            case INTERCEPT -> "0 ± " + bound;
            case R2 -> "at least " + bound;
            case RMSE, NRMSE, SD, CV -> "at most " + bound;
        };
        return target.oneOf == null ? words : words + ", or " + name(target.oneOf);
    }

    private static List<Targets> load() {
        List<Targets> all = new ArrayList<>();
        try (InputStream in = Targets.class.getResourceAsStream("epa-targets.csv")) {
            if (in == null) {
                throw new IllegalStateException("epa-targets.csv is missing beside " + Targets.class.getName());
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            lines.lines().filter(line -> !line.startsWith("#")).skip(1).forEach(line -> all.add(row(line)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(all);
    }

    private static Targets row(String line) {
        String[] cells = line.split(",", -1);
        ObservedProperty property = ObservedProperties.of(cells[0]);
        if (!property.unit().equals(cells[2])) {
            throw new IllegalStateException("epa-targets.csv has " + cells[0] + " in " + cells[2]);
        }
        List<Target> targets = new ArrayList<>();
        int column = 3;
        for (Kind kind : Kind.values()) {
            String cell = cells[column++];
            if (!cell.isEmpty()) {
                targets.add(new Target(kind, new BigDecimal(cell), alternative(kind, cells[10])));
            }
        }
        return new Targets(property, Averaging.valueOf(cells[1].toUpperCase(Locale.ROOT)), targets);
    }

    private static @Nullable Kind alternative(Kind kind, String oneOf) {
        for (String two : oneOf.split(" ", -1)) {
            String[] names = two.toUpperCase(Locale.ROOT).split("\\|", -1);
            if (names.length == 2 && kind.name().equals(names[0])) {
                return Kind.valueOf(names[1]);
            }
            if (names.length == 2 && kind.name().equals(names[1])) {
                return Kind.valueOf(names[0]);
            }
        }
        return null;
    }
}
