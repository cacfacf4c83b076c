package io.crmesh.marketing.template;

import org.jspecify.annotations.Nullable;

/** Exception: a template that cannot be filled. It names the line, and never quotes the template or a value. */
public final class UnusableTemplate extends Exception {

    private final @Nullable Integer line;

    UnusableTemplate(@Nullable Integer line) {
        super("cannot be used as a template");
        this.line = line;
    }

    /** The line at which the engine failed, if it said so. */
    @Nullable
    Integer line() {
        return line;
    }
}
