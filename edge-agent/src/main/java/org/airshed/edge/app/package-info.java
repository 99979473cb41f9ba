/** Composition root of the agent: command line, wiring, start and end. */
@NullMarked
package org.airshed.edge.app;

import org.jspecify.annotations.NullMarked;
