package io.calledit.nativeimage;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.none;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.instrument.Instrumentation;
import java.util.Enumeration;
import java.util.Map;

import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.AgentBuilder.RedefinitionStrategy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import net.bytebuddy.matcher.ElementMatcher;

/** Has the methods of the JDK by which code reaches other code, and resources, by their names tell {@link Notes}. */
final class Watcher {

    private static final ElementMatcher<MethodDescription> FIND_ONE = namedOneOf("getConstructor", "getDeclaredConstructor",
            "getMethod", "getDeclaredMethod", "getField", "getDeclaredField");

    private static final Map<String, String> FIND_ALL = Map.of(
            "getConstructors", "constructors",
            "getDeclaredConstructors", "constructors",
            "getMethods", "methods",
            "getDeclaredMethods", "methods",
            "getFields", "fields",
            "getDeclaredFields", "fields");

    private Watcher() {}

    static void watch(Instrumentation instrumentation) {
        AgentBuilder agent = new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(RedefinitionStrategy.RETRANSFORMATION)
                .with(AgentBuilder.InitializationStrategy.NoOp.INSTANCE)
                .with(AgentBuilder.TypeStrategy.Default.REDEFINE)
                .with(new AgentBuilder.Listener.WithErrorsOnly(AgentBuilder.Listener.StreamWriting.toSystemError()))
                .ignore(none());
        agent.type(named("java.lang.Class")).transform((builder, type, loader, module, domain) -> {
                    var watched = builder
                            .visit(Advice.to(Found.class).on(isPublic().and(named("forName"))))
                            .visit(Advice.to(Member.class).on(isPublic().and(FIND_ONE)));
                    for (var all : FIND_ALL.entrySet()) {
                        watched = watched.visit(Advice.withCustomMapping().bind(Done.class, all.getValue()).to(Members.class)
                                .on(isPublic().and(named(all.getKey()))));
                    }
                    return watched;
                })
                .type(named("java.lang.ClassLoader")).transform((builder, type, loader, module, domain) -> builder
                        .visit(Advice.to(Loaded.class).on(isPublic().and(named("loadClass")).and(takesArguments(1))))
                        .visit(Advice.to(Resource.class).on(isPublic().and(namedOneOf("getResource", "getResourceAsStream",
                                "getSystemResource", "getSystemResourceAsStream"))))
                        .visit(Advice.to(Resources.class).on(isPublic().and(namedOneOf("getResources", "getSystemResources")))))
                .type(namedOneOf("java.lang.reflect.Constructor", "java.lang.reflect.Method", "java.lang.reflect.Field"))
                .transform((builder, type, loader, module, domain) -> builder.visit(Advice.to(Use.class)
                        .on(isPublic().and(named("newInstance").or(named("invoke"))
                                .or(named("get").and(takesArguments(1))).or(named("set").and(takesArguments(2)))))))
                .type(named("java.lang.invoke.MethodHandles$Lookup")).transform((builder, type, loader, module, domain) -> builder
                        .visit(Advice.to(Member.OfLookup.class).on(isPublic().and(nameStartsWith("unreflect"))))
                        .visit(Advice.to(Handle.class).on(isPublic().and(namedOneOf("findVirtual", "findStatic", "findSpecial"))))
                        .visit(Advice.to(Handle.OfConstructor.class).on(isPublic().and(named("findConstructor"))))
                        .visit(Advice.to(Handle.OfField.class).on(isPublic().and(namedOneOf("findGetter", "findSetter",
                                "findStaticGetter", "findStaticSetter", "findVarHandle", "findStaticVarHandle"))))
                        .visit(Advice.to(Found.class).on(isPublic().and(named("findClass")))))
                .type(named("java.lang.reflect.Proxy")).transform((builder, type, loader, module, domain) -> builder
                        .visit(Advice.to(Proxied.class).on(isPublic().and(named("newProxyInstance")))))
                .type(named("java.io.ObjectInputStream")).transform((builder, type, loader, module, domain) -> builder
                        .visit(Advice.to(Read.class).on(isPublic().and(named("readObject")))))
                .type(named("java.io.ObjectOutputStream")).transform((builder, type, loader, module, domain) -> builder
                        .visit(Advice.to(Written.class).on(isPublic().and(named("writeObject")))))
                .type(namedOneOf("java.util.Random", "java.util.SplittableRandom")).transform((builder, type, loader, module, domain) ->
                        builder.visit(Advice.to(Made.class).on(isConstructor())))
                .type(named("java.lang.Thread")).transform((builder, type, loader, module, domain) -> builder
                        .visit(Advice.to(Made.class).on(isPublic().and(named("start")))))
                .installOn(instrumentation);
    }

    /** What was looked for. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Done {}

    static final class Found {
        @Advice.OnMethodExit
        static void found(@Advice.Return Class<?> type) {
            Notes.type("class", type);
        }
    }

    static final class Loaded {
        @Advice.OnMethodExit
        static void loaded(@Advice.Return Class<?> type) {
            Notes.type("load", type);
        }
    }

    static final class Member {
        @Advice.OnMethodExit
        static void found(@Advice.Return(typing = Typing.DYNAMIC) Object member) {
            Notes.found(member);
        }

        static final class OfLookup {
            @Advice.OnMethodEnter
            static void used(@Advice.Argument(value = 0, typing = Typing.DYNAMIC) Object member) {
                Notes.used(member);
            }
        }
    }

    static final class Members {
        @Advice.OnMethodExit
        static void found(@Advice.This Class<?> type, @Done String done) {
            Notes.type(done, type);
        }
    }

    static final class Use {
        @Advice.OnMethodEnter
        static void used(@Advice.This Object member) {
            Notes.used(member);
        }
    }

    static final class Handle {
        @Advice.OnMethodExit
        static void found(@Advice.Argument(0) Class<?> type, @Advice.Argument(1) String name,
                @Advice.Argument(2) Object signature) {
            Notes.handle("method", type, name, signature);
        }

        static final class OfConstructor {
            @Advice.OnMethodExit
            static void found(@Advice.Argument(0) Class<?> type, @Advice.Argument(1) Object signature) {
                Notes.handle("constructor", type, "<init>", signature);
            }
        }

        static final class OfField {
            @Advice.OnMethodExit
            static void found(@Advice.Argument(0) Class<?> type, @Advice.Argument(1) String name) {
                Notes.handle("field", type, name, null);
            }
        }
    }

    static final class Resource {
        @Advice.OnMethodExit
        static void found(@Advice.Argument(0) String name, @Advice.Return(typing = Typing.DYNAMIC) Object resource) {
            if (resource != null) {
                Notes.resource(name);
            }
        }
    }

    static final class Resources {
        @Advice.OnMethodExit
        static void found(@Advice.Argument(0) String name, @Advice.Return Enumeration<?> all) {
            if (all != null && all.hasMoreElements()) {
                Notes.resource(name);
            }
        }
    }

    static final class Proxied {
        @Advice.OnMethodEnter
        static void made(@Advice.Argument(1) Class<?>[] interfaces) {
            Notes.proxy(interfaces);
        }
    }

    static final class Read {
        @Advice.OnMethodExit
        static void read(@Advice.Return(typing = Typing.DYNAMIC) Object object) {
            Notes.serialized(object);
        }
    }

    static final class Made {
        @Advice.OnMethodExit
        static void made(@Advice.This Object object) {
            Notes.made(object);
        }
    }

    static final class Written {
        @Advice.OnMethodEnter
        static void written(@Advice.Argument(value = 0, typing = Typing.DYNAMIC) Object object) {
            Notes.serialized(object);
        }
    }
}
