package io.github.sddtool.forge.github;

import io.github.sddtool.fault.UserFault;
import io.github.sddtool.forge.ForgeText;
import io.github.sddtool.source.Secret;
import java.io.ByteArrayOutputStream;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

// @spec app/publishing#REQ-PUB-008
/// Reads an App's private key. GitHub hands out PKCS#1, which Java does not read by itself; PKCS#8
/// is the same key in an envelope that names the algorithm, so we put PKCS#1 into that envelope.
final class AppKey {
  private static final String ACCEPTED =
      " Accepted is an RSA key as PEM, not encrypted: 'BEGIN RSA PRIVATE KEY' as GitHub hands it"
          + " out, or 'BEGIN PRIVATE KEY'.";
  private static final String BEGIN = "-----BEGIN ";
  private static final String DASHES = "-----";

  /// RS256 asks for this many bits, and GitHub never made shorter keys.
  private static final int FEWEST_BITS = 2048;

  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;

  /// In DER: version 0, then the algorithm `rsaEncryption` (1.2.840.113549.1.1.1) without
  /// parameters.
  private static final byte[] RSA_HEADER = {
    0x02,
    0x01,
    0x00,
    0x30,
    0x0d,
    0x06,
    0x09,
    0x2a,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xf7,
    0x0d,
    0x01,
    0x01,
    0x01,
    0x05,
    0x00
  };

  private AppKey() {}

  /// Reads a key.
  ///
  /// @throws UserFault when it is anything but an unencrypted RSA key of 2,048 bits or more; the
  ///   message never shows any of it
  static PrivateKey parse(Secret pem) {
    // An environment variable often carries the line ends of a file as two characters.
    String text = pem.reveal().replace("\\n", "\n").strip();
    int begin = text.indexOf(BEGIN);
    if (begin < 0) {
      throw refused("The App's private key has no 'BEGIN' line.");
    }
    int labelEnd = text.indexOf(DASHES, begin + BEGIN.length());
    String label = labelEnd < 0 ? "" : text.substring(begin + BEGIN.length(), labelEnd);
    int bodyStart = labelEnd + DASHES.length();
    int bodyEnd = text.indexOf("-----END " + label + DASHES, Math.max(bodyStart, 0));
    if (labelEnd < 0 || bodyEnd < 0) {
      throw refused("The App's private key has no 'END' line that matches its 'BEGIN' line.");
    }
    String body = text.substring(bodyStart, bodyEnd);
    return switch (label) {
      case "PRIVATE KEY" -> rsa(decode(body));
      case "RSA PRIVATE KEY" -> rsa(inEnvelope(decode(body)));
      case "ENCRYPTED PRIVATE KEY" -> throw encrypted();
      default ->
          throw refused(
              "The App's private key begins with 'BEGIN " + ForgeText.clip(label, 40) + "'.");
    };
  }

  private static byte[] decode(String body) {
    if (body.contains("Proc-Type:") || body.contains("DEK-Info:")) {
      throw encrypted();
    }
    var dense = new StringBuilder(body.length());
    body.chars().filter(c -> !Character.isWhitespace(c)).forEach(c -> dense.append((char) c));
    try {
      return Base64.getDecoder().decode(dense.toString());
    } catch (IllegalArgumentException _) {
      throw refused("The App's private key is not Base64 between its 'BEGIN' and 'END' lines.");
    }
  }

  private static PrivateKey rsa(byte[] pkcs8) {
    try {
      PrivateKey key =
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      if (key instanceof RSAPrivateKey rsa && rsa.getModulus().bitLength() < FEWEST_BITS) {
        throw refused(
            "The App's private key has %d bits; GitHub's keys have %d or more."
                .formatted(rsa.getModulus().bitLength(), FEWEST_BITS));
      }
      return key;
    } catch (InvalidKeySpecException _) {
      throw refused("The App's private key is damaged, or no RSA key.");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }

  private static byte[] inEnvelope(byte[] pkcs1) {
    var content = new ByteArrayOutputStream(pkcs1.length + 32);
    content.writeBytes(RSA_HEADER);
    content.writeBytes(tagged(OCTET_STRING, pkcs1));
    return tagged(SEQUENCE, content.toByteArray());
  }

  private static byte[] tagged(int tag, byte[] content) {
    var out = new ByteArrayOutputStream(content.length + 6);
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else {
      int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(content.length) + 7) / 8;
      out.write(0x80 | bytes);
      for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
        out.write(content.length >>> shift);
      }
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static UserFault encrypted() {
    return refused("The App's private key is encrypted.");
  }

  private static UserFault refused(String why) {
    return UserFault.usage(why + ACCEPTED);
  }
}
