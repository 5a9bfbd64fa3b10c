package io.github.sddtool.ship;

import java.io.IOException;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.xml.sax.SAXException;

/// What the build says of itself.
final class Product {
  private Product() {}

  /// The version in `pom.xml`.
  static String version() {
    try {
      var pom =
          DocumentBuilderFactory.newDefaultInstance()
              .newDocumentBuilder()
              .parse(Path.of("pom.xml").toFile());
      return XPathFactory.newDefaultInstance().newXPath().evaluate("/project/version", pom);
    } catch (IOException
        | SAXException
        | ParserConfigurationException
        | XPathExpressionException e) {
      throw new IllegalStateException(e);
    }
  }
}
