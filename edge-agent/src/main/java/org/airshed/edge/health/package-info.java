/** Counters, clock and disk of the station itself, as readings of the sensor named station. */
@NullMarked
package org.airshed.edge.health;

import org.jspecify.annotations.NullMarked;
