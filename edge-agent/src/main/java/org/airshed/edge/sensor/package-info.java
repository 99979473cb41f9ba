/** What every sensor offers: start, poll, warm-up, properties; and what a poll can come to. */
@NullMarked
package org.airshed.edge.sensor;

import org.jspecify.annotations.NullMarked;
