@NullMarked
package org.plateau.precision;

import org.jspecify.annotations.NullMarked;
