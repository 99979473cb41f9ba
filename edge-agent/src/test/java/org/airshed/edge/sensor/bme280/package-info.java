@NullMarked
package org.airshed.edge.sensor.bme280;

import org.jspecify.annotations.NullMarked;
