package org.airshed.ingest.standard;

import org.airshed.ingest.rollup.CaptureRule;
import org.jspecify.annotations.Nullable;

/**
 * How much data a standard asks for.
 *
 * @param hoursADay for a mean over a day
 * @param hoursAWindow for a mean over certain hours of a day
 * @param daysAYear of valid days
 * @param hoursAYear of hours, where hours are counted
 * @param quarters of valid days in each quarter; null for no such rule
 * @param summerMonthDays of valid days in a month of summer
 * @param summerMonths of the six months of summer
 * @param years of the years that are averaged
 */
public record Capture(CaptureRule hoursADay, CaptureRule hoursAWindow, CaptureRule daysAYear, CaptureRule hoursAYear,
        @Nullable CaptureRule quarters, CaptureRule summerMonthDays, CaptureRule summerMonths, CaptureRule years) {}
