package io.crmesh.local.launcher;

import java.net.URI;
import java.util.Optional;

/** What runs on this machine, for the other commands. */
public final class Running {

    private Running() {}

    /** Where a part of the installation that {@code ./crm up} started answers, if it runs. */
    public static Optional<URI> address(String part) {
        return Report.last(Installation.ofThisProcess()).stream()
                .flatMap(report -> report.parts().stream())
                .filter(found -> found.name().equals(part) && found.pid() != null)
                .map(found -> URI.create(found.address()))
                .findFirst();
    }
}
