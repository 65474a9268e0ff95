package io.calledit.nativeimage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What needn't be registered, with the reason why, as files beside this class have it. */
final class Exceptions {

    private final List<Pattern> patterns = new ArrayList<>();
    private final Set<Pattern> used = new HashSet<>();

    private Exceptions() {}

    static Exceptions read(String... files) throws IOException {
        Exceptions exceptions = new Exceptions();
        for (String file : files) {
            try (InputStream in = Exceptions.class.getResourceAsStream(file)) {
                exceptions.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return exceptions;
    }

    private void add(String text) throws IOException {
        boolean reason = false;
        for (String line : text.lines().toList()) {
            if (line.startsWith("#")) {
                reason = true;
            } else if (line.isBlank()) {
                reason = false;
            } else if (reason) {
                patterns.add(Pattern.compile(line));
            } else {
                throw new IOException("There is no reason given for " + line);
            }
        }
    }

    /** Whether a use of reflection is one of these. */
    boolean has(Touch touch) {
        String text = touch.toString();
        boolean found = false;
        for (Pattern pattern : patterns) {
            if (pattern.matcher(text).lookingAt()) {
                used.add(pattern);
                found = true;
            }
        }
        return found;
    }

    /** Those that nothing was found to be one of. */
    List<String> unused() {
        return patterns.stream().filter(pattern -> !used.contains(pattern)).map(Pattern::pattern).toList();
    }
}
