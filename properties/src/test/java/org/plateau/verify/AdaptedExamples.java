package org.plateau.verify;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Properties whose outcome is known; {@link ClaimLifecycleTest} runs them. */
class AdaptedExamples {

  @Property
  void trueClaim(@ForAll @Tried("example/means") Drawn instance) {
    instance.examine();
  }

  @Property
  void falseClaim(@ForAll @Tried("example/wrong-means") Drawn instance) {
    instance.examine();
  }

  @Property
  void bitingProbe(@ForAll @Tried("example/means~a-tenth-too-large") Drawn instance) {
    instance.examine();
  }

  @Property
  void toothlessProbe(@ForAll @Tried("example/faulty~true-all-the-same") Drawn instance) {
    instance.examine();
  }

  @Property
  void throwingProbe(@ForAll @Tried("example/faulty~throws") Drawn instance) {
    instance.examine();
  }

  @Property
  void faultyClaim(@ForAll @Tried("example/faulty") Drawn instance) {
    instance.examine();
  }

  @Property
  void vacuousClaim(@ForAll @Tried("example/rare") Drawn instance) {
    instance.examine();
  }

  @Property
  void likelyEvent(@ForAll @Tried("example/often") Drawn instance) {
    instance.examine();
  }

  @Property
  void unlikelyEvent(@ForAll @Tried("example/seldom") Drawn instance) {
    instance.examine();
  }

  @Property
  void undecidedEvent(@ForAll @Tried("example/between") Drawn instance) {
    instance.examine();
  }

  @Property
  void eventsProbe(@ForAll @Tried("example/often~half-as-often") Drawn instance) {
    instance.examine();
  }

  @Property
  void line(@ForAll @Tried("example/line") Drawn instance) {
    instance.examine();
  }

  @Property
  void steepLine(@ForAll @Tried("example/steep") Drawn instance) {
    instance.examine();
  }
}
