package io.crmesh.benchmarks.load;

import org.apache.hc.core5.http.ClassicHttpRequest;

/** Makes requests, each of them once. */
@FunctionalInterface
public interface Requests {

    ClassicHttpRequest next();
}
