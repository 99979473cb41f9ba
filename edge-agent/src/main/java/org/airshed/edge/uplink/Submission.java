package org.airshed.edge.uplink;

import java.util.List;
import org.airshed.contract.reading.Reading;
import org.airshed.contract.wire.SubmissionHeader;

/** What an entry says on the wire, before it is bytes. */
record Submission(SubmissionHeader header, List<Reading> readings) {
    Submission {
        readings = List.copyOf(readings);
    }
}
