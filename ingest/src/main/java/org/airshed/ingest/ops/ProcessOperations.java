package org.airshed.ingest.ops;

import java.util.List;
import org.airshed.ingest.api.Operations;

/** Health and metrics of this process, as the API asks for them. */
public record ProcessOperations(Health health, Metrics metricsOfParts) implements Operations {
    @Override
    public List<Check> checks() {
        return health.checks();
    }

    @Override
    public String metrics() {
        return metricsOfParts.text();
    }
}
