package io.crmesh.local.command;

import io.crmesh.local.launcher.RunningInstallation;
import io.crmesh.local.tls.DevelopmentCertificates;
import io.crmesh.local.tls.Identity;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** {@code ./crm certificates}: makes certificates, so that the parts on this machine use TLS between each other. */
public final class CertificatesMain {

    private static final String USAGE = "usage: ./crm certificates [--host NAME-OR-ADDRESS]...";

    private CertificatesMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        var hosts = Options.read(arguments, List.<String>of(), CertificatesMain::with, USAGE);
        try {
            var made = DevelopmentCertificates.make(RunningInstallation.certificates(), hosts);
            var ends = Identity.of(made).chain().getFirst().getNotAfter().toInstant();
            new PrintStream(System.out, true, StandardCharsets.UTF_8)
                    .printf("""
                        Made in %s, good until %s; nothing else can be made with their authority.
                          start    CRM_TLS=%s ./crm up
                          believe  %s, in browsers and by curl --cacert
                        """, made.folder(), ends, made.folder(), made.authorities());
        } catch (IOException e) {
            System.err.println("No certificates were made. " + e.getMessage());
            System.exit(1);
        }
    }

    private static List<String> with(List<String> hosts, String option, String value) {
        if (!option.equals("--host") || !value.matches("[A-Za-z0-9.:*-]{1,253}")) {
            throw new IllegalArgumentException(option);
        }
        return Stream.concat(hosts.stream(), Stream.of(value)).toList();
    }
}
