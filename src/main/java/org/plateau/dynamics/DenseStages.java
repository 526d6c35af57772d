package org.plateau.dynamics;

import java.util.Arrays;
import org.plateau.matrix.Kernels;

/** Stages as whole vectors in one array. */
final class DenseStages implements Stages {

  private static final int REGISTER = 8;

  private final VectorField field;
  private final int n;
  private final int stride;
  private final double[] stages;
  private final double[] base;
  private final double[] point;

  DenseStages(VectorField field, int slots) {
    this.field = field;
    this.n = field.dimension();
    this.stride = (n + REGISTER - 1) / REGISTER * REGISTER;
    this.stages = new double[slots * stride];
    this.base = new double[n];
    this.point = new double[n];
  }

  @Override
  public void moveTo(double[] y) {
    System.arraycopy(y, 0, base, 0, n);
  }

  @Override
  public double evaluate(int first, double[] factors, int count, int slot) {
    Kernels.stageSum(base, stages, first * stride, stride, factors, count, point, n);
    return field.evaluate(point, stages, slot * stride);
  }

  @Override
  public void end(
      int first, double[] weights, int count, Tolerances tolerances, double[] next, double[] sums) {
    Arrays.fill(sums, 0);
    Kernels.stageEnd(
        base,
        0,
        stages,
        first * stride,
        stride,
        weights,
        count,
        tolerances.absolute(),
        tolerances.relative(),
        next,
        sums,
        n);
  }

  @Override
  public void copy(int from, int to) {
    System.arraycopy(stages, from * stride, stages, to * stride, n);
  }

  @Override
  public void derivative(int slot, double[] out) {
    System.arraycopy(stages, slot * stride, out, 0, n);
  }
}
