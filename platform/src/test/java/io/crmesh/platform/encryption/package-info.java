@NullMarked
package io.crmesh.platform.encryption;

import org.jspecify.annotations.NullMarked;
