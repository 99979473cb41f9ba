package org.airshed.ingest.standard;

import java.util.List;
import java.util.Optional;

/**
 * How far down the steps of a guideline the air has come.
 *
 * @param steps the loosest first, each with its own outcome
 */
public record StepReached(List<Step> steps) {
    /** One step. */
    public record Step(Criterion criterion, Outcome outcome) {}

    public StepReached {
        steps = List.copyOf(steps);
    }

    /** The strictest step that is met for certain; empty where none is, and then the steps say why. */
    public Optional<Step> reached() {
        return steps.stream().filter(step -> step.outcome() instanceof Outcome.Met)
                .reduce((looser, stricter) -> stricter);
    }
}
