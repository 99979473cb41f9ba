package org.airshed.system.tap;

/**
 * Something that should not have happened, in a sentence.
 *
 * @param station whose submission it is about, empty where it is about none
 */
public record Complaint(String station, String what) {
    /** About one submission: the sentence goes on after its number. */
    public static Complaint about(Submission.Id id, String what) {
        return new Complaint(id.station(), id + " " + what);
    }

    @Override
    public String toString() {
        return what;
    }
}
