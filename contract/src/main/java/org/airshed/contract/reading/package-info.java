/** One value at one phenomenon time, and the quality flag it may carry. */
@NullMarked
package org.airshed.contract.reading;

import org.jspecify.annotations.NullMarked;
