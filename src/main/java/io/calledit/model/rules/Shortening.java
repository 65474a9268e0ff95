package io.calledit.model.rules;

/** Keeps the words of a long prediction within what a plan's entries may hold. */
final class Shortening {

    /** Most characters that one entry of a plan may have. */
    static final int LONGEST_ENTRY = 2000;

    /** Most characters of a claim that criteria and steps repeat. */
    static final int LONGEST_REPEATED = 600;

    /** What a plan says where it cut something. */
    static final String NOTE = "The prediction is long, so its words are cut at “…” where the plan repeats them;"
            + " the whole of it is what is judged.";

    /** A cut goes back this far at most to find the end of a word. */
    private static final int LONGEST_WORD = 60;

    private Shortening() {
    }

    /** At most {@code most} characters, "…" included, and no half word or half character where that can be helped. */
    static String cut(String text, int most) {
        if (text == null || text.length() <= most) {
            return text;
        }
        int end = text.lastIndexOf(' ', most - 1);
        if (end < most - LONGEST_WORD) {
            end = most - 1;
            if (Character.isLowSurrogate(text.charAt(end)) && Character.isHighSurrogate(text.charAt(end - 1))) {
                end--;
            }
        }
        return text.substring(0, end).replaceAll("[\\s,;:]+$", "") + "…";
    }

    /** The same claim in at most {@code most} characters for each of its sentences; the place of the deadline is kept. */
    static Claim cut(Claim claim, int most) {
        return new Claim(dated(claim.sentence(), most), cut(claim.subject(), most), dated(claim.predicate(), most),
                dated(claim.happens(), most), claim.negated(), cut(claim.condition(), most), claim.joined(),
                claim.quantity(), claim.speaker(), claim.notes());
    }

    private static String dated(String text, int most) {
        if (text == null || text.length() <= most) {
            return text;
        }
        String cut = cut(text, most);
        return text.contains(Claim.TIME) && !cut.contains(Claim.TIME) ? cut + " , " + Claim.TIME : cut;
    }
}
