package io.crmesh.platform.fact;

import java.util.function.Supplier;

/** Does what a fact leads to within the trace of the request that caused the fact. */
public interface InTrace {

    /** For whoever is in that trace already. */
    InTrace HERE = new InTrace() {
        @Override
        public <T> T of(Fact fact, Supplier<T> work) {
            return work.get();
        }
    };

    <T> T of(Fact fact, Supplier<T> work);
}
