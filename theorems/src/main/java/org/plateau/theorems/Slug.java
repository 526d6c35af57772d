package org.plateau.theorems;

import java.util.Locale;

/** Turns a name in words into a short word for ids and anchors. */
final class Slug {

  private Slug() {}

  static String of(String name) {
    String slug =
        name.toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9.]+", "-")
            .replaceAll("^[-.]+|[-.]+$", "");
    if (slug.isEmpty()) {
      throw new IllegalArgumentException("the name '" + name + "' has no letter or digit");
    }
    return slug;
  }
}
