package org.airshed.benchmarks.process;

import java.util.Iterator;
import java.util.List;

/** The words of a benchmark's command line, taken one after the other; for one thread. */
public final class Arguments {
    private static final int MOST = 10_000;

    private final Iterator<String> words;
    private String option = "";

    public Arguments(List<String> words) {
        this.words = words.iterator();
    }

    public boolean hasNext() {
        return words.hasNext();
    }

    /** The next option; what is taken after it is its value. */
    public String option() {
        option = words.next();
        return option;
    }

    /** What is said where nothing goes by the name of the option taken last. */
    public IllegalArgumentException unknown() {
        return new IllegalArgumentException("there is no option '" + option + "'");
    }

    /**
     * The value of the option taken last.
     *
     * @throws IllegalArgumentException with a sentence where there is none
     */
    public String value() {
        if (!words.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return words.next();
    }

    /**
     * The value of the option taken last, as a whole number up to 10,000.
     *
     * @throws IllegalArgumentException with a sentence where it is none, or below {@code least}
     */
    public int number(int least) {
        String value = value();
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= MOST) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The sentence below says it.
        }
        throw new IllegalArgumentException(
                option + " takes a number from " + least + " to " + MOST + ", not '" + value + "'");
    }
}
