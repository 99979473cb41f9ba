/** Plantower PMS5003: particles by mass and by number, over a serial line. */
@NullMarked
package org.airshed.edge.sensor.pms5003;

import org.jspecify.annotations.NullMarked;
