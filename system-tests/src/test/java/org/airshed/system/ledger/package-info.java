/** The account kept outside the processes: what was promised against what is stored. */
@NullMarked
package org.airshed.system.ledger;

import org.jspecify.annotations.NullMarked;
