/**
 * How personal data is sealed: one key per person and service, wrapped by a key-encryption key from a file, which a key
 * management service may have wrapped in turn. Whose key is destroyed, of him nothing can be read any more, wherever
 * copies of it lie.
 */
@NullMarked
package io.crmesh.platform.seal;

import org.jspecify.annotations.NullMarked;
