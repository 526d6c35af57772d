package org.plateau.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

class WorkCountsTest {

  private static final List<WorkCounts.Work> ALL = WorkCounts.all();

  @Test
  void everyCountIsOfABenchmarkAndOfParametersThatItHas() throws Exception {
    for (WorkCounts.Work work : ALL) {
      String[] name = work.benchmark().split("\\.");
      Class<?> benchmark = Class.forName("org.plateau.benchmarks." + name[0]);
      assertNotNull(
          benchmark.getDeclaredMethod(name[1]).getAnnotation(Benchmark.class), work.benchmark());
      for (Map.Entry<String, String> parameter : work.params().entrySet()) {
        Field field = benchmark.getField(parameter.getKey());
        List<String> values = Arrays.asList(field.getAnnotation(Param.class).value());
        assertTrue(values.contains(parameter.getValue()), work.toString());
      }
    }
  }

  @Test
  void sharpnessTakesAProductALayerButOneAndHalfAGramMatrixALayer() {
    WorkCounts.Work work = work("SharpnessBenchmark.minimizerForm", "16x16");
    assertEquals(15, work.count());
    assertEquals((2 * 15 + 16) * 4096, work.flops());
  }

  @Test
  void aFlowCountsItsEvaluations() {
    WorkCounts.Work work = work("FlowBenchmark.inPlace", "8");
    assertEquals(new FlowWorkload(4, 8).inPlace().evaluations(), work.count());
    assertEquals(0, work.flops() % (5 * work.count()));
  }

  private static WorkCounts.Work work(String benchmark, String parameter) {
    return ALL.stream()
        .filter(w -> w.benchmark().equals(benchmark) && w.params().containsValue(parameter))
        .findFirst()
        .orElseThrow();
  }
}
