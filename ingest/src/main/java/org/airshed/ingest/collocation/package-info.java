/**
 * A sensor beside a reference: how they compare, what a correction of the sensor would be, and a picture of both; pure
 * arithmetic, no I/O.
 */
@NullMarked
package org.airshed.ingest.collocation;

import org.jspecify.annotations.NullMarked;
