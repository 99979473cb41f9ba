package org.airshed.edge.sampling;

import org.airshed.contract.property.ObservedProperty;

/** The mean of one property over one window. Threads: the sampling thread. */
final class Mean {
    private double sum;
    private int count;

    void add(double value) {
        sum += value;
        count++;
    }

    /** The mean in as many digits as mean something. */
    double of(ObservedProperty property) {
        return Rounding.round(property, sum / count);
    }
}
