/** Who is calling, what they may do, and how this service itself signs in elsewhere. */
@NullMarked
package io.crmesh.platform.auth;

import org.jspecify.annotations.NullMarked;
