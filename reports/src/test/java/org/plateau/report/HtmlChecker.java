package org.plateau.report;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import nu.validator.validation.SimpleDocumentValidator;
import org.xml.sax.InputSource;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** The Nu HTML checker. */
final class HtmlChecker {

  private HtmlChecker() {}

  /**
   * Returns the errors of the Nu HTML checker. Its warnings stay out: it does not compare the
   * hashes of the content security policy, which the browser tests do.
   */
  static List<String> errors(String html) throws Exception {
    List<String> problems = new ArrayList<>();
    DefaultHandler collector =
        new DefaultHandler() {
          @Override
          public void error(SAXParseException e) {
            problems.add("error, line " + e.getLineNumber() + ": " + e.getMessage());
          }

          @Override
          public void fatalError(SAXParseException e) {
            error(e);
          }
        };
    SimpleDocumentValidator validator = new SimpleDocumentValidator();
    validator.setUpMainSchema("http://s.validator.nu/html5-rdfalite.rnc", collector);
    validator.setUpValidatorAndParsers(collector, true, false);
    validator.checkHtmlInputSource(
        new InputSource(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8))));
    return problems;
  }
}
