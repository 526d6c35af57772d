package org.plateau.dynamics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.plateau.network.DeepLinearNetwork;

class SharpnessTraceTest {

  /** R = (w_1 w_2 - 1)^2: the Hessian is 2 (w_2^2, 2 w_1 w_2 - 1; ., w_1^2). */
  @Test
  void twoScalarsMatchTheHessianByHand() {
    TestNetworks problem = TestNetworks.scalars(1, 2);
    DeepLinearNetwork shape = DeepLinearNetwork.plain(problem.widths(), new double[2]);
    SharpnessTrace trace = new SharpnessTrace(shape, problem.data(), 2);
    double[][] states = {{0.5, 0.25}, {9, 9}, {1, 1}, {9, 9}, {2, -0.5}};
    for (int i = 0; i < states.length; i++) {
      trace.observe(10 * i, states[i], i);
    }
    assertArrayEquals(new double[] {0, 20, 40}, trace.times());
    assertArrayEquals(new double[] {0, 2, 4}, trace.gaps());
    for (int i = 0; i < 3; i++) {
      double a = 2 * states[2 * i][1] * states[2 * i][1];
      double c = 2 * states[2 * i][0] * states[2 * i][0];
      double b = 2 * (2 * states[2 * i][0] * states[2 * i][1] - 1);
      double top = (a + c) / 2 + Math.sqrt((a - c) * (a - c) / 4 + b * b);
      assertEquals(top, trace.sharpness()[i], 1e-12 * top);
    }
  }

  @Test
  void manyStatesAreKept() {
    TestNetworks problem = TestNetworks.scalars(2, 2);
    SharpnessTrace trace =
        new SharpnessTrace(
            DeepLinearNetwork.plain(problem.widths(), new double[2]), problem.data(), 1);
    for (int i = 0; i < 200; i++) {
      assertTrue(trace.observe(i, new double[] {1, 0.01 * i, 99}, 2 * i));
    }
    assertEquals(200, trace.times().length);
    for (int i = 0; i < 200; i++) {
      double w = 0.01 * i;
      // R = (w - 2)² with w = 1 * w: H = 2 [[w², 2w - 2], [2w - 2, 1]].
      double mean = w * w + 1;
      double root = Math.sqrt(Math.pow(w * w - 1, 2) + 4 * Math.pow(2 * w - 2, 2));
      assertEquals(mean + root, trace.sharpness()[i], 1e-12 * (mean + root));
      assertEquals(i, trace.times()[i]);
      assertEquals(2 * i, trace.gaps()[i]);
    }
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new SharpnessTrace(
                DeepLinearNetwork.plain(problem.widths(), new double[2]), problem.data(), 0));
  }
}
