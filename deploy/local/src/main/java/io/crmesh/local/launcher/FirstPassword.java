package io.crmesh.local.launcher;

import io.crmesh.local.access.Operator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the first administrator signs in with: made when there is nothing yet, and told this once to whoever started the
 * installation, never to a log.
 *
 * @param note lies beside the data once there is a password: a gateway that has just started takes seconds to say so
 */
record FirstPassword(URI gateway, Path secrets, Optional<Path> note, Console console) {

    void tell() throws IOException, InterruptedException {
        if (note.filter(Files::exists).isPresent()) {
            return;
        }
        try {
            var operator = new Operator(gateway, secrets);
            if (operator.hasNoPassword(Operator.ADMINISTRATOR)) {
                var given = operator.password(Operator.ADMINISTRATOR);
                console.say("  first %s signs in at %s with the password %s (shown this once; to be changed then)"
                        .formatted(given.username(), gateway, given.value()));
            }
            if (note.isPresent()) {
                Files.writeString(note.get(), "");
            }
        } catch (Operator.Unable _) {
            console.say("  first ./crm password gives the administrator one to sign in with");
        }
    }
}
