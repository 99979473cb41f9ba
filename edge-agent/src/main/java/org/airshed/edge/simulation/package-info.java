/** Whole simulated stations: our chips below Pi4J and on serial lines, live or with their past already lived. */
@NullMarked
package org.airshed.edge.simulation;

import org.jspecify.annotations.NullMarked;
