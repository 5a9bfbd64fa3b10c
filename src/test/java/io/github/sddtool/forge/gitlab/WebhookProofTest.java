package io.github.sddtool.forge.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.fault.UserFault;
import io.github.sddtool.forge.WebhookRequest;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookProofTest {
  /// The published example of Standard Webhooks.
  private static final String SIGNING = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static final Map<String, String> SIGNED =
      Map.of(
          "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
          "webhook-timestamp", "1614265330",
          "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

  private static final String BODY = "{\"test\": 2432232314}";

  // @spec app/webhooks#REQ-HOOK-007
  @Test
  void signatureOfTheStandardsOwnExampleIsProven() {
    assertThat(isProven(SIGNED, BODY, SIGNING)).isTrue();
  }

  // @spec app/webhooks#REQ-HOOK-007
  @Test
  void anyChangeOfBodyIdOrTimeMakesASignatureWorthless() {
    assertThat(isProven(SIGNED, BODY + " ", SIGNING)).isFalse();
    assertThat(isProven(with("webhook-id", "msg_other"), BODY, SIGNING)).isFalse();
    assertThat(isProven(with("webhook-timestamp", "1614265331"), BODY, SIGNING)).isFalse();
  }

  // @spec app/webhooks#REQ-HOOK-007
  @Test
  void whoClaimsASignatureIsNotSavedByAToken() {
    Map<String, String> both = new HashMap<>(with("webhook-signature", "v1,AAAA"));
    both.put("X-Gitlab-Token", "plain");
    assertThat(isProven(both, BODY, "plain", SIGNING)).isFalse();
  }

  // @spec app/webhooks#REQ-HOOK-007
  @Test
  void oneGoodSignatureAmongSeveralIsEnough() {
    String several = "v1,AAAA " + SIGNED.get("webhook-signature");
    assertThat(isProven(with("webhook-signature", several), BODY, SIGNING)).isTrue();
  }

  // @spec app/webhooks#REQ-HOOK-007
  @Test
  void tokenIsProvenByAnyOfTheLiveSecrets() {
    assertThat(isProven(Map.of("X-Gitlab-Token", "old"), BODY, "new", "old")).isTrue();
    assertThat(isProven(Map.of("X-Gitlab-Token", "new"), BODY, "new", "old")).isTrue();
    assertThat(isProven(Map.of("X-Gitlab-Token", "other"), BODY, "new", "old")).isFalse();
    assertThat(isProven(Map.of(), BODY, "new", "old")).isFalse();
  }

  // @spec app/webhooks#REQ-HOOK-007
  @Test
  void signingTokenIsNoPlainToken() {
    assertThat(isProven(Map.of("X-Gitlab-Token", SIGNING), BODY, SIGNING)).isFalse();
  }

  // @spec app/webhooks#REQ-HOOK-007
  @Test
  void withoutASecretNothingIsProven() {
    assertThat(isProven(Map.of("X-Gitlab-Token", ""), BODY)).isFalse();
  }

  @Test
  void signingTokenThatIsNoBase64IsRefusedAtTheStart() {
    assertThatThrownBy(() -> new WebhookProof(List.of(Secret.of("whsec_?"))))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining("whsec_")
        .hasMessageNotContaining("?");
  }

  private static Map<String, String> with(String header, String value) {
    var headers = new HashMap<>(SIGNED);
    headers.put(header, value);
    return headers;
  }

  private static boolean isProven(Map<String, String> headers, String body, String... secrets) {
    var request = new WebhookRequest(headers, Bytes.of(body.getBytes(StandardCharsets.UTF_8)));
    return new WebhookProof(Arrays.stream(secrets).map(Secret::of).toList())
        .missing(request)
        .isEmpty();
  }
}
