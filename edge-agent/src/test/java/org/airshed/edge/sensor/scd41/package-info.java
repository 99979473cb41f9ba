@NullMarked
package org.airshed.edge.sensor.scd41;

import org.jspecify.annotations.NullMarked;
