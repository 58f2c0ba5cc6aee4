package org.eibalance.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import ij.plugin.PlugIn;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a user of plain ImageJ has a HandleExtraFileTypes already, it opens what it opened before. */
class OtherHandlerTest {

    @TempDir
    Path folder;

    @Test
    void filesThatAreNoRecordingsGoOnToTheOneThatWasThere() throws Exception {
        final Path source = Files.writeString(folder.resolve("HandleExtraFileTypes.java"), """
			public class HandleExtraFileTypes extends ij.ImagePlus implements ij.plugin.PlugIn {
				public void run(String path) {
					if (path.endsWith(".own")) width = -1;
					if (path.endsWith(".pic")) setStack("a picture", ij.IJ.createImage("", "8-bit", 7, 5, 3).getStack());
				}
			}
			""");
        final Path theirs = Files.createDirectories(folder.resolve("plugins/Input-Output"));
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-d",
                                theirs.toString(),
                                source.toString()));
        final Path ours = Files.createDirectories(folder.resolve("plugins"));
        for (final String name : List.of("HandleExtraFileTypes.class", "HandleExtraFileTypes$Other.class")) {
            Files.copy(Path.of("target/classes", name), ours.resolve(name));
        }
        final Path unknown = Files.write(folder.resolve("file.xyz"), new byte[] {1, 2, 3});
        try (URLClassLoader plugins = new URLClassLoader(
                new URL[] {ours.toUri().toURL(), theirs.toUri().toURL()}, new Hiding())) {
            assertEquals(0, opened(plugins, unknown.toString()).getWidth());
            assertEquals(
                    -1, opened(plugins, folder.resolve("file.own").toString()).getWidth());
            final ImagePlus picture = opened(plugins, folder.resolve("file.pic").toString());
            assertEquals("a picture 7 3", picture.getTitle() + " " + picture.getWidth() + " " + picture.getStackSize());
        }
    }

    private static ImagePlus opened(final ClassLoader plugins, final String path) throws Exception {
        final Object handler = plugins.loadClass("HandleExtraFileTypes")
                .getDeclaredConstructor()
                .newInstance();
        ((PlugIn) handler).run(path);
        return (ImagePlus) handler;
    }

    /** ImageJ and the program, without the class that is on the path of these tests. */
    private static final class Hiding extends ClassLoader {

        Hiding() {
            super(OtherHandlerTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(final String name, final boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("HandleExtraFileTypes")) throw new ClassNotFoundException(name);
            return super.loadClass(name, resolve);
        }

        @Override
        public java.util.Enumeration<URL> getResources(final String name) throws java.io.IOException {
            return name.startsWith("HandleExtraFileTypes")
                    ? java.util.Collections.emptyEnumeration()
                    : super.getResources(name);
        }

        @Override
        public URL getResource(final String name) {
            return name.startsWith("HandleExtraFileTypes") ? null : super.getResource(name);
        }
    }
}
