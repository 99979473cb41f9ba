@NullMarked
package org.airshed.edge.sensor.pms5003;

import org.jspecify.annotations.NullMarked;
