package io.calledit.model.rules;

import io.calledit.model.rules.Quantity.Comparison;
import io.calledit.model.rules.deadline.NumberWords;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the number that decides a claim, with its unit and its comparator. */
final class QuantityReader {

    private static final Pattern NUMBER = Pattern.compile("(us\\$ ?|a\\$ ?|c\\$ ?|[$€£¥₹]|usd |eur |gbp"
            + " )?(?<![\\w.,/:])(-|minus )?"
            + "(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?|(?:" + NumberWords.PATTERN + ")(?![a-z-]))"
            + "(?:[ -]?(k|thousand|grand|mn|mm|million|m|bn|billion|b|trillion|tn|t)(?![a-z]))?"
            + "(?: ?(%|percent(?:age points?)?|per cent|bps?(?![a-z])|° ?[cf](?![a-z])|[cf](?![a-z\\w])|degrees?"
            + " ?(?:celsius|fahrenheit|[cf](?![a-z]))?))?");
    private static final Pattern UNIT = Pattern.compile("^[ -]?((?:[a-z][a-z'/-]*)(?: (?:of )?(?:a |an |per |the"
            + " )?[a-z][a-z'/-]*){0,2})");
    private static final Pattern STOP = Pattern.compile("\\b(?:by|in|on|at|before|this|next|for|from|to|than|with"
            + "|within|if|and|or|during|when|against|over|the"
            + "|until|after|under|or|because|since|will|is|are|more|less|higher|lower|fewer|each|every|while|without"
            + "|as|even|again|total|overall"
            + "|above|below|higher|using|via|through|into|then|but|per cent|today|tomorrow|between|mark|level|barrier"
            + "|market cap|market value|valuation|capitali[sz]ation|some|is|among|worldwide|globally)\\b.*");
    private static final Pattern NAME = Pattern.compile("(?:[A-Z][\\w&.’'-]*|[a-z]+[A-Z]\\w*|[A-Z]{2,}) $");
    private static final List<String> NUMBERED = List.of("the top ", "top ", "version ", "season ", "episode ",
            "chapter ", "series ", "phase ",
            "level ", "category ", "number ", "round ", "part ", "volume ", "area ", "route ", "formula ", "day ",
                    "age ", "stage ",
            "model ", "no. ", "type ", "voyager ", "week ", "game ", "under-", "room ", "turn ", "turns ", "class of ",
                    "iphone ", "gpt-", "gpt ", "ios ",
            "python ", "java ", "windows ", "ps", "playstation ", "switch ", "galaxy s", "pixel ", "android ", "gta ",
                    "falcon ", "artemis ", "apollo ");

    private static final Map<Pattern, Comparison> BEFORE = Map.ofEntries(
            cue("(?:at least|no less than|not less than|no fewer than|a minimum of|minimum|reach(?:es)?|hits?"
                    + "|touch(?:es)?|attain|(?:get|gets|climb|climbs"
                    + "|rise|rises|grow|grows|soar|surge|jump|increase|increases|go|goes|rally|recover|back|return)"
                    + " (?:up |back )?to|as (?:much|many|high) as|>=|≥)",
                    Comparison.AT_LEAST),
            cue("(?:above|over|more than|greater than|higher than|exceed(?:s|ing)?|surpass(?:es)?|tops?|beyond|past"
                    + "|breaks?|break through|crosses|cross|north of"
                    + "|pass(?:es)?|longer than|older than|better than|heavier than|taller than|bigger than|larger"
                    + " than|faster by|>|outside)", Comparison.ABOVE),
            cue("(?:below|under|less than|lower than|fewer than|sub-?|beneath|south of|faster than|inside|younger than"
                    + "|shorter than|cheaper than|lighter than|sooner than|earlier than|smaller than|worse than|<)",
                    Comparison.BELOW),
            cue("(?:(?:fall|drop|dip|sink|decline|slide|plunge|crash|tumble|decrease|shrink|slip|cool|ease|cut"
                    + "|collapse|reduced?|get|go|come)(?:s|es)?"
                    + "(?: [a-z]+){0,3}? (?:down |back )?to|down to|at most|no more than|not more than|up to|a maximum"
                    + " of|<=|≤|not exceed)", Comparison.AT_MOST),
            cue("(?:exactly|precisely|equals?)", Comparison.EXACTLY),
            cue("between", Comparison.BETWEEN));
    private static final Pattern OR_MORE = Pattern.compile("^[\\w %°]{0,24}?(?: or (?:more|higher|better|above|over"
            + "|greater)\\b|\\+)");
    private static final Pattern OR_LESS = Pattern.compile("^[\\w %°]{0,24}? or (?:less|fewer|lower|below|under"
            + "|faster)\\b");
    private static final Pattern UPPER = Pattern.compile("^ (?:and|to) [$€£]?(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?"
            + "|\\d+(?:\\.\\d+)?)(?:[ ]?(k|thousand|million|m|bn|billion|trillion)(?![a-z]))?([ ]?(?:%|°[cf]"
            + "|degrees))?");
    private static final Pattern MOVES = Pattern.compile("\\b(?:rise|rises|grow|grows|increase|increases|gain|gains"
            + "|jump|jumps|climb|climbs|surge|surges|up"
            + "|soar|rally|appreciate|fall|falls|drop|drops|lose|loses|decline|declines|decrease|down|dip|crash|plunge"
            + "|shrink|tank|correct|slip|improve|raise|raises|cut|cuts|hike|reduce)"
            + "(?: [a-z']+){0,4}?(?: by)?(?: at least| more than| over| up to| another| around| about| less than| an"
            + " additional| exactly)* $");
    private static final Pattern STARTS = Pattern.compile("(?:around|about|roughly|nearly|almost|approximately|another"
            + "|the|an?|as|all|these|its|their|his|her|my|first|just) $");

    private static final int MOST = 40;

    private record Found(Quantity quantity, int weight) {
    }

    private QuantityReader() {
    }

    private static Map.Entry<Pattern, Comparison> cue(String words, Comparison comparison) {
        return Map.entry(Pattern.compile("(?:^|[^a-z])(" + words + ") ?(?:the |a |an |its |around |about |another )?$"),
                comparison);
    }

    /** The number that weighs most in a sentence; empty where none decides anything. */
    static Optional<Quantity> read(String said, String folded) {
        List<Found> all = new ArrayList<>();
        Matcher match = NUMBER.matcher(folded);
        for (int tried = 0; tried < MOST && match.find(); tried++) {
            found(match, said, folded).ifPresent(all::add);
        }
        Found best = null;
        for (Found found : all) {
            best = best == null || found.weight > best.weight ? found : best;
        }
        return Optional.ofNullable(best).map(Found::quantity);
    }

    private static Optional<Found> found(Matcher match, String said, String folded) {
        String before = folded.substring(Math.max(0, match.start() - 60), match.start());
        String after = folded.substring(match.end(), Math.min(folded.length(), match.end() + 60));
        boolean currency = match.group(1) != null;
        boolean suffixed = match.group(5) != null;
        boolean bareWord = !Character.isDigit(match.group(3).charAt(0));
        String cue = "";
        Comparison comparison = null;
        int cueLength = 0;
        for (Map.Entry<Pattern, Comparison> entry : BEFORE.entrySet()) {
            Matcher cueMatch = entry.getKey().matcher(before);
            if (cueMatch.find() && cueMatch.group().length() > cueLength) {
                cue = cueMatch.group(1);
                cueLength = cueMatch.group().length();
                comparison = entry.getValue();
            }
        }
        boolean named = !currency && !suffixed
                && (NAME.matcher(said.substring(Math.max(0, match.start() - 30), match.start())).find()
                && comparison == null
                || NUMBERED.stream().anyMatch(before::endsWith) || before.endsWith("-") && !before.endsWith("sub-")
                || after.matches("^(?:st|nd|rd|th|g\\b|-[a-z]*-?old| (?:year|month|week)s? olds?\\b|d\\b|x\\b).*"));
        boolean aRoad = before.matches(".*\\b(?:on|off|along|down) (?:the )?$") && match.group(3).matches("\\d{1,3}")
                && comparison == null;
        boolean distance = "m".equals(match.group(4)) && after.matches("^ (?:\\w+ )?(?:record|race|sprint|dash"
                + "|freestyle|hurdles|butterfly|final|relay)\\b.*");
        boolean partOfAName = bareWord && said.length() > match.end() + 1
                && Character.isUpperCase(said.charAt(match.end() + 1));
        if (named || aRoad || distance || partOfAName || bareWord && match.group(3).matches("one|zero")
                || after.matches("^:\\d.*") || after.matches("^[-/]\\d.*") && !suffixed) {
            return Optional.empty();
        }
        boolean magnitude = before.matches(".*\\bmagnitude (?:of )?(?:at least |over |above )?$");
        String unit = magnitude ? "on the magnitude scale" : unit(match.group(5), after, said.substring(match.end()));
        if (bareWord && unit.isEmpty() && comparison == null) {
            return Optional.empty();
        }
        BigDecimal value = NumberWords.value(match.group(3).replaceAll("\\s+", " ")).orElse(null);
        if (value == null) {
            return Optional.empty();
        }
        value = scaled(value, match.group(4));
        value = match.group(2) == null ? value : value.negate();
        BigDecimal upper = null;
        Matcher range = UPPER.matcher(after);
        if (comparison == Comparison.BETWEEN && range.find()) {
            upper = scaled(NumberWords.value(range.group(1)).orElse(value), range.group(2));
            unit = range.group(3) != null ? unit(range.group(3).trim(), "", "")
                    : unit(null, after.substring(range.end()), said.substring(match.end() + range.end()));
        } else if (comparison == Comparison.BETWEEN) {
            comparison = null;
        }
        boolean level = cue.matches("(?:above|below|under|beneath|reach|hits?|touch|exceed|surpass|top|past|cross"
                + "|break).*|.* to");
        boolean change = !level && MOVES.matcher(before).find() && (suffixed && !unit.startsWith("°")
                || before.endsWith("by "))
                && !before.matches(".*(?:up|down|back|rises?|falls?|drops?|climbs?|grows?) to $");
        if (OR_MORE.matcher(after).find()) {
            comparison = Comparison.AT_LEAST;
            cue = "or more";
        } else if (OR_LESS.matcher(after).find()) {
            comparison = Comparison.AT_MOST;
            cue = "or less";
        }
        boolean aYear = !currency && !suffixed && comparison == null && match.group(4) == null
                && match.group(3).matches("(?:19|20|21)\\d\\d")
                && (unit.isEmpty() || Character.isUpperCase(unit.charAt(0))
                || before.matches(".*\\b(?:the|in|of) (?:the )?$"));
        if (aYear) {
            return Optional.empty();
        }
        int weight = (comparison != null ? 6 : 0) + (currency ? 4 : 0) + (suffixed ? 4 : 0) + (unit.isEmpty() ? 0
                : 2) + (match.group(4) != null ? 3 : 0)
                + (STARTS.matcher(before).find() && comparison == null ? -1 : 0);
        boolean stated = !change && before.matches(".*\\b(?:be|is|at|equal) $");
        Comparison meant = comparison != null ? comparison : stated ? Comparison.EXACTLY : Comparison.AT_LEAST;
        String prefix = currency ? match.group(1).trim().toUpperCase(Locale.ENGLISH).replaceFirst("([A-Z]{3})", "$1 ")
                : "";
        return Optional.of(new Found(new Quantity(meant, cue, value, upper, prefix, unit, change), weight));
    }

    private static String unit(String suffix, String after, String saidAfter) {
        if (suffix != null) {
            String folded = suffix.replace(" ", "");
            if (folded.matches("°?c|degrees?c(?:elsius)?")) {
                return "°C";
            }
            if (folded.matches("°?f|degrees?f(?:ahrenheit)?")) {
                return "°F";
            }
            if (folded.matches("percent|percent")) {
                return "%";
            }
            return folded.equals("bp") || folded.equals("bps") ? "basis points" : suffix.trim();
        }
        Matcher match = UNIT.matcher(after);
        if (!match.find()) {
            return "";
        }
        String unit = STOP.matcher(match.group(1)).replaceFirst("").replaceAll("[\\s'-]+$", "").replaceFirst("^-", "");
        int at = after.indexOf(unit);
        return unit.isEmpty() || at < 0 ? "" : saidAfter.substring(at, at + unit.length()).replace("\uE000", "").trim();
    }

    private static BigDecimal scaled(BigDecimal value, String scale) {
        if (scale == null) {
            return value;
        }
        return switch (scale) {
            case "k", "thousand", "grand" -> value.movePointRight(3);
            case "m", "mn", "mm", "million" -> value.movePointRight(6);
            case "b", "bn", "billion" -> value.movePointRight(9);
            default -> value.movePointRight(12);
        };
    }
}
