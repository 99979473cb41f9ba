package org.airshed.ingest.indicator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One answer to "does everyone here breathe clean air?", of a year, with its reasons.
 *
 * <ul> <li><b>no</b>: the yearly mean of a pollutant is above its WHO guideline for certain (the whole interval is), or
 * the 99th percentile of the daily PM2.5 means is. <li><b>not enough data</b>: otherwise, where one of these cannot be
 * told because the year has too few valid days, or it is not known how much of the area its stations speak for.
 * <li><b>yes</b>: otherwise, where the year is over, every one of them is met for certain, and at least
 * {@value #COVERAGE_PERCENT} % of the area lie near a working station: "everyone" is nobody one has not heard.
 * <li><b>uncertain</b>: otherwise. A year under way is at best uncertain: what it has met it has met so far. </ul>
 *
 * <p>The pollutants are PM2.5, and every other one that is measured here and has a WHO guideline for the year.
 *
 * <p>Source: the limits are those of the WHO (2021). The card is a proposal of ours. The question is the principle of the
 * C40 cities' clean air pledge; C40 has no formula for it and none is claimed.
 *
 * @param reasons what decided, never empty
 */
public record CleanAirCard(Answer answer, List<Reason> reasons) {
    /** From this part of the area on, in %, stations speak for it as a whole. Ours. */
    public static final int COVERAGE_PERCENT = 75;

    private static final BigDecimal ENOUGH = BigDecimal.valueOf(COVERAGE_PERCENT);

    /** What the card says. */
    public enum Answer {
        YES, NO, UNCERTAIN, NOT_ENOUGH_DATA;

        /** As it stands in answers: {@code not-enough-data}. */
        public String key() {
            return CleanAirCard.key(this);
        }
    }

    /** What one part comes to. */
    public enum Outcome {
        MET, EXCEEDED, UNCERTAIN, NOT_ENOUGH_DATA;

        /** As it stands in answers and stored categories. */
        public String key() {
            return CleanAirCard.key(this);
        }

        /** The outcome behind a stored category; null, or another word, is {@link #NOT_ENOUGH_DATA}. */
        public static Outcome of(@Nullable String category) {
            for (Outcome outcome : values()) {
                if (outcome.key().equals(category)) {
                    return outcome;
                }
            }
            return NOT_ENOUGH_DATA;
        }
    }

    /** What a part has to say in the answer. */
    public enum Role {
        /** A pollutant's yearly mean beside its guideline. */
        ANNUAL,
        /** The 99th percentile of daily means beside its guideline. */
        DAILY,
        /** For how much of the area the stations speak; never {@link Outcome#EXCEEDED}. */
        COVERAGE
    }

    /** A part that decides. */
    public record Part(Role role, Outcome outcome) {}

    /** Why the answer is what it is; sentences in {@link CleanAirCardWords}. */
    public enum Reason {
        ALL_MET, ANNUAL_EXCEEDED, DAILY_EXCEEDED, TOO_FEW_DAYS, COVERAGE_UNKNOWN, ANNUAL_UNCERTAIN, DAILY_UNCERTAIN, COVERAGE_SMALL, YEAR_UNDER_WAY;

        /** As it stands in answers: {@code annual-exceeded}. */
        public String key() {
            return CleanAirCard.key(this);
        }
    }

    public CleanAirCard {
        reasons = List.copyOf(reasons);
    }

    /** What a covered part of the area, in %, comes to; null where it is not known. */
    public static Outcome coverage(@Nullable BigDecimal percent) {
        if (percent == null) {
            return Outcome.NOT_ENOUGH_DATA;
        }
        return percent.compareTo(ENOUGH) >= 0 ? Outcome.MET : Outcome.UNCERTAIN;
    }

    /**
     * Reads the card.
     *
     * @param parts a role that has none lacks data
     * @param yearOver whether the year has ended
     */
    public static CleanAirCard of(Collection<Part> parts, boolean yearOver) {
        List<Reason> reasons = new ArrayList<>();
        add(reasons, is(parts, Role.ANNUAL, Outcome.EXCEEDED), Reason.ANNUAL_EXCEEDED);
        add(reasons, is(parts, Role.DAILY, Outcome.EXCEEDED), Reason.DAILY_EXCEEDED);
        if (!reasons.isEmpty()) {
            return card(Answer.NO, reasons, yearOver);
        }
        add(reasons, lacks(parts, Role.ANNUAL) || lacks(parts, Role.DAILY), Reason.TOO_FEW_DAYS);
        add(reasons, lacks(parts, Role.COVERAGE), Reason.COVERAGE_UNKNOWN);
        if (!reasons.isEmpty()) {
            return card(Answer.NOT_ENOUGH_DATA, reasons, yearOver);
        }
        add(reasons, is(parts, Role.ANNUAL, Outcome.UNCERTAIN), Reason.ANNUAL_UNCERTAIN);
        add(reasons, is(parts, Role.DAILY, Outcome.UNCERTAIN), Reason.DAILY_UNCERTAIN);
        add(reasons, is(parts, Role.COVERAGE, Outcome.UNCERTAIN), Reason.COVERAGE_SMALL);
        if (!reasons.isEmpty() || !yearOver) {
            return card(Answer.UNCERTAIN, reasons, yearOver);
        }
        return new CleanAirCard(Answer.YES, List.of(Reason.ALL_MET));
    }

    private static CleanAirCard card(Answer answer, List<Reason> reasons, boolean yearOver) {
        add(reasons, !yearOver, Reason.YEAR_UNDER_WAY);
        return new CleanAirCard(answer, reasons);
    }

    private static void add(List<Reason> reasons, boolean holds, Reason reason) {
        if (holds) {
            reasons.add(reason);
        }
    }

    private static boolean is(Collection<Part> parts, Role role, Outcome outcome) {
        return parts.stream().anyMatch(part -> part.role() == role && part.outcome() == outcome);
    }

    private static boolean lacks(Collection<Part> parts, Role role) {
        return parts.stream().noneMatch(part -> part.role() == role) || is(parts, role, Outcome.NOT_ENOUGH_DATA);
    }

    private static String key(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
