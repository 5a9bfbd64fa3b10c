package io.github.sddtool.forge.gitlab;

import io.github.sddtool.fault.UserFault;
import io.github.sddtool.forge.StandardWebhook;
import io.github.sddtool.forge.WebhookRequest;
import io.github.sddtool.source.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

// @spec app/webhooks#REQ-HOOK-007
/// Proves that a body comes from whoever knows one of our webhook secrets. GitLab signs from 19.0
/// on where it was given a signing token, as Standard Webhooks has it: `v1,` and the HMAC-SHA256
/// over id, time and raw body in Base64. Before, and without such a token, it sends a plain token
/// along. A request that claims a signature is judged by it alone.
///
/// The time is signed and not judged: forges redeliver for days, and a delivery is known by its id.
final class WebhookProof {
  static final String SIGNATURE = StandardWebhook.SIGNATURE;
  static final String TOKEN = "X-Gitlab-Token";

  /// More signatures than secrets could be live at once.
  private static final int MOST_SIGNATURES = 16;

  private final List<Secret> plain = new ArrayList<>();
  private final List<StandardWebhook> signing = new ArrayList<>();

  /// @throws UserFault when a signing token is none
  WebhookProof(List<Secret> secrets) {
    for (Secret secret : secrets) {
      if (StandardWebhook.isSigning(secret)) {
        signing.add(key(secret));
      } else {
        plain.add(secret);
      }
    }
  }

  /// Why the request is not proven; empty where it is.
  Optional<String> missing(WebhookRequest request) {
    if (plain.isEmpty() && signing.isEmpty()) {
      return Optional.of(
          "No webhook secret is configured, so nothing can be proven to come from GitLab.");
    }
    Optional<String> signature = request.header(SIGNATURE);
    if (signature.isPresent()) {
      return signed(request, signature.get())
          ? Optional.empty()
          : Optional.of("The signature is of none of the configured signing tokens.");
    }
    Optional<String> token = request.header(TOKEN);
    if (token.isEmpty()) {
      return Optional.of(
          "The headers %s and %s are missing: the webhook needs a secret token."
              .formatted(SIGNATURE, TOKEN));
    }
    return isPlain(token.get())
        ? Optional.empty()
        : Optional.of("The token is none of the configured secrets.");
  }

  private boolean isPlain(String claimed) {
    byte[] bytes = claimed.getBytes(StandardCharsets.UTF_8);
    boolean proven = false;
    for (Secret secret : plain) {
      proven |= MessageDigest.isEqual(secret.bytes(), bytes);
    }
    return proven;
  }

  private boolean signed(WebhookRequest request, String signatures) {
    Optional<String> id = request.header(StandardWebhook.ID);
    Optional<String> time = request.header(StandardWebhook.TIME);
    if (id.isEmpty() || time.isEmpty()) {
      return false;
    }
    boolean proven = false;
    for (StandardWebhook key : signing) {
      byte[] expected =
          key.sign(id.get(), time.get(), request.body()).getBytes(StandardCharsets.UTF_8);
      for (String claimed : signatures.split(" ", MOST_SIGNATURES)) {
        proven |= MessageDigest.isEqual(expected, claimed.getBytes(StandardCharsets.UTF_8));
      }
    }
    return proven;
  }

  private static StandardWebhook key(Secret secret) {
    return StandardWebhook.of(secret)
        .orElseThrow(() ->
            UserFault.usage(
                "A webhook secret begins with whsec_ and is no signing token: behind it must stand Base64, as GitLab shows it."));
  }
}
