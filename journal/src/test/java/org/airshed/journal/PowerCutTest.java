package org.airshed.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** More cuts: {@code -Dcuts=100000}; other ones: {@code -Dcuts.seed=7}. */
class PowerCutTest {
    private static final long CUTS = Long.getLong("cuts", 3000);
    private static final long FIRST_SEED = Long.getLong("cuts.seed", 1);
    private static final Duration WHEN_ASKED = Duration.ofHours(1);

    @Test
    void nothingPromisedIsLostAlteredOrInventedWhereverThePowerFails() throws IOException {
        Histories histories = new Histories(UnaryOperator.identity(), false, WHEN_ASKED);
        assertThat(firstBroken(histories)).isNull();
        assertThat(histories.promises()).isGreaterThan(CUTS);
    }

    /** Here the commit thread runs beside the appending one, so the cut falls where it will and no two runs are alike. */
    @Test
    void theSameHoldsWhileTheCommitThreadCommitsAtOnce() throws IOException {
        Histories histories = new Histories(UnaryOperator.identity(), false, Duration.ZERO);
        assertThat(firstBroken(histories)).isNull();
    }

    /** The same harness must see what a killed process cannot show, or the test above proves nothing. */
    @Test
    void aPromiseBeforeTheForceIsCaught() throws IOException {
        assertThat(firstBroken(new Histories(UnaryOperator.identity(), true, WHEN_ASKED))).contains("lost");
    }

    @ParameterizedTest
    @EnumSource
    void aDiskThatDoesNotForceIsCaught(FaultyDisk.Fault fault) throws IOException {
        assertThat(firstBroken(new Histories(disk -> new FaultyDisk(disk, fault), false, WHEN_ASKED))).isNotNull();
    }

    private static @Nullable String firstBroken(Histories histories) throws IOException {
        for (long seed = FIRST_SEED; histories.cuts() < CUTS; seed++) {
            String broken = histories.live(seed);
            if (broken != null) {
                return broken;
            }
        }
        return null;
    }
}
