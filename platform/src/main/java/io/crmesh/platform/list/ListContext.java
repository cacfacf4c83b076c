package io.crmesh.platform.list;

import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * What the description of a list needs from the running service.
 *
 * @param signer signs the cursors of this list
 * @param customers the ids under which records may refer to a customer; more than one once customers were merged
 * @param token the stored form of a value of a kind by which records are found without storing it readably
 */
public record ListContext(Signer signer, Function<String, Set<String>> customers, BinaryOperator<String> token) {}
