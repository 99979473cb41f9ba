/** The small port through which the journal touches a disk, so that a test can lose what was not forced. */
@NullMarked
package org.airshed.journal.disk;

import org.jspecify.annotations.NullMarked;
