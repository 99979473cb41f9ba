package org.airshed.system.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was sent and what of it was promised, compared both ways with what is stored.
 *
 * <p>A reading that was sent and never acknowledged may be stored or not; an acknowledged one must be; nothing else may
 * be there, and nothing twice. Threads: not safe; fill it from one.
 */
public final class Ledger {
    private final Map<Key, Double> sent = new HashMap<>();
    private final Map<Key, Double> promised = new HashMap<>();

    /** The reading may be stored. */
    public void sent(Key key, double value) {
        sent.put(key, value);
    }

    /** The reading must be stored. */
    public void promised(Key key, double value) {
        sent.put(key, value);
        promised.put(key, value);
    }

    /** How many readings must be stored. */
    public int promises() {
        return promised.size();
    }

    /** Compares with a whole store. */
    public Verdict compare(Stored stored) {
        List<Key> missing = new ArrayList<>();
        List<Key> altered = new ArrayList<>();
        List<Key> phantom = new ArrayList<>();
        promised.forEach((key, value) -> {
            if (!stored.values().containsKey(key)) {
                missing.add(key);
            }
        });
        stored.values().forEach((key, value) -> {
            Double expected = sent.get(key);
            if (expected == null) {
                phantom.add(key);
            } else if (Double.compare(expected, value) != 0) {
                altered.add(key);
            }
        });
        return new Verdict(promised.size(), stored.values().size(), missing, altered, phantom, stored.doubled());
    }

    /**
     * A whole store as read back.
     *
     * @param doubled keys that came more than once
     */
    public record Stored(Map<Key, Double> values, List<Key> doubled) {
        /** An empty one, to be filled. */
        public static Stored empty() {
            return new Stored(new HashMap<>(), new ArrayList<>());
        }

        /** Takes one reading in. */
        public void add(Key key, double value) {
            if (values.put(key, value) != null) {
                doubled.add(key);
            }
        }
    }

    /** The outcome, with the keys. */
    public record Verdict(int promised, int stored, List<Key> missing, List<Key> altered, List<Key> phantom,
            List<Key> doubled) {
        /** Whether every promise was kept and nothing else is there. */
        public boolean clean() {
            return missing.isEmpty() && altered.isEmpty() && phantom.isEmpty() && doubled.isEmpty();
        }

        @Override
        public String toString() {
            return promised + " promised, " + stored + " stored; " + few("missing", missing) + few("altered", altered)
                    + few("phantom", phantom) + few("doubled", doubled);
        }

        private static String few(String what, List<Key> keys) {
            List<Key> first = keys.stream().sorted((a, b) -> Long.compare(a.timeMillis(), b.timeMillis())).limit(5)
                    .toList();
            return keys.size() + " " + what + (first.isEmpty() ? "; " : " such as " + first + "; ");
        }
    }
}
