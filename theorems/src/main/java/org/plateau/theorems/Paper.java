package org.plateau.theorems;

/**
 * A paper whose claims are on trial.
 *
 * @param key the id prefix of its claims, and the word for {@code --paper}
 * @param authors family names
 * @param year year of publication
 * @param arxiv arXiv identifier, with the version that was used where it is known
 * @param title the paper's title
 */
public record Paper(String key, String authors, int year, String arxiv, String title) {

  /** The sharpness of minimizers of deep linear networks. */
  public static final Paper MARION_CHIZAT =
      new Paper(
          "sharpness",
          "Marion, Chizat",
          2024,
          "2405.13456v2",
          "Deep linear networks for regression are implicitly regularized towards flat minima");

  /** Flat minima recover the ground truth. */
  public static final Paper DING_ET_AL =
      new Paper(
          "flatminima",
          "Ding, Drusvyatskiy, Fazel, Harchaoui",
          2024,
          "2203.03756",
          "Flat minima generalize for low-rank matrix recovery");

  /** Identity initialization of deep linear residual networks. */
  public static final Paper BARTLETT_ET_AL =
      new Paper(
          "identityinit",
          "Bartlett, Helmbold, Long",
          2018,
          "1802.06093",
          "Gradient descent with identity initialization efficiently learns positive definite linear transformations by deep"
              + " residual networks");

  /** Depth and the l1 landscape. */
  public static final Paper MA_FATTAHI =
      new Paper(
          "subgradient",
          "Ma, Fattahi",
          2022,
          "2207.07612",
          "Blessing of nonconvexity in deep linear models: depth flattens the"
              + " optimization landscape around the true solution");

  /** Returns the address of the abstract. */
  public String url() {
    return "https://arxiv.org/abs/" + arxiv;
  }
}
