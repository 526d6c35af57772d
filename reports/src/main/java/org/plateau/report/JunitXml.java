package org.plateau.report;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import org.plateau.verify.ClaimRecord;
import org.plateau.verify.InstanceRecord;
import org.plateau.verify.ProbeRecord;
import org.plateau.verify.ProbeVerdict;
import org.plateau.verify.TimingRecord;
import org.plateau.verify.Verdict;

/**
 * A run as JUnit XML: a suite for each paper, a case for each claim and each probe. REFUTED and
 * TOOTHLESS are failures, FAULTY is an error, and verdicts that say nothing yet are skipped cases.
 */
final class JunitXml {

  private final XMLStreamWriter xml;
  private final Map<String, Double> seconds;

  private JunitXml(XMLStreamWriter xml, List<TimingRecord> timings) {
    this.xml = xml;
    this.seconds =
        timings.stream()
            .collect(
                Collectors.toMap(
                    timing -> timing.claim() + "#" + timing.probe(),
                    TimingRecord::seconds,
                    Double::sum));
  }

  static String of(RunData data) {
    StringWriter out = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      new JunitXml(xml, data.run().environment().timings()).suites(data);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a string cannot refuse what is written", e);
    }
    return out.append('\n').toString();
  }

  private void suites(RunData data) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    List<ClaimRecord> all = data.result().claims();
    start("testsuites", "name", "plateau");
    counts(all);
    attribute("time", seconds(data.run().environment().seconds()));
    for (Map.Entry<String, List<ClaimRecord>> paper : byPaper(all).entrySet()) {
      start("testsuite", "name", paper.getKey());
      counts(paper.getValue());
      for (ClaimRecord claim : paper.getValue()) {
        claim(claim);
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private static Map<String, List<ClaimRecord>> byPaper(List<ClaimRecord> claims) {
    return claims.stream()
        .collect(
            Collectors.groupingBy(
                claim -> claim.statement().paper().key(),
                java.util.LinkedHashMap::new,
                Collectors.toList()));
  }

  private void counts(List<ClaimRecord> claims) throws XMLStreamException {
    long probes = claims.stream().mapToLong(claim -> claim.probes().size()).sum();
    long skipped =
        count(claims, Verdict.DOUBTFUL)
            + count(claims, Verdict.INCONCLUSIVE)
            + count(claims, Verdict.VACUOUS)
            + count(claims, ProbeVerdict.INCONCLUSIVE);
    long toothless = count(claims, ProbeVerdict.TOOTHLESS);
    attribute("tests", Long.toString(claims.size() + probes));
    attribute("failures", Long.toString(count(claims, Verdict.REFUTED) + toothless));
    attribute("errors", Long.toString(count(claims, Verdict.FAULTY)));
    attribute("skipped", Long.toString(skipped));
  }

  private static long count(List<ClaimRecord> claims, Verdict verdict) {
    return claims.stream().filter(claim -> claim.verdict() == verdict).count();
  }

  private static long count(List<ClaimRecord> claims, ProbeVerdict verdict) {
    return claims.stream()
        .flatMap(claim -> claim.probes().stream())
        .filter(probe -> probe.verdict() == verdict)
        .count();
  }

  private void claim(ClaimRecord claim) throws XMLStreamException {
    start("testcase", "classname", claim.statement().paper().key());
    attribute("name", claim.id());
    attribute("time", seconds(seconds.getOrDefault(claim.id() + "#", 0.0)));
    switch (claim.verdict()) {
      case REFUTED -> outcome("failure", "REFUTED", claim.reason(), claim.worst());
      case FAULTY -> outcome("error", "FAULTY", claim.reason(), claim.worst());
      case DOUBTFUL, INCONCLUSIVE, VACUOUS -> {
        start("skipped", "message", claim.verdict() + ": " + claim.reason());
        xml.writeEndElement();
      }
      case UPHELD -> {
        start("system-out", "", "");
        text(claim.reason());
        xml.writeEndElement();
      }
    }
    xml.writeEndElement();
    for (ProbeRecord probe : claim.probes()) {
      probe(claim, probe);
    }
  }

  private void probe(ClaimRecord claim, ProbeRecord probe) throws XMLStreamException {
    start("testcase", "classname", claim.id());
    attribute("name", "probe " + probe.slug());
    attribute("time", seconds(seconds.getOrDefault(claim.id() + "#" + probe.slug(), 0.0)));
    if (probe.verdict() == ProbeVerdict.INCONCLUSIVE) {
      start("skipped", "message", "INCONCLUSIVE: " + probe.reason());
      xml.writeEndElement();
    }
    if (probe.verdict() == ProbeVerdict.TOOTHLESS) {
      outcome("failure", "TOOTHLESS", probe.reason(), null);
    }
    xml.writeEndElement();
  }

  private void outcome(
      String element, String type, String message, @Nullable InstanceRecord instance)
      throws XMLStreamException {
    start(element, "type", type);
    attribute("message", message);
    text(message);
    if (instance != null) {
      text("\n" + Wording.replay(instance.id()));
    }
    xml.writeEndElement();
  }

  private void start(String element, String name, String value) throws XMLStreamException {
    xml.writeStartElement(element);
    if (!name.isEmpty()) {
      attribute(name, value);
    }
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, allowed(value).replace('\n', ' '));
  }

  private void text(String text) throws XMLStreamException {
    xml.writeCharacters(allowed(text));
  }

  private static String seconds(double seconds) {
    return BigDecimal.valueOf(Math.round(seconds * 1e6), 6).toPlainString();
  }

  /** XML 1.0 has no way to write most control characters; they become U+FFFD. */
  private static String allowed(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              boolean good =
                  c == '\t'
                      || c == '\n'
                      || c >= 0x20 && c <= 0xD7FF
                      || c >= 0xE000 && c <= 0xFFFD
                      || c >= 0x10000;
              out.appendCodePoint(good ? c : 0xFFFD);
            });
    return out.toString();
  }
}
