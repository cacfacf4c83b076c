package io.crmesh.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Value object: a folder with PEM files for TLS, named as in secrets of Kubernetes. {@code tls.crt} is our certificate
 * chain, {@code tls.key} its private key, and {@code ca.crt} has the authorities that we trust.
 */
public record Certificates(Path folder) {

    /** The environment variable that names the folder and so enables TLS. */
    public static final String VARIABLE = "CRM_TLS";

    /** The folder with all three files; an {@link IllegalStateException} names those that are missing. */
    public static Certificates in(Path folder) {
        var certificates = new Certificates(folder.toAbsolutePath().normalize());
        var missing = Stream.of(certificates.authorities(), certificates.own(), certificates.key())
                .filter(file -> !Files.isReadable(file))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "%s names a folder with certificates, and these files of it cannot be read: %s. ./crm certificates makes them for a machine of one's own."
                            .formatted(VARIABLE, missing));
        }
        return certificates;
    }

    public Path authorities() {
        return folder.resolve("ca.crt");
    }

    public Path own() {
        return folder.resolve("tls.crt");
    }

    public Path key() {
        return folder.resolve("tls.key");
    }

    /**
     * From now on this process trusts these authorities beside those of the JDK, in all TLS clients that have no trust
     * store of their own.
     */
    public static void trust(Path authorities) {
        try {
            var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            add(trusted, "java", defaultAuthorities());
            add(trusted, "crm", read(authorities));
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers(trusted), null);
            SSLContext.setDefault(context);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The certificates in %s cannot be used: %s".formatted(authorities, e), e);
        }
    }

    /** All the certificates in a file, in their order. */
    public static List<Certificate> read(Path file) throws IOException, CertificateException {
        try (var in = Files.newInputStream(file)) {
            return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
        }
    }

    private static Collection<? extends Certificate> defaultAuthorities() throws GeneralSecurityException {
        return Stream.of(managers(null))
                .filter(X509TrustManager.class::isInstance)
                .flatMap(manager -> Stream.of(((X509TrustManager) manager).getAcceptedIssuers()))
                .toList();
    }

    private static TrustManager[] managers(@Nullable KeyStore trusted) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }

    private static void add(KeyStore store, String origin, Collection<? extends Certificate> certificates)
            throws GeneralSecurityException {
        int n = 0;
        for (var certificate : certificates) {
            store.setCertificateEntry(origin + n++, certificate);
        }
    }
}
