package io.crmesh.marketing.template;

import org.jspecify.annotations.Nullable;

/** Exception: a template that cannot be filled. The message names the line, and never quotes the template or a value. */
public final class UnusableTemplate extends Exception {

    UnusableTemplate(@Nullable Integer line) {
        super(line == null ? "cannot be used as a template" : "cannot be used as a template: see line " + line);
    }
}
