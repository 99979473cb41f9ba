/** What a submission may hold: decode, check, label; accepted in canonical form or refused with a reason. Pure. */
@NullMarked
package org.airshed.ingest.admission;

import org.jspecify.annotations.NullMarked;
