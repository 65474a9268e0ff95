package io.calledit.model.rules.deadline;

import java.time.ZoneId;
import java.util.Set;

/** What a time zone tells about its people's calendar: the order of day and month, the hemisphere, the country. */
public enum Region {
    US, CA, GB, IE, FR, DE, ES, IT, NL, JP, IN, AU, NZ, BR, ZA, MX, OTHER;

    private static final Set<String> UNITED_STATES = Set.of("America/New_York", "America/Chicago", "America/Denver",
            "America/Los_Angeles", "America/Phoenix", "America/Anchorage", "America/Detroit", "America/Boise",
            "America/Juneau", "America/Sitka", "America/Nome", "America/Adak", "America/Menominee", "Pacific/Honolulu",
            "America/Louisville", "America/Indianapolis", "America/Puerto_Rico");
    private static final Set<String> CANADA = Set.of("America/Toronto", "America/Vancouver", "America/Montreal",
            "America/Edmonton", "America/Winnipeg", "America/Halifax", "America/St_Johns", "America/Regina",
            "America/Moncton", "America/Whitehorse", "America/Yellowknife", "America/Iqaluit");
    private static final Set<String> BRAZIL = Set.of("America/Sao_Paulo", "America/Bahia", "America/Recife",
            "America/Manaus", "America/Fortaleza", "America/Belem", "America/Cuiaba", "America/Campo_Grande");
    private static final Set<String> SOUTHERN = Set.of("America/Montevideo", "America/Asuncion", "America/Santiago",
            "America/Punta_Arenas", "America/La_Paz", "America/Lima", "America/Buenos_Aires", "Africa/Harare",
            "Africa/Maputo", "Africa/Gaborone", "Africa/Windhoek", "Africa/Lusaka", "Africa/Luanda", "Africa/Maseru",
            "Indian/Mauritius", "Indian/Antananarivo", "Indian/Reunion", "Pacific/Fiji", "Pacific/Tahiti",
            "Pacific/Noumea", "Atlantic/Stanley", "Pacific/Apia", "Pacific/Tongatapu");

    /** The country a zone belongs to, as far as it matters here. */
    public static Region of(ZoneId zone) {
        String id = zone.getId();
        if (UNITED_STATES.contains(id) || id.startsWith("US/") || id.startsWith("America/Indiana/")
                || id.startsWith("America/Kentucky/") || id.startsWith("America/North_Dakota/")) {
            return US;
        }
        if (CANADA.contains(id) || id.startsWith("Canada/")) {
            return CA;
        }
        if (BRAZIL.contains(id) || id.startsWith("Brazil/")) {
            return BR;
        }
        if (id.startsWith("Australia/")) {
            return AU;
        }
        return switch (id) {
            case "Europe/London", "Europe/Belfast", "GB" -> GB;
            case "Europe/Dublin" -> IE;
            case "Europe/Paris" -> FR;
            case "Europe/Berlin" -> DE;
            case "Europe/Madrid", "Atlantic/Canary" -> ES;
            case "Europe/Rome" -> IT;
            case "Europe/Amsterdam" -> NL;
            case "Asia/Tokyo" -> JP;
            case "Asia/Kolkata", "Asia/Calcutta" -> IN;
            case "Pacific/Auckland", "Pacific/Chatham", "NZ" -> NZ;
            case "Africa/Johannesburg" -> ZA;
            case "America/Mexico_City" -> MX;
            default -> OTHER;
        };
    }

    /** True where summer is in January. */
    public static boolean isSouthern(ZoneId zone) {
        Region region = of(zone);
        return region == AU || region == NZ || region == BR || region == ZA || SOUTHERN.contains(zone.getId())
                || zone.getId().startsWith("America/Argentina/") || zone.getId().startsWith("Antarctica/");
    }
}
