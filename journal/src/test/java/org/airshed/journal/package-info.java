/** Tests of the journal: power cuts, damage, full disks, threads. */
@NullMarked
package org.airshed.journal;

import org.jspecify.annotations.NullMarked;
