package io.calledit.model.rules;

import io.calledit.model.rules.Catalogue.Speaker;
import java.util.regex.Pattern;

/** Turns what a person says of themselves into what a stranger would say of them. */
final class FirstPerson {

    private static final Pattern SUBJECT = Pattern.compile("(?i)^(?:i|we|i and [a-z]+|me and [a-z ]{1,20}|[a-z ]{1,20} and i|(?:my|our) (?:team|startup|boss|manager|project|company|app|website|weight|savings|book|novel|blog|thesis|girlfriend"
            + "|boyfriend|wife|husband|partner|son|daughter|kids?|dog|cat|mum|mom|dad|sister|brother|baby|rent|landlord|friend|best friend|parents|newsletter|channel|podcast|side project|resting heart rate|marathon time|credit score"
            + "|house|flat|car|back|knee|garden|tomatoes|sourdough|gpa|grade|average|roommate|flatmate|neighbou?rs?|package|parcel|order|flight|train|plane|phone|laptop|[a-z]+))\\b");
    private static final Pattern ANYWHERE = Pattern.compile("(?i)\\b(?:i|i'm|i'll|my|me|we|our|us(?= (?:will|to))|myself|mum|mom|dad|grandma|grandpa)\\b");

    private FirstPerson() {
    }

    /** Opens contractions, so that "I'll" and "we won't" are read like their long forms. */
    static String open(String text) {
        return text.replaceAll("(?i)\\b(i|we|he|she|they|it|you|there)['’]ll\\b", "$1 will")
                .replaceAll("(?i)\\bi['’]m (not )?(?:going to|gonna)\\b", "I will $1")
                .replaceAll("(?i)\\b(we|they|you)['’]re (not )?(?:going to|gonna)\\b", "$1 will $2")
                .replaceAll("(?i)\\b(it|he|she|there)['’]s (not )?(?:going to|gonna)\\b", "$1 will $2")
                .replaceAll("(?i)\\b(?:i am) (not )?(?:going to|gonna)\\b", "I will $1")
                .replaceAll("(?i)(?: (?:r|is|are|am)|['’](?:s|re|m))? gonna\\b", " will")
                .replaceAll(" {2,}", " ");
    }

    static Speaker speaker(String text) {
        if (SUBJECT.matcher(text.trim()).find()) {
            return Speaker.SUBJECT;
        }
        return ANYWHERE.matcher(text.replace("US", "")).find() ? Speaker.MENTIONED : Speaker.NOBODY;
    }

    /** A noun phrase or clause in which the person may appear. */
    static String third(String text) {
        String named = text.replaceAll("\\bI am\\b", "the predictor is").replaceAll("\\bI['’]m\\b", "the predictor is").replaceAll("\\bI have\\b", "the predictor has")
                .replaceAll("\\bI['’]ve\\b", "the predictor has").replaceAll("(?<![\\w'’.-])(?:I|i)(?![\\w'’.-])", "the predictor");
        boolean first = named.contains("the predictor");
        return named.replaceAll("(?i)\\bmyself\\b", "themselves")
                .replaceFirst("(?i)\\bmy\\b", first ? "their" : "the predictor’s")
                .replaceAll("(?i)\\bmy\\b", "their")
                .replaceAll("\\b[Mm]e\\b", first ? "them" : "the predictor")
                .replaceAll("\\b[Oo]ur\\b", "the predictor’s");
    }

    /** What follows a subject: after "the predictor", "my" is "their". */
    static String thirdAfter(String predicate, String subject) {
        boolean named = subject.contains("the predictor");
        String theirs = named ? "their" : "the predictor’s";
        return predicate.replaceAll("\\b[Mm]y\\b", theirs).replaceAll("\\b[Mm]yself\\b", "themselves")
                .replaceAll("\\b[Oo]ur\\b", subject.matches("(?i)we\\b.*") ? "our" : theirs)
                .replaceAll("\\b[Mm]e\\b", named ? "them" : "the predictor").replaceAll("\\bI am\\b", "they are").replaceAll("\\bI['’]m\\b", "they are")
                .replaceAll("\\bI['’]ve\\b", "they have").replaceAll("(?<![\\w'’.-])I(?![\\w'’.-])", named ? "they" : "the predictor");
    }
}
