/** What has just been stored, for those who watch: newest value per datastream, bounded however slow they are. */
@NullMarked
package org.airshed.ingest.live;

import org.jspecify.annotations.NullMarked;
