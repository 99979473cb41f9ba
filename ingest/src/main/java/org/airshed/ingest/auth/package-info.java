/** Who is connecting, which topics are theirs, and the key and certificate we show them. */
@NullMarked
package org.airshed.ingest.auth;

import org.jspecify.annotations.NullMarked;
