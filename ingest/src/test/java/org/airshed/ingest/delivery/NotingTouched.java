package org.airshed.ingest.delivery;

import java.io.IOException;
import java.util.List;
import org.airshed.contract.reading.Reading;

/** Writes down what it is told of, among what the store was asked; fails as often as the test says. */
final class NotingTouched implements Touched {
    int failures;

    private final List<String> log;

    NotingTouched(List<String> log) {
        this.log = log;
    }

    @Override
    public void before(List<Reading> readings) throws IOException {
        log.add("before " + readings.size());
        if (failures > 0) {
            failures--;
            throw new IOException("no room for marks");
        }
    }

    @Override
    public void after() {
        log.add("after");
    }
}
