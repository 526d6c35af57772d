package org.plateau.network;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.hipparchus.analysis.differentiation.DSFactory;
import org.hipparchus.analysis.differentiation.DerivativeStructure;

/**
 * Oracle: the P x P Hessian of the loss by automatic differentiation of its definition, with
 * eigenvalues from Commons Math. Knows nothing of backward vectors or tangent kernels.
 */
public final class FullHessian {

  private final double[][] matrix;
  private final double[] gradient;
  private final double loss;

  private FullHessian(double[][] matrix, double[] gradient, double loss) {
    this.matrix = matrix;
    this.gradient = gradient;
    this.loss = loss;
  }

  public static FullHessian of(DeepLinearNetwork network, double[] x, double[] y, int n) {
    int parameters = network.parameterCount();
    double[] at = network.parameters();
    DSFactory factory = new DSFactory(parameters, 2);
    DerivativeStructure[] theta = new DerivativeStructure[parameters];
    for (int i = 0; i < parameters; i++) {
      theta[i] = factory.variable(i, at[i]);
    }
    int d = network.width(0);
    DerivativeStructure[][] images = new DerivativeStructure[d][];
    for (int j = 0; j < d; j++) {
      DerivativeStructure[] column = new DerivativeStructure[d];
      Arrays.fill(column, factory.constant(0));
      column[j] = factory.constant(1);
      images[j] = column;
    }
    DerivativeStructure[] w = new DerivativeStructure[d];
    for (int j = 0; j < d; j++) {
      DerivativeStructure[] state = images[j];
      for (int k = 1; k <= network.depth(); k++) {
        DerivativeStructure[] next = new DerivativeStructure[network.width(k)];
        for (int i = 0; i < next.length; i++) {
          DerivativeStructure sum = factory.constant(0);
          for (int m = 0; m < network.width(k - 1); m++) {
            sum =
                sum.add(theta[network.offset(k) + i * network.width(k - 1) + m].multiply(state[m]));
          }
          next[i] = sum;
        }
        state = next;
      }
      DerivativeStructure value = factory.constant(0);
      for (int i = 0; i < state.length; i++) {
        value = value.add(state[i].multiply(network.output()[i]));
      }
      w[j] = value;
    }
    DerivativeStructure loss = factory.constant(0);
    for (int i = 0; i < n; i++) {
      DerivativeStructure residual = factory.constant(y[i]);
      for (int j = 0; j < d; j++) {
        residual = residual.subtract(w[j].multiply(x[i * d + j]));
      }
      loss = loss.add(residual.multiply(residual));
    }
    loss = loss.divide(n);
    double[][] hessian = new double[parameters][parameters];
    double[] gradient = new double[parameters];
    int[] orders = new int[parameters];
    for (int i = 0; i < parameters; i++) {
      orders[i]++;
      gradient[i] = loss.getPartialDerivative(orders);
      for (int j = 0; j < parameters; j++) {
        orders[j]++;
        hessian[i][j] = loss.getPartialDerivative(orders);
        orders[j]--;
      }
      orders[i]--;
    }
    return new FullHessian(hessian, gradient, loss.getValue());
  }

  public double loss() {
    return loss;
  }

  public double[] gradient() {
    return gradient;
  }

  public double[] times(double[] v) {
    return new Array2DRowRealMatrix(matrix).operate(v);
  }

  public double trace() {
    return new Array2DRowRealMatrix(matrix).getTrace();
  }

  public double frobeniusNorm() {
    return new Array2DRowRealMatrix(matrix).getFrobeniusNorm();
  }

  /** All eigenvalues, ascending. */
  public double[] eigenvalues() {
    double[] values = new EigenDecomposition(new Array2DRowRealMatrix(matrix)).getRealEigenvalues();
    Arrays.sort(values);
    return values;
  }
}
