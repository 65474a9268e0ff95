package io.calledit.nativeimage;

import java.util.Arrays;
import java.util.List;

/**
 * One use of reflection.
 *
 * @param done what {@link Notes} call it
 * @param to the class, the member of one, or the resource that it was done to
 * @param initializing the classes that were being initialised meanwhile, from the innermost
 * @param from who did it, from the nearest
 */
record Touch(String done, String to, List<String> initializing, List<Place> from) {

    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "org.jcp.");
    /** What of the JDK reaches for others' code because others ask for it. */
    private static final List<String> FOR_OTHERS =
            List.of("java.util.ServiceLoader", "java.util.ResourceBundle", "java.sql.DriverManager");

    /** A place in the code: a class, its method with descriptor, and the index of the instruction there. */
    record Place(String type, String method, int instruction) {

        static Place of(String text) {
            int hash = text.indexOf('#');
            int at = text.lastIndexOf('@');
            return new Place(text.substring(0, hash), text.substring(hash + 1, at), Integer.parseInt(text.substring(at + 1)));
        }

        @Override
        public String toString() {
            return type + "#" + method.substring(0, method.indexOf('('));
        }

        private boolean ofJdk() {
            return ofTheJdk(type);
        }
    }

    static Touch of(String line) {
        String[] parts = line.split("\t", -1);
        return new Touch(parts[0], parts[1], split(parts[2], ","),
                split(parts[3], "<(?!(?:cl)?init>)").stream().map(Place::of).toList());
    }

    private static List<String> split(String text, String by) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(by));
    }

    private static boolean startsWithAny(String name, List<String> beginnings) {
        return beginnings.stream().anyMatch(name::startsWith);
    }

    /**
     * Whether the JDK did it for purposes of its own, for which a native image brings what it needs, or whoever watches
     * did.
     */
    boolean apartFromTheApplication() {
        if (from.stream().allMatch(Place::ofJdk) || caller().type().startsWith("net.bytebuddy.")) {
            return true;
        }
        Place nearest = from.get(0);
        return nearest.ofJdk() && !done.equals("resource") && !isMade() && (ofTheJdk(to) || !startsWithAny(nearest.type(), FOR_OTHERS));
    }

    /** The nearest place outside of the JDK. */
    Place caller() {
        return from.stream().filter(place -> !place.ofJdk()).findFirst().orElseThrow();
    }

    /** The class of what was touched. */
    String type() {
        int hash = to.indexOf('#');
        return hash < 0 ? to : to.substring(0, hash);
    }

    /** Whether it is about an object, and not about a name. */
    boolean isMade() {
        return done.equals("made");
    }

    /** Whether a member was called, read or written that something had found. */
    boolean isUse() {
        return done.startsWith("use of ");
    }

    static boolean ofTheJdk(String type) {
        return startsWithAny(type, JDK);
    }

    @Override
    public String toString() {
        return done + " " + to + " from " + String.join(" < ", from.stream().filter(place -> !place.ofJdk())
                .limit(4).map(Place::toString).toList());
    }
}
