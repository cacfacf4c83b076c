package io.crmesh.local.launcher;

import java.io.PrintStream;

/** Where the launcher speaks to whoever started it. */
record Console(PrintStream out) {

    void say(String line) {
        out.println(line);
        out.flush();
    }
}
