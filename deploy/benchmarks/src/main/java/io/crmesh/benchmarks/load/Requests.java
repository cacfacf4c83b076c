package io.crmesh.benchmarks.load;

import org.apache.hc.core5.http.ClassicHttpRequest;

/** Factory of requests; each request is sent once. */
@FunctionalInterface
public interface Requests {

    ClassicHttpRequest next();
}
