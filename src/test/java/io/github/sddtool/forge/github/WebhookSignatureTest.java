package io.github.sddtool.forge.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.source.Secret;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
  private static final Secret SECRET = Secret.of("It's a Secret to Everybody");
  private static final byte[] BODY = "Hello, World!".getBytes(UTF_8);

  /// From GitHub's documentation.
  private static final String PUBLISHED =
      "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

  // @spec app/webhooks#REQ-HOOK-001
  @Test
  void provesTheVectorThatGitHubPublishes() {
    assertThat(new WebhookSignature(List.of(SECRET)).proves(PUBLISHED, BODY)).isTrue();
  }

  @Test
  void provesByAnyOfSeveralSecrets() {
    var before = new WebhookSignature(List.of(SECRET, Secret.of("new")));
    var after = new WebhookSignature(List.of(Secret.of("new"), SECRET));
    assertThat(before.proves(PUBLISHED, BODY)).isTrue();
    assertThat(after.proves(PUBLISHED, BODY)).isTrue();
    assertThat(new WebhookSignature(List.of(Secret.of("new"))).proves(PUBLISHED, BODY)).isFalse();
  }

  @Test
  void provesNothingWithoutSecrets() {
    assertThat(new WebhookSignature(List.of()).proves(PUBLISHED, BODY)).isFalse();
  }

  @Test
  void provesNothingByOtherForms() {
    var signature = new WebhookSignature(List.of(SECRET));
    assertThat(signature.proves("", BODY)).isFalse();
    assertThat(signature.proves(PUBLISHED.substring("sha256=".length()), BODY)).isFalse();
    assertThat(signature.proves(PUBLISHED.replace("sha256", "sha1"), BODY)).isFalse();
    assertThat(signature.proves(PUBLISHED + "0", BODY)).isFalse();
    assertThat(signature.proves(PUBLISHED.substring(0, PUBLISHED.length() - 1), BODY)).isFalse();
  }

  @Property(tries = 300)
  void anyChangedByteOfTheBodyBreaksIt(
      @ForAll @Size(min = 1, max = 200) byte[] body,
      @ForAll @IntRange(min = 0, max = 10_000) int place,
      @ForAll @IntRange(min = 1, max = 255) int change,
      @ForAll @NotBlank String secret) {
    var secrets = List.of(Secret.of("x" + secret));
    String signature = WebhookSignature.sign(secrets.getFirst(), body);
    var verifier = new WebhookSignature(secrets);
    assertThat(verifier.proves(signature, body)).isTrue();
    byte[] changed = body.clone();
    changed[place % body.length] ^= (byte) change;
    assertThat(verifier.proves(signature, changed)).isFalse();
  }
}
