package io.github.sddtool.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

// @spec app/verdicts#REQ-VER-003
/// A signature in a JSON report, by Ed25519 (RFC 8032). What is signed is the document without it,
/// written with no white space between its parts.
public final class ReportSignature {
  private static final String FIELD = "signature";
  private static final String ALGORITHM = "Ed25519";
  private static final JsonMapper MAPPER = new JsonMapper();

  private ReportSignature() {}

  /// What is to be said of a document's signature.
  public sealed interface Check {
    /// There is none.
    record Unsigned() implements Check {}

    /// It is of this document.
    ///
    /// @param key the public key, as X.509 in base64
    record Good(String key) implements Check {}

    /// It is of another document, or none at all.
    record Broken() implements Check {}
  }

  /// A report with a signature.
  ///
  /// @param json what [JsonRenderer] wrote
  public static String sign(String json, KeyPair key) {
    try {
      var document = (ObjectNode) MAPPER.readTree(json);
      var signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key.getPrivate());
      signature.update(bytes(document));
      ObjectNode field = document.putObject(FIELD);
      field.put("algorithm", ALGORITHM);
      field.put("key", text(key.getPublic()));
      field.put("value", Base64.getEncoder().encodeToString(signature.sign()));
      return MAPPER.writer(JsonText.printer()).writeValueAsString(document) + "\n";
    } catch (JacksonException | GeneralSecurityException e) {
      throw new IllegalStateException("a report of ours can be signed on every Java platform", e);
    }
  }

  /// A public key as reports carry it.
  public static String text(PublicKey key) {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  /// Whether a document is as it was signed.
  public static Check check(String json) {
    try {
      if (!(MAPPER.readTree(json) instanceof ObjectNode document) || !document.has(FIELD)) {
        return new Check.Unsigned();
      }
      JsonNode field = document.remove(FIELD);
      String key = field.path("key").asText();
      var signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(
          KeyFactory.getInstance(ALGORITHM)
              .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(key))));
      signature.update(bytes(document));
      return field.path("algorithm").asText().equals(ALGORITHM)
              && signature.verify(Base64.getDecoder().decode(field.path("value").asText()))
          ? new Check.Good(key)
          : new Check.Broken();
    } catch (JacksonException | GeneralSecurityException | IllegalArgumentException e) {
      return new Check.Broken();
    }
  }

  private static byte[] bytes(ObjectNode document) throws JacksonException {
    return MAPPER.writeValueAsString(document).getBytes(StandardCharsets.UTF_8);
  }
}
