import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The build's step for the page: installs its packages when the lock file is newer than they are, then runs its lint,
 * types and unit tests ({@code npm run check}), or another of its scripts.
 *
 * <p>Maven starts it from source, on any system and before Node is known to be there, so that a missing Node is told in
 * words. The arguments are the page's folder and, if it isn't {@code check}, the script; the exit code is npm's, or 1 where Node doesn't serve.
 */
final class FrontendCheck {

    private static final Pattern WANTED = Pattern.compile("\"node\"\\s*:\\s*\">=\\s*(\\d+)(?:\\.(\\d+))?");
    private static final Pattern FOUND = Pattern.compile("v(\\d+)\\.(\\d+)\\..*");

    private final Path page;
    private final String script;
    private final boolean windows = File.separatorChar == '\\';

    private FrontendCheck(Path page, String script) {
        this.page = page;
        this.script = script;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        System.exit(new FrontendCheck(Path.of(args[0]), args.length > 1 ? args[1] : "check").run());
    }

    private int run() throws IOException, InterruptedException {
        String trouble = troubleWithNode();
        if (trouble != null) {
            System.err.println();
            System.err.println("The page can't be checked and built: " + trouble);
            System.err.println("Install Node from https://nodejs.org/, or leave the page's checks out with"
                    + " -Dfrontend.skip for Java tests alone.");
            System.err.println();
            return 1;
        }
        if (!isInstalled()) {
            int installed = npm("ci");
            if (installed != 0) {
                return installed;
            }
        }
        return npm("run", script);
    }

    private String troubleWithNode() throws IOException, InterruptedException {
        Matcher wanted = WANTED.matcher(Files.readString(page.resolve("package.json")));
        if (!wanted.find()) {
            throw new IllegalStateException("package.json names no engines.node of the form >=MAJOR.MINOR");
        }
        int major = Integer.parseInt(wanted.group(1));
        int minor = wanted.group(2) == null ? 0 : Integer.parseInt(wanted.group(2));
        String need = "Node " + major + "." + minor + " or newer is needed, and ";

        Process node;
        try {
            node = new ProcessBuilder("node", "--version").redirectErrorStream(true).start();
        } catch (IOException notFound) {
            return need + "there is no node on the path.";
        }
        String answer = new String(node.getInputStream().readAllBytes()).strip();
        node.waitFor();
        Matcher found = FOUND.matcher(answer);
        if (!found.matches()) {
            return need + "the node on the path says \"" + answer + "\" when asked for its version.";
        }
        int foundMajor = Integer.parseInt(found.group(1));
        boolean serves = foundMajor > major || foundMajor == major && Integer.parseInt(found.group(2)) >= minor;
        return serves ? null : need + "the one on the path is " + answer + ".";
    }

    /** npm writes node_modules/.package-lock.json at the end of an install, so a broken one doesn't count. */
    private boolean isInstalled() throws IOException {
        Path installed = page.resolve("node_modules/.package-lock.json");
        return Files.exists(installed)
                && Files.getLastModifiedTime(installed)
                        .compareTo(Files.getLastModifiedTime(page.resolve("package-lock.json"))) >= 0;
    }

    private int npm(String... arguments) throws IOException, InterruptedException {
        // On Windows npm is a script, which is found only by its full name.
        List<String> command = new ArrayList<>(List.of(windows ? "npm.cmd" : "npm"));
        command.addAll(List.of(arguments));
        System.out.println("> " + String.join(" ", command));
        return new ProcessBuilder(command).directory(page.toFile()).inheritIO().start().waitFor();
    }
}
