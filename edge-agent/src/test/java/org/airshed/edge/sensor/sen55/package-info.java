@NullMarked
package org.airshed.edge.sensor.sen55;

import org.jspecify.annotations.NullMarked;
