package io.crmesh.local.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;

/** What signs the heads of the audit trails; the first one is made at the first start. */
public final class AuditKeys {

    private AuditKeys() {}

    static Path folder(Path keys) {
        return keys.resolve("audit");
    }

    /** The folder, with a key in it. */
    public static Path made(Path keys) throws IOException {
        var folder = folder(keys);
        var _ = PrivateFile.in(folder, "first.pem", AuditKeys::pem);
        return folder;
    }

    private static String pem() {
        try {
            return IssuerSecrets.pem(KeyPairGenerator.getInstance("Ed25519"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
