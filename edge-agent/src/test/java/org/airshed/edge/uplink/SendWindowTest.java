package org.airshed.edge.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.airshed.edge.spool.Spool.Stored;
import org.airshed.edge.spool.SpoolEntry.Dated;
import org.airshed.edge.uplink.SendWindow.Answer;
import org.airshed.edge.uplink.SendWindow.Sent;
import org.junit.jupiter.api.Test;

class SendWindowTest {
    private final SendWindow window = new SendWindow();

    @Test
    void onlyTheOldestDoneEntryIsTaken() {
        Sent first = send(1, 1);
        Sent second = send(2, 1);
        window.answered(second, Answer.ACCEPTED);
        assertThat(window.takeDone()).isNull();
        window.answered(first, Answer.ACCEPTED);
        assertThat(window.takeDone()).isSameAs(first);
        assertThat(window.takeDone()).isSameAs(second);
        assertThat(window.takeDone()).isNull();
    }

    @Test
    void aRefusedEntryHoldsUpAllAfterItUntilItIsAcceptedOnce() {
        Sent first = send(1, 1);
        Sent second = send(2, 1);
        window.answered(first, Answer.NOT_NOW);
        window.answered(second, Answer.ACCEPTED);
        assertThat(window.takeDone()).isNull();
        assertThat(window.refused()).isSameAs(first);
        window.resent(first, 1, 5);
        assertThat(window.refused()).isNull();
        window.answered(first, Answer.ACCEPTED);
        assertThat(window.takeDone()).isSameAs(first);
    }

    @Test
    void anEntryInPartsIsDoneWithItsLastPartAndRefusedIfOneWas() {
        Sent entry = send(1, 3);
        window.answered(entry, Answer.ACCEPTED);
        window.answered(entry, Answer.NOT_NOW);
        assertThat(window.refused()).isNull();
        window.answered(entry, Answer.ACCEPTED);
        assertThat(window.takeDone()).isNull();
        assertThat(window.refused()).isSameAs(entry);
    }

    @Test
    void aMissingAnswerIsOverdueAndADoneOrRefusedOneIsNot() {
        Sent entry = send(1, 1);
        assertThat(window.overdue(10, 10)).isFalse();
        assertThat(window.overdue(11, 10)).isTrue();
        window.answered(entry, Answer.NOT_NOW);
        assertThat(window.overdue(1000, 10)).isFalse();
    }

    @Test
    void onlySuccessAndAPayloadSetAsideLetGoOfAnEntry() {
        for (int code = 0; code < 256; code++) {
            Answer expected = code == 0 ? Answer.ACCEPTED : code == 0x99 ? Answer.REJECTED : Answer.NOT_NOW;
            assertThat(Answer.of(code)).as("0x%02x", code).isEqualTo(expected);
        }
    }

    @Test
    void pausesGrowToTheLongestAreSpreadByChanceAndBeginAgain() {
        BackOff backOff = new BackOff(Duration.ofNanos(1000), Duration.ofNanos(8000), new Random(1));
        long[] most = {1000, 2000, 4000, 8000, 8000};
        for (long whole : most) {
            assertThat(backOff.nextNanos()).isBetween(whole / 2, whole);
        }
        backOff.reset();
        assertThat(backOff.nextNanos()).isBetween(500L, 1000L);
    }

    private Sent send(long position, int parts) {
        Sent sent = new Sent(new Stored(position * 8, position * 8 + 8, new Dated(List.of())), 0);
        window.sent(sent, parts, 0);
        return sent;
    }
}
