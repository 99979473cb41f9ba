package org.airshed.ingest.quality;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * The rules that made a flag. Stored with the flags, so that the same flags can be made again; a change of the rules or
 * of their defaults is a new version and makes a new revision, never a silent edit.
 *
 * @param id of this code's rules
 * @param version of them, from 1
 * @param settings the limits in force
 */
public record RuleSet(String id, int version, QualitySettings settings) {
    /** The rules of this package with their defaults. */
    public static final RuleSet DEFAULT = new RuleSet("airshed-qc", 1, QualitySettings.DEFAULTS);

    /** These rules with a network's own limits. */
    public static RuleSet of(QualitySettings settings) {
        return new RuleSet(DEFAULT.id, DEFAULT.version, settings);
    }

    /**
     * {@code airshed-qc@1}; with limits of a network's own their checksum follows ({@code airshed-qc@1-1f0c22ab}), so
     * that flags made by different limits never pass for the same.
     */
    public String text() {
        String text = id + "@" + version;
        return settings.equals(QualitySettings.DEFAULTS) ? text : text + "-" + checksum(settings);
    }

    private static String checksum(QualitySettings settings) {
        CRC32C crc = new CRC32C();
        // A set of texts has no order of its own; everything else in the settings has.
        BuddySettings buddies = settings.buddies();
        String written = settings.properties() + "|" + settings.warmUp() + "|" + settings.restartGap() + "|"
                + settings.neighbourGap() + "|" + buddies.radiusKilometres() + "|" + buddies.fallbackKilometres() + "|"
                + buddies.neighbours() + "|" + buddies.floor() + "|" + buddies.threshold() + "|" + buddies.passes()
                + "|"
                + buddies.properties().stream().sorted().toList() + "|" + settings.channels() + "|"
                + settings.metadata();
        crc.update(written.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
