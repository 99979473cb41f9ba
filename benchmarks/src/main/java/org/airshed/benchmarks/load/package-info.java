/** Whole-system load: Airshed and its peer under the same readings in the same run. */
@NullMarked
package org.airshed.benchmarks.load;

import org.jspecify.annotations.NullMarked;
