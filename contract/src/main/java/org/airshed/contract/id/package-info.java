/** Identifiers as checked types: station, sensor, level, datastream. */
@NullMarked
package org.airshed.contract.id;

import org.jspecify.annotations.NullMarked;
