/** Processes killed at random moments, and the account of it. */
@NullMarked
package org.airshed.system.faults;

import org.jspecify.annotations.NullMarked;
