/** The HTTP server: listening, bounds, headers, the page and its files; the API's routes hang in it. */
@NullMarked
package org.airshed.ingest.http;

import org.jspecify.annotations.NullMarked;
