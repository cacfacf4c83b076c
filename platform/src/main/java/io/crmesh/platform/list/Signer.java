package io.crmesh.platform.list;

/** Signs what we hand out and want back unchanged: {@code text -> keys.signature("orders-list", text)}. */
@FunctionalInterface
public interface Signer {
    String sign(String text);
}
