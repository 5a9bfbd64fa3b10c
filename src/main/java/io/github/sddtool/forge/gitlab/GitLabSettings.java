package io.github.sddtool.forge.gitlab;

import io.github.sddtool.fault.UserFault;
import io.github.sddtool.forge.CallLimits;
import io.github.sddtool.source.Secret;
import java.net.URI;
import java.util.List;

/// What an operator says about one GitLab: where it is, who we are, and what proves its webhooks.
///
/// @param id the forge's id in the settings
/// @param web where the API, people and git look: `https://gitlab.com`, or `https://host/gitlab`
/// @param token an access token with the scope `api`, of a project, a group or a person
/// @param webhookSecrets all that are live at once: signing tokens, which begin with `whsec_`, and
///   plain tokens; with none, no webhook is ever admitted
/// @param limits on what is asked
public record GitLabSettings(
    String id, URI web, Secret token, List<Secret> webhookSecrets, CallLimits limits) {
  public GitLabSettings {
    if (id.isBlank()) {
      throw UserFault.usage("A forge needs an id, for example 'gitlab'.");
    }
    boolean usable =
        ("https".equals(web.getScheme()) || "http".equals(web.getScheme()))
            && web.getHost() != null
            && web.getRawUserInfo() == null
            && web.getRawQuery() == null
            && web.getRawFragment() == null;
    if (!usable) {
      throw UserFault.usage(
          "Forge '%s': api must be an http or https address without user, query and fragment, for example https://gitlab.com."
              .formatted(id));
    }
    web = URI.create(withoutEnd(web.toString()));
    if (token.reveal().isBlank()) {
      throw UserFault.usage("Forge '%s': the access token is empty.".formatted(id));
    }
    webhookSecrets = List.copyOf(webhookSecrets);
    if (webhookSecrets.stream().anyMatch(secret -> secret.reveal().isBlank())) {
      throw UserFault.usage(
          "Forge '%s': a webhook secret is empty; each must have at least one character."
              .formatted(id));
    }
  }

  /// The API's own path is left out: people copy it from the documentation.
  private static String withoutEnd(String address) {
    String text = address;
    while (text.endsWith("/")) {
      text = text.substring(0, text.length() - 1);
    }
    return text.endsWith("/api/v4") ? text.substring(0, text.length() - "/api/v4".length()) : text;
  }
}
