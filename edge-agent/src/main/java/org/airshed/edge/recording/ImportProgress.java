package org.airshed.edge.recording;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A bar on a terminal; elsewhere a line every few seconds and at the end. Threads: one. */
public final class ImportProgress {
    private static final int BAR = 30;
    private static final long TERMINAL_NANOS = 200_000_000L;
    private static final long LINES_NANOS = 5_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanos;
    private final long startNanos;
    private long shownAtNanos;
    private boolean shown;
    private boolean onLine;
    private @Nullable String trouble;

    /** @param terminal whether lines may be written over */
    public ImportProgress(PrintStream out, boolean terminal, LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.nanos = nanos;
        this.startNanos = nanos.getAsLong();
    }

    void show(long done, long all, Sender.Sent sent) {
        String wrong = sent.trouble();
        if (wrong != null && !wrong.equals(trouble)) {
            endLine();
            out.println("waiting: " + wrong);
        }
        trouble = wrong;
        long now = nanos.getAsLong();
        if (shown && now - shownAtNanos < (terminal ? TERMINAL_NANOS : LINES_NANOS)) {
            return;
        }
        print(done, all, sent, now);
    }

    void end(long done, long all, Sender.Sent sent) {
        print(done, all, sent, nanos.getAsLong());
        endLine();
    }

    private void print(long done, long all, Sender.Sent sent, long now) {
        shown = true;
        shownAtNanos = now;
        double seconds = Math.max(1e-3, (now - startNanos) / 1e9);
        String text = String.format(Locale.ROOT, "%3d %%  %,d of %,d readings acknowledged, %,.0f a second",
                all == 0 ? 100 : 100 * done / all, done, all, sent.acknowledgedReadings() / seconds);
        if (terminal) {
            int filled = all == 0 ? BAR : (int) (BAR * done / all);
            out.print("\r[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "] " + text + "\u001b[K");
            out.flush();
            onLine = true;
        } else {
            out.println(text.strip());
        }
    }

    private void endLine() {
        if (onLine) {
            out.println();
            onLine = false;
        }
    }
}
