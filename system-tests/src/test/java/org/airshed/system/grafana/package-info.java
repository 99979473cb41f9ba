/** The Grafana files: what they hold, and what their queries answer. */
@NullMarked
package org.airshed.system.grafana;

import org.jspecify.annotations.NullMarked;
