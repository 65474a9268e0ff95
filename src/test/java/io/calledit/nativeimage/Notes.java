package io.calledit.nativeimage;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.StackWalker.StackFrame;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Writes down each use of reflection, as a line of what was done, to what, and from where. The JDK's own classes call
 * this, so it is loaded beside them and knows nothing but them.
 */
public final class Notes {

    /** As many callers, from the nearest, are told. */
    private static final int CALLERS = 16;

    private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();
    private static final ThreadLocal<Boolean> BUSY = new ThreadLocal<>();
    private static OutputStream file;
    private static volatile boolean writing;

    private Notes() {}

    /** Says where to write to. */
    public static void open(String path) throws IOException {
        file = new FileOutputStream(path, true);
    }

    /** Begins to write. */
    public static void begin() {
        writing = true;
    }

    /** A class was found by its name, or all its members of a kind were. */
    public static void type(String done, Class<?> type) {
        if (type != null && enter()) {
            write(done, type.getName());
        }
    }

    /** One member was found. */
    public static void found(Object member) {
        member("", member);
    }

    /** One member was called, read or written. */
    public static void used(Object member) {
        member("use of ", member);
    }

    private static void member(String how, Object member) {
        if (enter()) {
            if (member instanceof Method method) {
                write(how + "method", named(method) + parameters(method.getParameterTypes()));
            } else if (member instanceof Constructor<?> constructor) {
                write(how + "constructor", constructor.getName() + "#<init>" + parameters(constructor.getParameterTypes()));
            } else {
                write(how + "field", named((Field) member));
            }
        }
    }

    /**
     * A handle to a member was made.
     *
     * @param signature the {@link MethodType} of a method or a constructor
     */
    public static void handle(String kind, Class<?> type, String name, Object signature) {
        if (enter()) {
            String parameters = signature instanceof MethodType method ? parameters(method.parameterArray()) : "";
            write(kind, type.getName() + "#" + name + parameters);
        }
    }

    /** Something with the name of a resource was found. */
    public static void resource(String name) {
        if (enter()) {
            write("resource", name);
        }
    }

    /** An object was made that implements these. */
    public static void proxy(Class<?>[] interfaces) {
        if (enter()) {
            write("proxy", names(interfaces));
        }
    }

    /** An object was written or read. */
    public static void serialized(Object object) {
        if (object != null && enter()) {
            write("serialization", object.getClass().getName());
        }
    }

    /** Something came to be that has a seed, or runs. */
    public static void made(Object object) {
        if (enter()) {
            write("made", object.getClass().getName());
        }
    }

    private static String named(Member member) {
        return member.getDeclaringClass().getName() + "#" + member.getName();
    }

    private static String parameters(Class<?>[] types) {
        return "(" + names(types) + ")";
    }

    private static String names(Class<?>[] types) {
        StringJoiner names = new StringJoiner(",");
        for (Class<?> type : types) {
            names.add(type.getName());
        }
        return names.toString();
    }

    /** What is done for the sake of a note isn't noted. */
    private static boolean enter() {
        if (!writing || BUSY.get() != null) {
            return false;
        }
        BUSY.set(true);
        return true;
    }

    private static void write(String done, String to) {
        try {
            List<StackFrame> frames = StackWalker.getInstance().walk(all -> all.collect(Collectors.toList()));
            int at = 0;
            while (frames.get(at).getClassName().equals(Notes.class.getName())) {
                at++;
            }
            StringJoiner from = new StringJoiner("<");
            // The first is the method of the JDK that does it.
            for (StackFrame frame : frames.subList(at + 1, Math.min(frames.size(), at + 1 + CALLERS))) {
                from.add(frame.getClassName() + "#" + frame.getMethodName() + frame.getDescriptor() + "@" + frame.getByteCodeIndex());
            }
            StringJoiner inside = new StringJoiner(",");
            for (StackFrame frame : frames) {
                if (frame.getMethodName().equals("<clinit>")) {
                    inside.add(frame.getClassName());
                }
            }
            String line = String.join("\t", done, to, inside.toString(), from.toString()) + "\n";
            if (KNOWN.add(line)) {
                synchronized (KNOWN) {
                    file.write(line.getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            BUSY.remove();
        }
    }
}
