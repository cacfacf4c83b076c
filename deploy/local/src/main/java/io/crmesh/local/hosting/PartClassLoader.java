package io.crmesh.local.hosting;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Class loader of a hosted part: the classes and settings of one service, which no other part sees. It is the context
 * class loader of all threads of the part, so that a thread tells the part it belongs to.
 */
final class PartClassLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    PartClassLoader(HostedPart part) {
        super(part.name(), urls(part), PartClassLoader.class.getClassLoader());
    }

    private static URL[] urls(HostedPart part) {
        try {
            var urls = new URL[part.jars().size()];
            for (int index = 0; index < urls.length; index++) {
                urls[index] = part.jars().get(index).toUri().toURL();
            }
            return urls;
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(part.name(), e);
        }
    }

    /** Runs the main class of the part in this thread, which belongs to the part from now on. */
    void run(String mainClass, List<String> arguments) throws ReflectiveOperationException {
        Thread.currentThread().setContextClassLoader(this);
        var main = loadClass(mainClass).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        main.invoke(null, (Object) arguments.toArray(String[]::new));
    }

    /** The name of the part that the current thread belongs to; null for threads of the process itself. */
    static @Nullable String currentPart() {
        for (var loader = Thread.currentThread().getContextClassLoader(); loader != null; loader = loader.getParent()) {
            if (loader instanceof PartClassLoader part) {
                return part.getName();
            }
        }
        return null;
    }
}
