package io.github.sddtool.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.Secret;
import java.security.KeyPair;
import org.junit.jupiter.api.Test;

class AppKeyTest {
  private static final KeyPair PAIR = Pem.rsa(2048);

  // @spec app/publishing#REQ-PUB-008
  @Test
  void readsTheFormThatGitHubHandsOut() {
    assertThat(AppKey.parse(Secret.of(Pem.pkcs1(PAIR)))).isEqualTo(PAIR.getPrivate());
  }

  @Test
  void readsPkcs8() {
    assertThat(AppKey.parse(Secret.of(Pem.pkcs8(PAIR)))).isEqualTo(PAIR.getPrivate());
  }

  @Test
  void readsLongerKeysToo() {
    KeyPair longer = Pem.rsa(4096);
    assertThat(AppKey.parse(Secret.of(Pem.pkcs1(longer)))).isEqualTo(longer.getPrivate());
  }

  @Test
  void readsWindowsLineEndsAndRemarksBeforeTheKey() {
    String pem = "key of the app\r\n" + Pem.pkcs1(PAIR).replace("\n", "\r\n");
    assertThat(AppKey.parse(Secret.of(pem))).isEqualTo(PAIR.getPrivate());
  }

  @Test
  void readsLineEndsThatAnEnvironmentVariableSpelledOut() {
    assertThat(AppKey.parse(Secret.of(Pem.pkcs8(PAIR).replace("\n", "\\n"))))
        .isEqualTo(PAIR.getPrivate());
  }

  @Test
  void refusesEncryptedKeys() {
    refuses(Pem.text("ENCRYPTED PRIVATE KEY", new byte[64]), "encrypted");
    refuses(
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n"
            + "-----END RSA PRIVATE KEY-----",
        "encrypted");
  }

  @Test
  void refusesOtherKindsByName() {
    refuses(Pem.text("EC PRIVATE KEY", new byte[64]), "EC PRIVATE KEY");
    refuses(Pem.text("OPENSSH PRIVATE KEY", new byte[64]), "OPENSSH PRIVATE KEY");
    refuses(Pem.text("PUBLIC KEY", PAIR.getPublic().getEncoded()), "PUBLIC KEY");
    refuses(Pem.pkcs8(Pem.generate("EC", 256)), "no RSA key");
  }

  @Test
  void refusesDamagedKeys() {
    String whole = Pem.pkcs1(PAIR);
    refuses("", "no 'BEGIN' line");
    refuses("-----BEGIN RSA PRIVATE KEY", "no 'END' line");
    refuses(whole.substring(0, whole.length() / 2), "no 'END' line");
    refuses(whole.replace("END RSA", "END"), "no 'END' line");
    refuses(whole.replaceFirst("\nM", "\n*"), "not Base64");
    refuses(Pem.text("RSA PRIVATE KEY", new byte[300]), "damaged");
    refuses(Pem.text("RSA PRIVATE KEY", new byte[0]), "damaged");
  }

  @Test
  void refusesKeysTooShortForGitHub() {
    refuses(Pem.pkcs1(Pem.rsa(1024)), "1024 bits");
  }

  private static void refuses(String pem, String why) {
    assertThatThrownBy(() -> AppKey.parse(Secret.of(pem)))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining(why)
        .hasMessageContaining("'BEGIN RSA PRIVATE KEY'")
        .hasMessageContaining("'BEGIN PRIVATE KEY'")
        .hasMessageNotContaining("MII");
  }
}
