/**
 * What a neighbourhood breathes: the median of its stations hour by hour, how sure that is, and what days, months and
 * years come to. Pure arithmetic, no I/O.
 */
@NullMarked
package org.airshed.ingest.indicator;

import org.jspecify.annotations.NullMarked;
