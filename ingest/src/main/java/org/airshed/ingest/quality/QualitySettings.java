package org.airshed.ingest.quality;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;

/**
 * The limits of one network. The defaults are ours unless their data file names a source.
 *
 * @param properties limits by property id; a property that is not in it has its ranges alone
 * @param warmUp how long after a silence readings are masked, by the beginning of the sensor's name
 * @param restartGap silence longer than this, in a series that otherwise comes more often, counts as switched off: nothing else says that a sensor was
 * @param neighbourGap readings further apart than this are no neighbours of each other
 */
public record QualitySettings(Map<String, PropertyTests> properties, Map<String, Duration> warmUp, Duration restartGap,
        Duration neighbourGap, BuddySettings buddies, ChannelSettings channels, MetadataSettings metadata) {
    /** What holds where a network sets nothing. */
    public static final QualitySettings DEFAULTS = new QualitySettings(DefaultTests.byProperty(), DefaultTests.warmUp(),
            Duration.ofMinutes(10), Duration.ofMinutes(10), BuddySettings.DEFAULTS, ChannelSettings.DEFAULTS,
            MetadataSettings.DEFAULTS);

    public QualitySettings {
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
        warmUp = Collections.unmodifiableSortedMap(new TreeMap<>(warmUp));
        if (neighbourGap.isNegative() || neighbourGap.isZero() || neighbourGap.compareTo(restartGap) > 0
                || restartGap.compareTo(DatastreamCheck.LOOKAHEAD) > 0) {
            throw new IllegalArgumentException("0 < neighbour gap <= restart gap <= " + DatastreamCheck.LOOKAHEAD
                    + ", not " + neighbourGap + " and " + restartGap);
        }
        Duration longest = DatastreamCheck.LOOKBACK.minus(restartGap).minus(neighbourGap);
        warmUp.forEach((sensor, duration) -> {
            if (duration.isNegative() || duration.compareTo(longest) > 0) {
                throw new IllegalArgumentException("the warm-up of " + sensor + " must be 0 to " + longest + ", not "
                        + duration + "; a person judges what takes longer");
            }
        });
    }

    /** The limits of a property. */
    public PropertyTests testsOf(ObservedProperty property) {
        PropertyTests tests = properties.get(property.id());
        return tests == null ? PropertyTests.rangesOf(property) : tests;
    }

    /** The warm-up of the longest name that the sensor's begins with; zero where none does. */
    public Duration warmUpOf(SensorName sensor) {
        Duration found = Duration.ZERO;
        int length = -1;
        for (Map.Entry<String, Duration> entry : warmUp.entrySet()) {
            if (entry.getKey().length() > length && sensor.text().startsWith(entry.getKey())) {
                found = entry.getValue();
                length = entry.getKey().length();
            }
        }
        return found;
    }

    /** With other limits for one property. */
    public QualitySettings with(ObservedProperty property, PropertyTests tests) {
        Map<String, PropertyTests> changed = new TreeMap<>(properties);
        changed.put(ObservedProperties.of(property.id()).id(), tests);
        return new QualitySettings(changed, warmUp, restartGap, neighbourGap, buddies, channels, metadata);
    }

    /** With other limits for neighbours. */
    public QualitySettings withBuddies(BuddySettings newBuddies) {
        return new QualitySettings(properties, warmUp, restartGap, neighbourGap, newBuddies, channels, metadata);
    }

    /** With other limits for twin sensors. */
    public QualitySettings withChannels(ChannelSettings newChannels) {
        return new QualitySettings(properties, warmUp, restartGap, neighbourGap, buddies, newChannels, metadata);
    }

    /** With other limits for what is said of a station. */
    public QualitySettings withMetadata(MetadataSettings newMetadata) {
        return new QualitySettings(properties, warmUp, restartGap, neighbourGap, buddies, channels, newMetadata);
    }
}
