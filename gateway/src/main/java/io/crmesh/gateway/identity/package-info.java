/** Who people and programs are: the issuer of their tokens, users, teams and personal access tokens. */
@NullMarked
package io.crmesh.gateway.identity;

import org.jspecify.annotations.NullMarked;
