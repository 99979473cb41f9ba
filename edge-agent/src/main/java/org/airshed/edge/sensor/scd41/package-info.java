/** Sensirion SCD41: carbon dioxide, temperature, relative humidity. */
@NullMarked
package org.airshed.edge.sensor.scd41;

import org.jspecify.annotations.NullMarked;
