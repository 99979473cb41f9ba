/** What time a boot of this machine had, and who is believed about it. */
@NullMarked
package org.airshed.edge.clock;

import org.jspecify.annotations.NullMarked;
