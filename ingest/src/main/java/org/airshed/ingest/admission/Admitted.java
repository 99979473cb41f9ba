package org.airshed.ingest.admission;

import java.util.List;
import org.airshed.contract.id.StationId;
import org.airshed.contract.reading.Reading;
import org.airshed.contract.wire.SubmissionHeader;

/**
 * What became of a submission: the readings in canonical form, and what was refused. One journal frame.
 *
 * @param station whose topic or address it came by
 * @param receivedMillis when the ingest tier received it, UTC
 * @param readings accepted, in the order of the pack
 * @param refusals of single records, or one of the whole payload
 * @param wholeRefused nothing of it was accepted because the payload as a whole is unusable: MQTT 5 answers 0x99
 */
public record Admitted(StationId station, long receivedMillis, Sender sender, SubmissionHeader header,
        List<Reading> readings, List<Refusal> refusals, boolean wholeRefused) {
    public Admitted {
        readings = List.copyOf(readings);
        refusals = List.copyOf(refusals);
        if (wholeRefused && (!readings.isEmpty() || refusals.isEmpty())) {
            throw new IllegalArgumentException("a wholly refused submission of " + station + " has " + readings.size()
                    + " readings and " + refusals.size() + " refusals");
        }
    }
}
