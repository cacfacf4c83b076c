package io.crmesh.local.launcher;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another program of this JVM for as long as the launcher lives. The launcher holds the other end of standard
 * input; when it is gone, however it ended, so is this process. It stops at once rather than in order: all parts are
 * built to survive that, and whoever killed the launcher wants its ports and files back.
 */
public final class Leash {

    private Leash() {}

    /** Takes the name of the main class to run, then its arguments. */
    public static void main(String[] args) throws ReflectiveOperationException {
        var watch = new Thread(Leash::endWithTheLauncher, "leash");
        watch.setDaemon(true);
        watch.start();
        run(args[0], Arrays.copyOfRange(args, 1, args.length));
    }

    private static void run(String program, String[] args) throws ReflectiveOperationException {
        var main = Class.forName(program).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        try {
            main.invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(program + " failed", e.getCause());
        }
    }

    private static void endWithTheLauncher() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever said on this line: what counts is that it ends.
            }
        } catch (IOException e) {
            // Cut off is as good as ended.
        }
        Runtime.getRuntime().halt(1);
    }
}
