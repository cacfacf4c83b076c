package io.crmesh.local.supervision;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Main class of a child process that must not outlive the launcher: runs another main class and watches standard input,
 * whose other end the launcher holds. When the launcher has gone, the process halts at once: all parts survive a kill,
 * and the next launcher needs the ports and files.
 */
public final class ParentWatch {

    private ParentWatch() {}

    /** Takes the name of the main class to run, then its arguments. */
    public static void main(String[] args) throws ReflectiveOperationException {
        var watch = new Thread(ParentWatch::haltWithParent, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        run(args[0], Arrays.copyOfRange(args, 1, args.length));
    }

    private static void run(String mainClass, String[] args) throws ReflectiveOperationException {
        var main = Class.forName(mainClass).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        try {
            main.invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(mainClass + " failed", e.getCause());
        }
    }

    private static void haltWithParent() {
        try {
            while (System.in.read() >= 0) {
                // The launcher never writes to this stream: only its end counts.
            }
        } catch (IOException e) {
            // A broken stream counts as ended.
        }
        Runtime.getRuntime().halt(1);
    }
}
