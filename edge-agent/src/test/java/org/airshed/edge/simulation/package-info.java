@NullMarked
package org.airshed.edge.simulation;

import org.jspecify.annotations.NullMarked;
