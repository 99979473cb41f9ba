@NullMarked
package org.airshed.ingest.mqtt;

import org.jspecify.annotations.NullMarked;
