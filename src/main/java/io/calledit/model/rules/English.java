package io.calledit.model.rules;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The little grammar that a plan's sentences need: verbs in the third person, plural subjects, capitals. */
final class English {

    private static final Set<String> VERBS = Set.copyOf(List.of(("accept accomplish achieve acquire add adopt announce"
            + " appear appoint approve arrest arrive ask"
            + " attack attend avoid ban be beat become begin bench break bring build buy call cancel carry catch"
            + " change charge choose"
            + " claim clear climb close collapse come complete conquer contain continue convict cook cost crash create"
            + " cross cut cycle"
            + " deadlift deal debut decide declare decline decrease default defeat deliver deploy depart develop die"
            + " disappear discover"
            + " divorce do dominate double draw drink drive drop earn eat elect eliminate end enter erupt escape"
            + " establish exceed expand"
            + " experience explode face fail fall file fill find finish fire fit fix flop fly fold follow force freeze"
            + " gain generate get give go"
            + " grow halt halve happen hate have head heal hear help hike hire hit hold host impeach impose improve"
            + " include increase introduce invade"
            + " join jump keep kill kiss know land lapse last launch lay lead learn leave legalise legalize lift like"
            + " list live lose love"
            + " lower make marry master match meet melt merge miss move name need notice nominate occur offer open"
            + " oust outperform outsell overtake"
            + " own pass pause pay perform pick place plant play plunge post predict prevail produce promote propose"
            + " prove publish pull push put"
            + " qualify quit raise rally reach read rebound receive record recover reduce reform refuse regain"
            + " relegate release remain"
            + " remove renew reopen repeal replace report resign retain retire return reveal reverse revise rise rival"
            + " row run save say scale score"
            + " scrap see sell send serve set settle shave shift ship show shrink shut sign sink skip slash sleep slip"
            + " smoke snow soar solve speak"
            + " spend split stabilise stabilize stand star start stay steal step stop strike struggle study succeed"
            + " sue suffer surge surpass survive suspend"
            + " sweep swim switch take talk test throw tie top total touch trade train transfer travel trigger triple"
            + " turn undergo unveil"
            + " update upgrade use veto visit vote wait wake walk watch wear wed weigh win wipe withdraw work worsen"
            + " write rain collect graduate host"
            + " cheat date donate drain engage feature gross headline invest knock lecture migrate outlast overturn"
            + " peak pivot plateau plead"
            + " rank relax relocate resume sack scrape sequel shorten tank toss trend tumble uncover unfollow verify"
            + " whitewash yield"
            + " hatch bloom blossom flower bark bite crawl cry laugh learn smile sit text tweet phone email apologise"
            + " apologize admit agree argue"
            + " bake brew clean dance dream drift dry fix float flood forget forgive invite mow paint potty poop"
            + " rescue ring share sing sneeze"
            + " flip grill hug jog lick nap sprout ripen ski skate surf camp argue faint babysit chew scratch rejoin"
            + " overtake outscore impress disappoint crumble wobble sprain break faint outnumber hibernate explode"
            + " fizzle graduate relent housetrain outrun outscore premiere air resurface renovate declutter unfriend"
            + " forfeit concede disband reunite retweet trade spill stream thaw vomit wash wave respond reply approve"
            + " refund reject rehire defend advance progress cover cause allow").split(" ")));
    private static final Map<String, String> IRREGULAR = Map.of("be", "is", "have", "has", "do", "does", "go", "goes");
    private static final Set<String> PLURALS = Set.of("people", "children", "men", "women", "police", "they", "we",
            "you", "both", "these",
            "those", "many", "few", "several", "most", "teeth", "feet", "mice", "bts");
    private static final Set<String> SINGULARS = Set.copyOf(List.of("texas", "kansas", "arkansas", "dallas", "mercedes",
            "adidas", "los angeles", "wales",
            "athens", "brussels", "news", "physics", "politics", "economics", "mathematics", "starbucks", "series",
                    "honduras", "james",
            "charles", "adams", "williams", "jones", "hughes", "stephens", "las vegas", "netherlands", "philippines",
                    "united states", "us",
            "bahamas", "lyles", "stokes", "hermes", "united nations", "emirates", "siemens", "marks & spencer",
                    "dickens", "mars",
            "jesus", "always", "this", "rogers", "peters", "daniels", "hopkins", "davis", "thomas", "bezos", "nicolas",
                    "lucas", "jonas",
            "douglas", "gas", "christmas", "atlas", "bias", "canvas", "andreas", "elias", "caracas", "andrews", "evans",
                    "roberts", "phillips", "collins",
            "edwards", "stevens", "simmons", "watts", "myers", "matthews", "richards", "reeves", "owens", "rivers",
                    "brooks", "hawkins", "jenkins", "perkins",
            "wilkins", "higgins", "watkins", "simons", "parsons", "sanders", "gates", "jacobs", "rhodes", "hanks",
                    "cummings", "vegas", "carlos", "marcos", "santos", "burns", "desantis", "harris", "biles"));
    private static final Pattern OF = Pattern.compile(" (?:of|in|on|for|from|at|with|by|to|between|against|under|over"
            + "|about|who|that|which|the predictor) ");

    private English() {
    }

    static boolean isVerb(String word) {
        return VERBS.contains(word);
    }

    /** The base of a verb in the third person ("wins"); null where the word is none. */
    static String base(String word) {
        if (word.equals("is") || word.equals("has") || word.equals("does")) {
            return word.equals("is") ? "be" : word.equals("has") ? "have" : "do";
        }
        if (word.endsWith("ies") && VERBS.contains(word.substring(0, word.length() - 3) + "y")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        if (word.endsWith("s") && VERBS.contains(word.substring(0, word.length() - 1))) {
            return word.substring(0, word.length() - 1);
        }
        return word.endsWith("es") && VERBS.contains(word.substring(0, word.length() - 2))
                ? word.substring(0, word.length() - 2) : null;
    }

    /** The base of a word that only its place shows to be a verb in the third person ("outfoxes the field"). */
    static String stripped(String word) {
        return word.matches("[a-z]{2,}ies") ? word.substring(0, word.length() - 3) + "y"
                : word.matches("[a-z]+(?:ss|sh|ch|x|zz)es") ? word.substring(0, word.length() - 2)
                : word.matches("[a-z]{2,}[a-rt-z]s") ? word.substring(0, word.length() - 1) : null;
    }

    /** The base of a verb in "-ing"; null where the word is none. */
    static String progressive(String word) {
        String stem = word.toLowerCase(Locale.ENGLISH).replaceFirst("ing$", "");
        int end = stem.length() - 1;
        boolean doubled = end > 1 && stem.charAt(end) == stem.charAt(end - 1);
        return VERBS.contains(stem) ? stem : VERBS.contains(stem + "e") ? stem + "e"
                : doubled && VERBS.contains(stem.substring(0, end)) ? stem.substring(0, end) : null;
    }

    /** A verb as it follows a subject in the present. */
    static String present(String base, boolean plural) {
        String verb = base.toLowerCase(Locale.ENGLISH);
        if (plural) {
            return verb.equals("be") ? "are" : base;
        }
        if (IRREGULAR.containsKey(verb)) {
            return IRREGULAR.get(verb);
        }
        if (verb.matches(".*(?:s|x|z|ch|sh|o)")) {
            return base + "es";
        }
        return verb.matches(".*[^aeiou]y") ? base.substring(0, base.length() - 1) + "ies" : base + "s";
    }

    /** True where a subject takes a plural verb, as far as its form tells. */
    static boolean isPlural(String subject) {
        String folded = " " + subject.toLowerCase(Locale.ENGLISH).trim() + " ";
        if (folded.matches(" (?:one|each|either|neither|none|every .*|the number) of .*| (?:each|every|no|nobody"
                + "|someone) .*")) {
            return false;
        }
        if (folded.matches(" (?:more|fewer|less) than (?!one ).*| at least (?!one ).*| (?:two|three|four|five|six"
                + "|seven|eight|nine|ten|\\d+) \\S.*")
                && !folded.contains("%")) {
            return true;
        }
        if (folded.matches(" (?:half|most|some|all|many|few|several|(?:a|one)[- ](?:third|quarter)|two[- ]thirds|\\d+"
                + " ?(?:%|percent)|the majority) of [^,]*s(?: .*)? ")) {
            return true;
        }
        if (folded.contains(" and ") && !folded.contains(" between ")) {
            return true;
        }
        String head = OF.split(folded, 2)[0].trim();
        String last = head.substring(head.lastIndexOf(' ') + 1).replaceAll("[^a-z0-9'’&]", "");
        if (PLURALS.contains(last) || head.startsWith("both ")) {
            return true;
        }
        if (SINGULARS.contains(last) || SINGULARS.contains(head.replaceFirst("^the ", ""))) {
            return false;
        }
        return last.length() > 3 && last.endsWith("s") && !last.matches(".*(?:ss|us|is|'s|’s)")
                || last.matches("(?:[a-z]+)(?:eas|oas|49ers|ices|mas)");
    }

    static String capital(String sentence) {
        if (sentence.isEmpty()) {
            return sentence;
        }
        boolean ownCase = isOwnCase(sentence);
        int end = sentence.offsetByCodePoints(0, 1);
        return ownCase ? sentence : sentence.substring(0, end).toUpperCase(Locale.ENGLISH) + sentence.substring(end);
    }

    /** True where the first word has capitals of its own ("iPhone", "AGI"). */
    static boolean isOwnCase(String sentence) {
        String first = sentence.split(" ", 2)[0];
        return first.length() > 1 && first.substring(1).chars().anyMatch(Character::isUpperCase);
    }

    /** A sentence's first word in small letters, where that word is one that only stands high because it comes first. */
    static String inside(String sentence) {
        String first = sentence.split(" ", 2)[0];
        boolean common = first.matches("The|A|An|It|There|At|More|No|Some|All|My|Our|Their|Most|This|That|These|Both"
                + "|One|Two|Three|Either|Neither|None|Nobody|Many|Several|Four|Five|Six|Seven|Eight|Nine|Ten|Everyone"
                + "|Next|This|Kids|Student|Stock|Stocks|Rent|Rents|Researchers|Electric|Self-driving|Half|Average|Food"
                + "|Egg|Petrol|Energy|Electricity|Traffic|Air|Water|Climate|Sea|Renewable|Solar|Nuclear|Artificial"
            + "|Human|Robots|Driverless|Flying|Commercial|Remote|Office|Voters|Turnout|Consumer|World|Crude|Natural"
            + "|Public|National|Crypto|New|Local|Wages|Eggs|Coffee|Tomorrow|Temperature|Snow|Sales|Dogs|Cats|Ice|Bees"
            + "|Books|Men|Women|Children|Teenagers|Doctors|Teachers|Parents|Cars|Trains|Flights|Anyone|Another|Heavy"
            + "|Temperatures|He|She|They|We|You"
                + "|House|Home|Measles|First|Parking|Robotaxis|Potholes|Hurricane|Kid|Boss|Stranger|Sourdough|Milk"
                + "|Bread|Beef|Butter|Petrol|Diesel|Neighbours|Tickets|Schools|Trains|Roads|Grandma|Grandpa|Mum|Mom"
                + "|Dad|Gas|Inflation|Unemployment|Interest|Mortgage|Global|Rain|Oil|Gold|Silver|Every|Nobody|Someone"
                + "|People|Scientists|Humans|Fewer|Less|Over|Under");
        return common ? Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1) : sentence;
    }
}
