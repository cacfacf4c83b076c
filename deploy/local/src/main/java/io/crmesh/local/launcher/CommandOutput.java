package io.crmesh.local.launcher;

import java.io.PrintStream;

/** Output of a command of {@code ./crm} to its user, line by line. */
record CommandOutput(PrintStream out) {

    void print(String line) {
        out.println(line);
        out.flush();
    }
}
