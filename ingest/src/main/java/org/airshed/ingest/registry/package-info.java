/** Stations, their secrets, the places they stood at and when, and the last they said about themselves. */
@NullMarked
package org.airshed.ingest.registry;

import org.jspecify.annotations.NullMarked;
