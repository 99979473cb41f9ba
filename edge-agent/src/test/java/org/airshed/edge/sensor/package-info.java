@NullMarked
package org.airshed.edge.sensor;

import org.jspecify.annotations.NullMarked;
