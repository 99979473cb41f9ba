package org.airshed.system.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A ledger that overlooks a loss would make every fault test worthless. */
class LedgerTest {
    private final Ledger ledger = new Ledger();
    private final Ledger.Stored stored = Ledger.Stored.empty();

    private static Key key(long time) {
        return Key.raw("station", "main", "co2", time);
    }

    @Test
    void allPromisesKeptIsClean() {
        ledger.promised(key(1), 400);
        ledger.sent(key(2), 401);
        stored.add(key(1), 400);

        assertThat(ledger.compare(stored).clean()).isTrue();
    }

    @Test
    void anUnpromisedReadingMayBeStored() {
        ledger.sent(key(2), 401);
        stored.add(key(2), 401);

        assertThat(ledger.compare(stored).clean()).isTrue();
    }

    @Test
    void aPromiseThatIsNotStoredIsMissing() {
        ledger.promised(key(1), 400);

        assertThat(ledger.compare(stored).missing()).containsExactly(key(1));
        assertThat(ledger.compare(stored).clean()).isFalse();
    }

    @Test
    void anotherValueIsAltered() {
        ledger.promised(key(1), 400);
        stored.add(key(1), 400.1);

        assertThat(ledger.compare(stored).altered()).containsExactly(key(1));
        assertThat(ledger.compare(stored).clean()).isFalse();
    }

    @Test
    void whatNobodySentIsPhantom() {
        stored.add(key(3), 400);

        assertThat(ledger.compare(stored).phantom()).containsExactly(key(3));
        assertThat(ledger.compare(stored).clean()).isFalse();
    }

    @Test
    void theSameKeyTwiceIsDoubled() {
        ledger.promised(key(1), 400);
        stored.add(key(1), 400);
        stored.add(key(1), 400);

        assertThat(ledger.compare(stored).doubled()).containsExactly(key(1));
        assertThat(ledger.compare(stored).clean()).isFalse();
    }
}
