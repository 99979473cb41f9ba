/** What could not be stored, kept on disk with its reason, its bytes, its station and its time. */
@NullMarked
package org.airshed.ingest.deadletter;

import org.jspecify.annotations.NullMarked;
