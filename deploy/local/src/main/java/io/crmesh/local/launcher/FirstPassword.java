package io.crmesh.local.launcher;

import io.crmesh.local.access.Operator;
import java.net.URI;
import java.nio.file.Path;

/**
 * What the first administrator signs in with: made when there is nothing yet, and told this once to whoever started the
 * installation, never to a log.
 */
record FirstPassword(URI gateway, Path secrets, Console console) {

    void tell() throws InterruptedException {
        try {
            var operator = new Operator(gateway, secrets);
            if (operator.hasNoPassword(Operator.ADMINISTRATOR)) {
                var given = operator.password(Operator.ADMINISTRATOR);
                console.say("  first %s signs in at %s with the password %s (shown this once; to be changed then)"
                        .formatted(given.username(), gateway, given.value()));
            }
        } catch (Operator.Unable _) {
            console.say("  first ./crm password gives the administrator one to sign in with");
        }
    }
}
