package org.eibalance.bridge.link;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.CodeSizeEvaluator;

/** HotSpot leaves methods of more than 8000 bytes to its interpreter: the device would be fifty times slower. */
class CompiledSizeTest {

    private static final int HUGE = 8000;

    @Test
    void everyFunctionIsSmallEnoughForTheJustInTimeCompiler() throws IOException {
        final List<String> huge = new ArrayList<>();
        final int[] methods = {0};
        try (InputStream in = Clamp.class.getResourceAsStream("ClampMachineFuncGroup_0.class")) {
            new ClassReader(in)
                    .accept(
                            new ClassVisitor(Opcodes.ASM9) {

                                @Override
                                public MethodVisitor visitMethod(
                                        final int access,
                                        final String name,
                                        final String descriptor,
                                        final String signature,
                                        final String[] exceptions) {
                                    return new CodeSizeEvaluator(Opcodes.ASM9, null) {

                                        @Override
                                        public void visitEnd() {
                                            methods[0]++;
                                            if (getMaxSize() > HUGE) huge.add(name + ": " + getMaxSize());
                                        }
                                    };
                                }
                            },
                            0);
        }
        assertTrue(methods[0] > 20, methods[0] + " methods");
        assertTrue(huge.isEmpty(), huge.toString());
    }
}
