package io.calledit.nativeimage;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.calledit.nativeimage.Touch.Place;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Reads the code from which something was touched, as native-image would. Where it sees the name of what is looked up
 * there as a constant, it registers that by itself.
 */
final class Sites {

    private final Image image;
    private final Map<String, Map<String, Map<Integer, Call>>> read = new HashMap<>();

    /**
     * A call in the code.
     *
     * @param method its name
     * @param constant whether all that it is given stands in the code
     */
    private record Call(String method, boolean constant) {}

    Sites(Image image) {
        this.image = image;
    }

    /** Whether the JVM only loaded a class there that the code names. */
    boolean links(Touch touch) throws IOException {
        return touch.done().equals("load") && call(touch.from().get(0)).filter(call -> call.method().equals("loadClass")).isEmpty();
    }

    /** Whether everything about the look-up is constant. */
    boolean constant(Touch touch) throws IOException {
        return call(touch.from().get(0)).filter(Call::constant).isPresent();
    }

    private Optional<Call> call(Place place) throws IOException {
        Map<String, Map<Integer, Call>> methods = read.get(place.type());
        if (methods == null) {
            methods = new HashMap<>();
            read.put(place.type(), methods);
            Optional<byte[]> bytes = image.bytes(place.type().replace('.', '/') + ".class");
            if (bytes.isPresent()) {
                new Reader(bytes.get(), methods).read();
            }
        }
        return Optional.ofNullable(methods.getOrDefault(place.method(), Map.of()).get(place.instruction()));
    }

    /** What the code has on its stack, as far as it matters. */
    private static final class Value {
        boolean constant;

        Value(boolean constant) {
            this.constant = constant;
        }
    }

    private static final class Reader extends ClassReader {

        private final Map<String, Map<Integer, Call>> methods;
        private int instruction;

        Reader(byte[] code, Map<String, Map<Integer, Call>> methods) {
            super(code);
            this.methods = methods;
        }

        void read() {
            accept(new ClassVisitor(Opcodes.ASM9) {
                @Override
                public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                    Map<Integer, Call> calls = new HashMap<>();
                    methods.put(name + descriptor, calls);
                    return new Method(calls);
                }
            }, SKIP_DEBUG | SKIP_FRAMES);
        }

        @Override
        protected void readBytecodeInstructionOffset(int offset) {
            instruction = offset;
        }

        /** Follows constants in a straight line; at anything else it forgets what it knew. */
        private final class Method extends MethodVisitor {

            private final Map<Integer, Call> calls;
            private final Deque<Value> stack = new ArrayDeque<>();

            Method(Map<Integer, Call> calls) {
                super(Opcodes.ASM9);
                this.calls = calls;
            }

            private void push(boolean constant) {
                stack.push(new Value(constant));
            }

            private Value pop() {
                return stack.isEmpty() ? new Value(false) : stack.pop();
            }

            @Override
            public void visitLdcInsn(Object value) {
                push(true);
            }

            @Override
            public void visitIntInsn(int opcode, int operand) {
                if (opcode == Opcodes.NEWARRAY) {
                    stack.clear();
                } else {
                    push(true);
                }
            }

            @Override
            public void visitInsn(int opcode) {
                if (opcode >= Opcodes.ACONST_NULL && opcode <= Opcodes.ICONST_5) {
                    push(true);
                } else if (opcode == Opcodes.DUP && !stack.isEmpty()) {
                    stack.push(stack.peek());
                } else if (opcode == Opcodes.AASTORE) {
                    boolean element = pop().constant;
                    boolean index = pop().constant;
                    pop().constant &= element && index;
                } else if (opcode == Opcodes.POP) {
                    pop();
                } else {
                    stack.clear();
                }
            }

            @Override
            public void visitVarInsn(int opcode, int index) {
                if (opcode <= Opcodes.ALOAD) {
                    push(false);
                } else {
                    pop();
                }
            }

            @Override
            public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
                switch (opcode) {
                    // the class of a primitive type
                    case Opcodes.GETSTATIC -> push(name.equals("TYPE"));
                    case Opcodes.GETFIELD -> {
                        pop();
                        push(false);
                    }
                    default -> stack.clear();
                }
            }

            @Override
            public void visitTypeInsn(int opcode, String type) {
                if (opcode == Opcodes.ANEWARRAY) {
                    push(pop().constant);
                } else if (opcode == Opcodes.NEW) {
                    push(false);
                } else if (opcode == Opcodes.CHECKCAST) {
                    push(pop().constant);
                } else {
                    stack.clear();
                }
            }

            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
                boolean constant = true;
                Type[] arguments = Type.getArgumentTypes(descriptor);
                for (int i = arguments.length; i-- > 0; ) {
                    boolean known = pop().constant;
                    // Which loader is to load it makes no difference in an image.
                    constant &= known || arguments[i].getClassName().equals(ClassLoader.class.getName());
                }
                if (opcode != Opcodes.INVOKESTATIC) {
                    constant &= pop().constant;
                }
                calls.put(instruction, new Call(name, constant));
                if (Type.getReturnType(descriptor) != Type.VOID_TYPE) {
                    push(false);
                }
            }

            @Override
            public void visitJumpInsn(int opcode, Label label) {
                stack.clear();
            }

            @Override
            public void visitLabel(Label label) {
                stack.clear();
            }
        }
    }
}
