/** Submissions on disk that the ingest tier has not acknowledged yet, oldest first. */
@NullMarked
package org.airshed.edge.spool;

import org.jspecify.annotations.NullMarked;
