/** What travels between agent and ingest: topics and SenML, both directions. */
@NullMarked
package org.airshed.contract.wire;

import org.jspecify.annotations.NullMarked;
