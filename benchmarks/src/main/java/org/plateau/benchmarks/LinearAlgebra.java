package org.plateau.benchmarks;

/**
 * What {@link LibrarySharpness} asks of a library of the JVM, each operation as one would write it
 * there; results are new objects.
 *
 * @param <M> the library's matrices
 * @param <V> its vectors
 */
interface LinearAlgebra<M, V> {

  /**
   * The largest eigenvalue of a symmetric matrix, with a unit vector.
   *
   * @param <V> the library's vectors
   */
  record Top<V>(double value, V vector) {}

  /** Copies a row-major array. */
  M matrix(double[] flat, int rows, int cols);

  /** Copies an array. */
  V vector(double[] values);

  /** A v. */
  V apply(M a, V v);

  /** A^T v. */
  V applyTransposed(M a, V v);

  /** u^T v. */
  double dot(V u, V v);

  /** r u + s v. */
  V combination(double r, V u, double s, V v);

  /** A B. */
  M times(M a, M b);

  /** A^T. */
  M transpose(M a);

  /** T + s A^T A, symmetric where T is. */
  M gramAdd(M t, double s, M a);

  /** By the library's decomposition of symmetric matrices. */
  Top<V> top(M symmetric);
}
