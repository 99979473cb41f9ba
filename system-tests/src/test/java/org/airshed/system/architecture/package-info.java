/** The rules that keep the house: which package may use which, and where each library may be touched. */
@NullMarked
package org.airshed.system.architecture;

import org.jspecify.annotations.NullMarked;
