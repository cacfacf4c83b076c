package io.crmesh.benchmarks.parts;

import io.crmesh.benchmarks.parts.TestBed.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** nginx of this machine, if it is installed: one worker that forwards requests, to show the cost of a proxy. */
public record Nginx(Path program) {

    public static Optional<Nginx> find() {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("") + ":/usr/sbin";
        return Stream.of(path.split(":", -1))
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Nginx::new);
    }

    /** Forwards all requests to the upstream. */
    public Server start(TestBed testBed, String name, Server upstream) throws IOException, InterruptedException {
        var folder = Files.createDirectories(testBed.folder().resolve(name));
        var port = TestBed.freePort();
        var configuration = folder.resolve("nginx.conf");
        Files.writeString(configuration, """
            daemon off;
            master_process off;
            pid %1$s/nginx.pid;
            error_log stderr warn;
            events { worker_connections 8192; }
            http {
                access_log off;
                keepalive_requests 1000000000;
                client_body_temp_path %1$s; proxy_temp_path %1$s; fastcgi_temp_path %1$s;
                uwsgi_temp_path %1$s; scgi_temp_path %1$s;
                upstream one { server %2$s; keepalive 2048; keepalive_requests 1000000000; }
                server {
                    listen 127.0.0.1:%3$d;
                    location / { proxy_pass http://one; proxy_http_version 1.1; proxy_set_header Connection ""; }
                }
            }
            """.formatted(folder, upstream.address(), port));
        var command = List.of(
                "/bin/sh",
                "-c",
                TestBed.STOP_WITH_STDIN,
                "sh",
                program.toString(),
                "-p",
                folder.toString(),
                "-c",
                configuration.toString());
        var server = new Server(testBed.start(name, command, Map.of()), port);
        testBed.awaitReady(server, Service.yardstick(name));
        return server;
    }
}
