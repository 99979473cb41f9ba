/** Words of a command line, child processes, free ports, tools on this machine, and what a process used of it. */
@NullMarked
package org.airshed.benchmarks.process;

import org.jspecify.annotations.NullMarked;
