package io.crmesh.local.launcher;

import io.crmesh.local.access.Operator;
import io.crmesh.local.installation.Installation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * First password of the administrator: made if there is none yet, and printed once to the user who started the
 * installation, never to a log.
 *
 * @param marker a file beside the data that exists once there is a password; it saves a request, which takes seconds
 */
record FirstPassword(URI gateway, Path secrets, Optional<Path> marker, CommandOutput output) {

    /** Prints the password unless another issuer, which CRM_ISSUER names, has the users. */
    static void print(Installation installation, CommandOutput output) throws IOException, InterruptedException {
        var gateway = RunningInstallation.address("gateway");
        if (gateway.isPresent() && hasOwnUsers(installation)) {
            new FirstPassword(gateway.get(), RunningInstallation.secrets(), marker(installation), output).printIfNew();
        }
    }

    static boolean hasOwnUsers(Installation installation) {
        return installation.setting("CRM_ISSUER").isEmpty();
    }

    /** There is no marker for a database that CRM_MONGODB names, because it may be another one each time. */
    private static Optional<Path> marker(Installation installation) {
        return installation.setting("CRM_MONGODB").isPresent()
                ? Optional.empty()
                : Optional.of(installation.data("administrator-has-a-password"));
    }

    void printIfNew() throws IOException, InterruptedException {
        if (marker.filter(Files::exists).isPresent()) {
            return;
        }
        try {
            var operator = new Operator(gateway, secrets);
            if (operator.hasNoPassword(Operator.ADMINISTRATOR)) {
                var given = operator.password(Operator.ADMINISTRATOR);
                output.print("  first %s signs in at %s with the password %s (shown this once; to be changed then)"
                        .formatted(given.username(), gateway, given.value()));
            }
            if (marker.isPresent()) {
                Files.writeString(marker.get(), "");
            }
        } catch (Operator.RequestFailed _) {
            output.print("  first ./crm password gives the administrator one to sign in with");
        }
    }
}
