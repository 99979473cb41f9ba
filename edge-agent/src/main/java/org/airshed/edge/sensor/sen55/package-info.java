/** Sensirion SEN55: particles, temperature, relative humidity, VOC and NOx index. */
@NullMarked
package org.airshed.edge.sensor.sen55;

import org.jspecify.annotations.NullMarked;
