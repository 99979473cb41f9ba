/** Schedule, warm-up and averaging: measurements become submissions and go to the spool. */
@NullMarked
package org.airshed.edge.sampling;

import org.jspecify.annotations.NullMarked;
