package io.crmesh.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Where it may be spoken. */
public final class Plaintext {

    /** The environment variable that allows it everywhere, if it says {@code allowed}. */
    public static final String VARIABLE = "CRM_PLAINTEXT";

    private Plaintext() {}

    /**
     * An {@link IllegalStateException} for a program that would listen without TLS where others could listen, too.
     *
     * @param setting what says where it listens
     * @param allowed what {@link #VARIABLE} says
     */
    public static void keepHere(String setting, String address, @Nullable String allowed) {
        if (!"allowed".equals(allowed) && !isLoopback(address)) {
            throw new IllegalStateException(
                    ("%s is %s, beyond this machine, and nothing would be encrypted. Name a folder with certificates by"
                                    + " %s, or set %s=allowed if what stands before it encrypts.")
                            .formatted(
                                    setting, address.isBlank() ? "empty" : address, Certificates.VARIABLE, VARIABLE));
        }
    }

    /** What is empty is each address for a server, although it is this machine for whoever looks it up. */
    private static boolean isLoopback(String address) {
        try {
            return !address.isBlank() && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }
}
