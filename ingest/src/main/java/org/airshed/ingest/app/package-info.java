/** The ingest tier's composition root and its commands. */
@NullMarked
package org.airshed.ingest.app;

import org.jspecify.annotations.NullMarked;
