package org.airshed.ingest.derivation;

import java.util.Optional;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.quality.Verdict;
import org.airshed.ingest.rollup.Summary;

/**
 * One raw datastream in one hour, as far as its own readings tell: before hours are compared with each other, with the
 * neighbours' or by people.
 *
 * @param summary empty where every reading failed
 * @param coverage part of the hour's slots that hold a reading which counts, 0 to 1
 */
record BaseHour(SensorName sensor, ObservedProperty property, long hourMillis, Optional<Summary> summary,
        double coverage, Verdict verdict) {}
