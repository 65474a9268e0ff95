package io.calledit.model.rules.deadline;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times of day: "5pm", "17:30", "noon", "midnight", with the zone where one is named. */
final class TimesOfDay {

    private static final Map<String, String> ZONES = Map.ofEntries(Map.entry("utc", "UTC"), Map.entry("gmt", "UTC"),
            Map.entry("et", "America/New_York"), Map.entry("est", "America/New_York"), Map.entry("edt",
                    "America/New_York"),
            Map.entry("ct", "America/Chicago"), Map.entry("cst", "America/Chicago"), Map.entry("cdt",
                    "America/Chicago"),
            Map.entry("pt", "America/Los_Angeles"), Map.entry("pst", "America/Los_Angeles"),
            Map.entry("pdt", "America/Los_Angeles"), Map.entry("bst", "Europe/London"), Map.entry("cet",
                    "Europe/Paris"),
            Map.entry("cest", "Europe/Paris"), Map.entry("ist", "Asia/Kolkata"), Map.entry("jst", "Asia/Tokyo"),
            Map.entry("aest", "Australia/Sydney"));
    private static final Pattern TIME = Pattern.compile(
            "(?:\\b(by|at|before|until|till|around|no later than|not later than) )?(?:\\b(\\d{1,2})(?:[:.](\\d{2}))? ?(am|pm|a\\.m\\.|p\\.m\\.)(?![a-z])"
                    + "|\\b(\\d{1,2}):(\\d{2})\\b(?!:\\d|[/.]\\d)|\\b(noon|midday|midnight|lunchtime|lunch|the end of"
                    + " the day|eod|close of business|cob)\\b)"
                    + "(?: (utc|gmt|et|est|edt|ct|cst|cdt|pt|pst|pdt|bst|cet|cest|ist|jst|aest)\\b)?");

    /** A time of day in a sentence; {@code midnight} ends the day that it is said of. */
    record Time(int start, int end, String lead, LocalTime at, ZoneId zone) {
    }

    private TimesOfDay() {
    }

    static List<Time> read(Words words) {
        List<Time> times = new ArrayList<>();
        Matcher match = TIME.matcher(words.folded());
        while (match.find()) {
            LocalTime at = time(match);
            if (at != null) {
                String zone = match.group(8);
                times.add(new Time(match.start(), match.end(), match.group(1), at,
                        zone == null ? null : ZoneId.of(ZONES.get(zone))));
            }
        }
        return times;
    }

    private static LocalTime time(Matcher match) {
        if (match.group(7) != null) {
            return switch (match.group(7)) {
                case "noon", "midday" -> LocalTime.NOON;
                case "lunchtime", "lunch" -> LocalTime.of(13, 0);
                case "close of business", "cob" -> LocalTime.of(17, 0);
                default -> Stretch.LAST_SECOND;
            };
        }
        boolean twelve = match.group(2) != null;
        int hour = Integer.parseInt(match.group(twelve ? 2 : 5));
        String minutes = match.group(twelve ? 3 : 6);
        int minute = minutes == null ? 0 : Integer.parseInt(minutes);
        if (twelve) {
            if (hour < 1 || hour > 12) {
                return null;
            }
            hour = hour % 12 + (match.group(4).startsWith("p") ? 12 : 0);
        } else if (match.group(1) == null) {
            // A bare 3:45 is as often a pace or a score as a time of day.
            return null;
        }
        return hour > 23 || minute > 59 ? null : LocalTime.of(hour, minute);
    }
}
