/** Both processes, real brokers and databases, as a person outside would use them. */
@NullMarked
package org.airshed.system;

import org.jspecify.annotations.NullMarked;
