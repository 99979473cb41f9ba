/** Simulated chips that answer their own commands in their own time, and misbehave on request. */
@NullMarked
package org.airshed.edge.simulation.chip;

import org.jspecify.annotations.NullMarked;
