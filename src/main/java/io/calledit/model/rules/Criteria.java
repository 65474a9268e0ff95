package io.calledit.model.rules;

import io.calledit.model.rules.Quantity.Comparison;
import io.calledit.model.rules.deadline.Dates;
import io.calledit.model.rules.deadline.Deadline;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Says what makes one prediction true and what makes it false, its tie and its boundary decided. */
final class Criteria {

    /** When a measured value has to meet the number. */
    enum Mode { ONCE, AT_THE_END, THROUGHOUT, COUNTED, MOVED }

    private static final Pattern STATE = Pattern.compile("^(?:be|trade|close|end|finish|stand|be worth|cost|amount"
            + "|open|sit|settle)\\b");
    /** What happens anew every trading day, unless it is a year or a month that is closed. */
    private static final Pattern DAILY = Pattern.compile("^(?:close|trade|settle|open)\\b"
            + "(?! (?:out )?(?:the |this |that )?(?:year|month|quarter|week|decade|20\\d\\d))");
    private static final Pattern STAY = Pattern.compile("^(?:stay|remain|hold|keep|still be|continue)\\b");
    private static final Pattern ARRIVE = Pattern.compile("^(?:reach|hit|touch|top|exceed|surpass|break|cross|pass"
            + "|fall|drop|dip|go|rise|climb|jump|surge|sink|decline|slide|plunge|crash|tumble|get|soar|rally|recover"
            + "|grow|increase|decrease|cool|ease|shrink|swing|slip|return|retake|reclaim|come|tank|flip)\\b");
    private static final Pattern UP = Pattern.compile("^(?:rise|rises|grow|go up|increase|gain|climb|jump|surge|soar"
            + "|rally|appreciate|recover|improve|accelerate|strengthen|be higher|be up|outperform|beat)\\b");
    private static final Pattern DOWN = Pattern.compile("^(?:fall|drop|go down|decrease|decline|lose|crash|sink|plunge"
            + "|tumble|shrink|weaken|depreciate|slow|cool|ease|be lower|be down|underperform|dip|tank|correct|collapse"
            + "|come down)\\b");
    private static final Pattern PLAYED = Pattern.compile("\\b(?:draw|score|scores|finish|play|advance|sweep|tie|beat"
            + "|game|match|final|race|podium|points?|goals?|standings|table|top|relegated|fight|medals?|first|second"
            + "|third|mvp|record|defeat|\\d+-\\d+)\\b");
    private static final String SEASON_LONG = ".*\\b(?:league|premiership|championship|title|relegated|top four|ballon"
            + " d'or|mvp|season|standings|playoffs|medals?)\\b.*";
    private static final Pattern FACTOR = Pattern.compile("^(?:go |be |at least )?(double|triple|quadruple|halve|be"
            + " halved|10x|2x|3x|5x|100x)\\b");

    private final Claim claim;
    private final Deadline deadline;
    private final Subject subject;
    private final ZonedDateTime now;
    private final Catalogue catalogue;
    private final Catalogue.Act act;
    private final Mode mode;

    Criteria(Claim claim, Deadline deadline, Subject subject, ZonedDateTime now, Catalogue catalogue) {
        this.claim = claim;
        this.deadline = deadline;
        this.subject = subject;
        this.now = now;
        this.catalogue = catalogue;
        this.act = subject.act();
        this.mode = mode();
    }

    Catalogue.Act act() {
        return act;
    }

    Mode mode() {
        String predicate = folded(claim.predicate());
        boolean measured = subject.measure() != null && claim.isSure();
        if (FACTOR.matcher(predicate).find() && measured) {
            return Mode.MOVED;
        }
        if (!claim.hasQuantity()) {
            return measured && (UP.matcher(predicate).find() || DOWN.matcher(predicate).find())
                    && !subject.domain().field().contains("weather")
                    && predicate.replace(Claim.TIME, "").trim().split(" ").length < 4 ? Mode.MOVED : Mode.COUNTED;
        }
        Quantity quantity = claim.quantity();
        if (act != null && act.id().matches("cut|raise|hold")
                || QuantityReader.read(claim.predicate(), predicate).isEmpty()) {
            return Mode.COUNTED;
        }
        boolean priced = quantity.looksLikeAPrice() || quantity.isPercent() || quantity.unit().startsWith("°")
                || quantity.unit().startsWith("degree")
                || quantity.unit().matches("(?:million|people|subscribers|followers|basis points|seats|inches|mm|cm"
                + "|views|stars|downloads|users|an? (?:ounce|gallon|barrel|share|coin)|per (?:ounce|gallon|barrel"
                + "|share|coin)).*");
        if (!measured || !priced) {
            return Mode.COUNTED;
        }
        if (quantity.change()) {
            return Mode.MOVED;
        }
        if (STAY.matcher(predicate).find() || deadline.lasting()) {
            return Mode.THROUGHOUT;
        }
        if (ARRIVE.matcher(predicate).find() || DAILY.matcher(predicate).find()) {
            return Mode.ONCE;
        }
        if (subject.domain().id().equals("weather")) {
            return Mode.ONCE;
        }
        return STATE.matcher(predicate).find() ? Mode.AT_THE_END : Mode.COUNTED;
    }

    /** The prediction as a sentence with its date. */
    String statement() {
        String condition = claim.condition() == null ? "" : claim.condition().startsWith("not: ")
                ? "Unless " + claim.condition().substring(5) + ", " : "If " + claim.condition() + ", ";
        String body = condition.isEmpty() ? claim.sentence() : condition + English.inside(claim.sentence());
        String said = dated(claim.isSure() ? flowing(body) : body).replace(" ,", ",").trim();
        boolean tells = subject.ownMeasure() && !measure().contains("market cap");
        String measured = mode != Mode.COUNTED && tells && !claim.negated()
                && claim.isSure() ? ", measured by " + measure() : "";
        return finished(English.capital(said) + measured);
    }

    /** What makes it true, what decides doubt, what makes it false. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (claim.condition() != null) {
            String condition = claim.condition().startsWith("not: ") ? claim.condition().substring(5)
                    : claim.condition();
            lines.add(claim.condition().startsWith("not: ")
                    ? "The claim holds only if this does not come about: " + condition + ". If it does by " + until()
                    + ", the call is void."
                    : "The claim counts only if this comes about first: " + condition
                    + ". If it doesn’t, at the latest by " + until() + ", the call is void, neither true nor false.");
        }
        lines.add(truth());
        if (claim.hasQuantity()) {
            lines.add(Boundary.of(claim.quantity(), mode, subject.domain()));
        }
        if (claim.joined() == Claim.Joined.AND) {
            lines.add("Both parts have to come true by then; one alone makes the call false.");
        } else if (claim.joined() == Claim.Joined.OR) {
            lines.add("Either part is enough; both coming true is fine too.");
        }
        List<String> meanings = catalogue.meanings(folded(claim.sentence()), subject.domain());
        if (act != null && mode == Mode.COUNTED) {
            act.counts().forEach(line -> lines.add(subject.fill(line)));
        }
        meanings.forEach(line -> lines.add(subject.fill(line)));
        Results.of(claim, subject.domain()).ifPresent(lines::add);
        decisive().forEach(line -> lines.add(subject.fill(line)));
        lines.add(falsehood());
        return lines.stream().map(Criteria::finished).distinct().toList();
    }

    /** What the field says about doubtful cases, where the act itself doesn't say it better. */
    private List<String> decisive() {
        Catalogue.Domain domain = subject.domain();
        boolean counted = mode == Mode.COUNTED;
        if (act != null && act.alone() && counted) {
            return List.of();
        }
        if (counted && !claim.hasQuantity() && domain.id().matches("crypto|shares")) {
            return List.of("What the market data or the official announcement of the day shows counts; forecasts and"
                    + " rumours don’t.");
        }
        if (domain.isSport() && act == null && claim.hasQuantity()) {
            return List.of("The organiser’s official statistics decide; friendlies and exhibition games count only if"
                    + " those statistics include them.",
                    "A correction that officials make afterwards counts only if it is made by the date.");
        }
        boolean played = act != null && act.id().matches("win|lose|qualify")
                || PLAYED.matcher(folded(claim.sentence())).find();
        if (domain.isSport() && !played) {
            return List.of("It counts once those who decide have said so in public; rumours and unnamed sources don’t"
                    + " count.");
        }
        boolean whole = claim.sentence().toLowerCase(Locale.ENGLISH).matches(SEASON_LONG);
        return domain.counts().stream().filter(line -> !whole || !line.startsWith("If extra time")
                && !line.startsWith("A game that is")).toList();
    }

    List<String> assumptions() {
        return Assumptions.of(claim, deadline, subject, mode);
    }

    /** The date and time up to which everything counts. */
    String until() {
        String time = Dates.time(deadline.moment().toLocalTime());
        return (time.equals("23:59:59") ? "the end of " + deadline.day() : time + " on " + deadline.day());
    }

    private String measure() {
        boolean low = claim.hasQuantity() && claim.quantity().comparison().isUpward() == (mode == Mode.THROUGHOUT);
        return subject.measure().replace("{extreme}", low ? "lowest" : "highest");
    }

    /** The event in words, with its deadline. */
    String event() {
        return claim.isSure() ? dated(flowing(claim.happens())) : "“" + bare(claim.sentence()) + "”";
    }

    /** What has to be compared with what, in words. */
    String threshold() {
        return claim.hasQuantity() ? claim.quantity().condition() : "";
    }

    private String truth() {
        String window = window();
        boolean not = claim.negated();
        return switch (mode) {
            case ONCE -> not
                    ? "True if " + measure() + " is not " + threshold() + (deadline.isOneDay() ? " on " + deadline.day()
                    : " on any day " + window)
                    : "True if " + measure() + " is " + threshold() + (deadline.isOneDay() ? " on " + deadline.day()
                    : " on at least one day " + window);
            case THROUGHOUT -> not
                    ? "True if " + measure() + " is not " + threshold() + " on at least one day " + window
                    : "True if " + measure() + " is " + threshold() + " on every day " + window
                    + " on which it is published";
            case AT_THE_END -> "True if " + measure() + " is " + (not ? "not "
                    : "") + threshold() + " on " + deadline.day()
                    + ", or on the last day before it for which one is published";
            case MOVED -> moved(not);
            case COUNTED -> counted(not, window);
        };
    }

    private String counted(boolean not, String window) {
        if (!claim.isSure()) {
            return "True if what the prediction says has come about " + (deadline.isOneDay() ? "on " + deadline.day()
                    : "by " + until()) + ": “" + bare(claim.sentence()) + "”";
        }
        String often = deadline.lasting() ? ", without a break" : "";
        return not ? "True if the following has not happened by " + until() + ": " + bare(claim.happens())
                + onlyWithin()
                : "True if " + dated(flowing(claim.happens())) + often + (claim.happens().contains(Claim.TIME) ? ""
                : " " + deadline.phrase());
    }

    private String onlyWithin() {
        return deadline.opens().isAfter(now.toLocalDate())
                && !deadline.isOneDay() ? " (only " + deadline.phrase() + " matters)"
                : deadline.isOneDay() && deadline.opens().isAfter(now.toLocalDate())
                ? " (only " + deadline.day() + " matters)" : "";
    }

    private String moved(boolean not) {
        String predicate = folded(claim.predicate());
        String start = predicate.matches(".*from (?:its|their|the) (?:peak|high|record|all-time|record high|top)\\b.*")
                ? "its highest value ever up to that day"
                : "its last value before the prediction was made (" + Dates.day(now.toLocalDate()) + ")";
        var factor = FACTOR.matcher(predicate);
        String is = not ? " is not " : " is ";
        if (factor.find()) {
            String times = switch (factor.group(1)) {
                case "double", "2x" -> "at least twice";
                case "triple", "3x" -> "at least three times";
                case "quadruple" -> "at least four times";
                case "5x" -> "at least five times";
                case "10x" -> "at least ten times";
                case "100x" -> "at least a hundred times";
                default -> "at most half of";
            };
            return "True if " + measure() + is + times + " " + start + " on at least one day " + window();
        }
        boolean down = DOWN.matcher(predicate).find();
        if (!claim.hasQuantity()) {
            return "True if " + measure() + " on " + deadline.day() + is + (down ? "lower"
                    : "higher") + " than " + start;
        }
        String size = new Quantity(claim.quantity().comparison(), "", claim.quantity().value(), null,
                claim.quantity().prefix(), claim.quantity().unit(), false).said();
        return "True if " + measure() + is + (claim.quantity().comparison() == Comparison.ABOVE ? "more than "
                : "at least ") + size + " " + (down ? "below"
                : "above") + " " + start + " on at least one day " + window();
    }

    private String falsehood() {
        if (claim.negated()) {
            return mode == Mode.AT_THE_END || mode == Mode.THROUGHOUT
                    || mode == Mode.MOVED ? "False otherwise, judged at " + until() + " (" + zone() + ")"
                    : "False as soon as it has happened, at any time up to " + until() + " (" + zone() + ")";
        }
        if (mode == Mode.THROUGHOUT) {
            return "False as soon as one value up to " + until() + " (" + zone() + ") fails the condition";
        }
        return Dates.time(deadline.moment().toLocalTime()).equals("23:59:59")
                ? "False if " + deadline.day() + " ends (" + clock() + ") without it"
                : "False if " + until() + " (" + zone() + ") passes without it";
    }

    private String window() {
        return deadline.isOneDay() ? "(" + deadline.day() + ")"
                : "from " + Dates.day(deadline.opens()) + " to " + deadline.day();
    }

    private static String flowing(String text) {
        return text.replaceAll(" ?, " + Claim.TIME, " " + Claim.TIME);
    }

    private String dated(String text) {
        return text.contains(Claim.TIME) ? text.replace(Claim.TIME, (claim.isSure() ? ""
                : ", ") + deadline.phrase()).replaceAll(" *,+(?: ,)* ", ", ") : text;
    }

    static String bare(String text) {
        return text.replace(Claim.TIME, "").replaceAll("\\s+", " ").replaceAll("[\\s,]+$", "").trim();
    }

    private String zone() {
        return now.getZone().getId();
    }

    private String clock() {
        return Dates.time(deadline.moment().toLocalTime()) + ", " + zone();
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ENGLISH).replace('’', '\'');
    }

    static String finished(String sentence) {
        return sentence.matches("(?s).*[.!?”]$") && !sentence.endsWith("”") ? sentence : sentence + ".";
    }
}
