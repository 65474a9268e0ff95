package io.calledit.nativeimage;

import java.lang.instrument.Instrumentation;
import java.util.jar.JarFile;

/** Where the watched process begins, before the application does. */
public final class Agent {

    private Agent() {}

    /**
     * Called by the JVM.
     *
     * @param arguments the jar with {@link Notes}, the jar of Byte Buddy, and the file to write to, with commas between
     */
    public static void premain(String arguments, Instrumentation instrumentation) throws Exception {
        String[] paths = arguments.split(",");
        instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(paths[0]));
        instrumentation.appendToSystemClassLoaderSearch(new JarFile(paths[1]));
        Notes.open(paths[2]); // is loaded by it, too: what loads classes is about to need it
        Watcher.watch(instrumentation);
        Notes.begin();
    }
}
