package io.crmesh.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Rule for plaintext: without TLS a server listens on the loopback address only, unless a setting allows more. */
public final class Plaintext {

    /** The environment variable that allows plaintext on a network, if its value is {@code allowed}. */
    public static final String VARIABLE = "CRM_PLAINTEXT";

    private Plaintext() {}

    /**
     * Throws an {@link IllegalStateException} for a server that would listen on a network without TLS.
     *
     * @param setting the name of the setting with the address
     * @param allowed the value of {@link #VARIABLE}
     */
    public static void requireLoopback(String setting, String address, @Nullable String allowed) {
        if (!"allowed".equals(allowed) && !isLoopback(address)) {
            throw new IllegalStateException(
                    ("%s is %s, beyond this machine, and nothing would be encrypted. Name a folder with certificates by"
                                    + " %s, or set %s=allowed if what stands before it encrypts.")
                            .formatted(
                                    setting, address.isBlank() ? "empty" : address, Certificates.VARIABLE, VARIABLE));
        }
    }

    /** A server with an empty address listens on all addresses, although a look-up resolves it to this machine. */
    private static boolean isLoopback(String address) {
        try {
            return !address.isBlank() && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }
}
