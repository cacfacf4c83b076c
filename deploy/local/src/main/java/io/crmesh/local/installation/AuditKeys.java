package io.crmesh.local.installation;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;

/** Key files that sign the heads of the audit trails. The first key is made at the first start. */
public final class AuditKeys {

    private AuditKeys() {}

    public static Path folder(Path keys) {
        return keys.resolve("audit");
    }

    /** The folder; a first key is made if it has none. */
    public static Path made(Path keys) throws IOException {
        var folder = folder(keys);
        var _ = OwnerOnlyFile.in(folder, "first.pem", AuditKeys::pem);
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
