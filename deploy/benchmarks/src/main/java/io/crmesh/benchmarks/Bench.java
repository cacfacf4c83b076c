package io.crmesh.benchmarks;

import java.nio.file.Path;

/**
 * What is to be measured, and how much of it.
 *
 * @param root the checkout
 */
public record Bench(Path root, Extent extent) {

    /** Tells whoever waits what is going on. */
    public void say(String words) {
        System.out.println("  " + words);
    }
}
