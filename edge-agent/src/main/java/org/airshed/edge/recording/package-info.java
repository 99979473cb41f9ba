/** Recordings (SD-card logs, exports of instruments): CSV by a mapping, through a spool of their own, resumable. */
@NullMarked
package org.airshed.edge.recording;

import org.jspecify.annotations.NullMarked;
