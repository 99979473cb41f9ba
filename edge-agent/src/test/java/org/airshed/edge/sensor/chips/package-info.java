@NullMarked
package org.airshed.edge.sensor.chips;

import org.jspecify.annotations.NullMarked;
