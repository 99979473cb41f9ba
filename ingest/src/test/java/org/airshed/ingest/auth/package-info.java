@NullMarked
package org.airshed.ingest.auth;

import org.jspecify.annotations.NullMarked;
