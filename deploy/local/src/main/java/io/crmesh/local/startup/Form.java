package io.crmesh.local.startup;

/** How the parts of an installation share processes. */
public enum Form {
    /** One process for all services, one for the bundled parts, one for the gateway: for one machine. */
    COMPACT,
    /** Each part has a process of its own, as where teams deploy each service by itself. */
    SEPARATE
}
