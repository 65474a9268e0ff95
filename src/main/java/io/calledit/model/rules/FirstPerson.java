package io.calledit.model.rules;

import io.calledit.model.rules.Catalogue.Speaker;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what a person says of themselves into what a stranger would say of them. */
final class FirstPerson {

    private static final Pattern SUBJECT = Pattern.compile("(?i)^(?!(?:my|our) (?:city|town|village|local|state"
            + "|country|government|mayor|governor|senator|prime minister|president|council|street|school|library"
            + "|neighbou?rhood)\\b)"
            + "(?:i|we|i and [a-z]+|me and [a-z ]{1,20}|[a-z ]{1,20} and i|(?:my|our) (?:team|startup|boss|manager"
            + "|project|company|app|website|weight|savings|book|novel|blog|thesis|girlfriend"
            + "|boyfriend|wife|husband|partner|son|daughter|kids?|dog|cat|mum|mom|dad|sister|brother|baby|rent"
            + "|landlord|friend|best friend|parents|newsletter|channel|podcast|side project|resting heart rate"
            + "|marathon time|credit score"
            + "|house|flat|car|back|knee|garden|tomatoes|sourdough|gpa|grade|average|roommate|flatmate|neighbou?rs?"
            + "|package|parcel|order|flight|train|plane|phone|laptop|[a-z]+))\\b");
    private static final Pattern ANYWHERE = Pattern.compile("(?i)\\b(?:i|i'm|i'll|my|me|we|our|us(?= (?:will|to))"
            + "|myself|mum|mom|dad|grandma|grandpa)\\b");

    private static final Pattern ALONE = Pattern.compile("(?i)^(?:probably |definitely |maybe |not )?(?:gonna|going"
            + " to) ");
    private static final Pattern DOING = Pattern.compile("(?i)^(i|we)(?:['’](?:m|re)| am| are) ([a-z]+ing)\\b");
    private static final Pattern ACTING = Pattern.compile("(?<![\\w'’.-])[Ii] ([a-z]+)\\b");
    private static final Pattern WE = Pattern.compile("(?i)^(?:.{0,80}[ ,])?we\\b");
    private static final Pattern WE_ACT = Pattern.compile("(?i)\\bwe (?:finally )?([a-z]+)\\b");

    private FirstPerson() {
    }

    /** Opens contractions, so that "I'll" and "we won't" are read like their long forms. */
    static String open(String text) {
        Matcher doing = DOING.matcher(text);
        String base = doing.find() ? English.progressive(doing.group(2)) : null;
        String plain = base == null || base.equals("go") ? text
                : doing.group(1) + " will " + base + text.substring(doing.end());
        return plain.replaceFirst("(?i)^(kids?|boss|wife|husband|hubby|wifey|roommate|landlord|boyfriend"
                + "|girlfriend)(?=['’]s gonna| (?!the\\b))", "my $1")
                .replaceFirst("(?i)^(?:gonna|going to|finna) ", "I will ")
                .replaceFirst("(?i)^(?:not gonna|not going to) ", "I won't ")
                .replaceAll("(?i)\\bain['’]?t (?:gonna|going to)\\b", "won't")
                .replaceAll("(?i)\\b(i|we|he|she|they|it|you|there)['’]ll\\b", "$1 will")
                .replaceAll("(?i)\\bi['’]m (not )?(?:going to|gonna)\\b", "I will $1")
                .replaceAll("(?i)\\b(we|they|you)['’]re (not )?(?:going to|gonna)\\b", "$1 will $2")
                .replaceAll("(?i)\\b(it|he|she|there)['’]s (not )?(?:going to|gonna)\\b", "$1 will $2")
                .replaceAll("(?i)\\b(?:i am) (not )?(?:going to|gonna)\\b", "I will $1")
                .replaceAll("(?i)(?: (?:r|is|are|am)|['’](?:s|re|m))? gonna\\b", " will")
                .replaceAll(" {2,}", " ");
    }

    static Speaker speaker(String text) {
        if (SUBJECT.matcher(text.trim()).find() || ALONE.matcher(text.trim()).find()) {
            return Speaker.SUBJECT;
        }
        return ANYWHERE.matcher(text.replace("US", "")).find() ? Speaker.MENTIONED : Speaker.NOBODY;
    }

    /** A noun phrase or clause in which the person may appear. */
    static String third(String text) {
        String named = text.replaceAll("\\bI am\\b", "the predictor is").replaceAll("\\bI['’]m\\b",
                "the predictor is").replaceAll("\\bI have\\b", "the predictor has")
                .replaceAll("\\bI['’]ve\\b", "the predictor has");
        named = acting(named).replaceAll("(?<![\\w'’.-])(?:I|i)(?![\\w'’.-])", "the predictor");
        boolean first = named.contains("the predictor");
        return named.replaceAll("(?i)\\bmyself\\b", "themselves")
                .replaceFirst("(?i)\\bmy\\b", first ? "their" : "the predictor’s")
                .replaceAll("(?i)\\bmy\\b", "their")
                .replaceAll("\\b[Mm]e\\b", first ? "them" : "the predictor")
                .replaceAll("\\b[Oo]ur\\b", "the predictor’s");
    }

    /** "Before I die" is "before the predictor dies". */
    private static String acting(String text) {
        return ACTING.matcher(text).replaceAll(found -> English.isVerb(found.group(1))
                ? "the predictor " + English.present(found.group(1), false) : Matcher.quoteReplacement(found.group()));
    }

    /**
     * Names the people a "we" speaks of, so that a stranger's sentence can follow.
     *
     * @param text the prediction
     * @param who  what they are to the person, for example "the predictor’s team"
     */
    static String together(String text, String who) {
        String open = open(text);
        if (!WE.matcher(open).find()) {
            return text;
        }
        String acting = WE_ACT.matcher(open).replaceFirst(found ->
                English.isVerb(found.group(1).toLowerCase(Locale.ENGLISH))
                ? "we will " + found.group(1) : Matcher.quoteReplacement(found.group()));
        String named = acting.replaceAll("(?i)\\bwe are\\b", who + " is").replaceAll("(?i)\\bwe have\\b", who + " has")
                .replaceFirst("(?i)\\bwe\\b", who).replaceAll("(?i)\\bwe\\b", "it");
        return named.replaceAll("\\b[Oo]ur\\b", "its").replaceAll("\\bus\\b", "it");
    }

    /** What follows a subject: after "the predictor", "my" is "their". */
    static String thirdAfter(String predicate, String subject) {
        boolean named = subject.contains("the predictor");
        String theirs = named ? "their" : "the predictor’s";
        return (named ? predicate : acting(predicate)).replaceAll("\\b[Mm]y\\b", theirs).replaceAll("\\b[Mm]yself\\b",
                "themselves")
                .replaceAll("\\b[Oo]ur\\b", subject.matches("(?i)we\\b.*") ? "our" : theirs)
                .replaceAll("\\b[Mm]e\\b", named ? "them"
                : "the predictor").replaceAll("\\bI am\\b", "they are").replaceAll("\\bI['’]m\\b", "they are")
                .replaceAll("\\bI['’]ve\\b", "they have").replaceAll("(?<![\\w'’.-])I(?![\\w'’.-])", named ? "they"
                : "the predictor");
    }
}
