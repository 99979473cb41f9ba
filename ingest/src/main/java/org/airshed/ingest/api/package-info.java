/** The public HTTP interface: routes, parameters, JSON, CSV, server-sent events and problems. */
@NullMarked
package org.airshed.ingest.api;

import org.jspecify.annotations.NullMarked;
