/** The MQTT server: Netty pipeline and one session handler per connection; acknowledges after the journal's force. */
@NullMarked
package org.airshed.ingest.mqtt;

import org.jspecify.annotations.NullMarked;
