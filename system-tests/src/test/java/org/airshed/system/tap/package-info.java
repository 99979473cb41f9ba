/** Stands between an agent and its server and keeps an account of what goes by; on request it is in the way. */
@NullMarked
package org.airshed.system.tap;

import org.jspecify.annotations.NullMarked;
