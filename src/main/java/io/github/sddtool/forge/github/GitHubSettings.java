package io.github.sddtool.forge.github;

import io.github.sddtool.fault.UserFault;
import io.github.sddtool.forge.CallLimits;
import io.github.sddtool.source.Secret;
import java.net.URI;
import java.util.List;

/// What an operator says about one GitHub: where it is, which App we are, and which secrets prove
/// its webhooks.
///
/// @param id the forge's id in the settings
/// @param api `https://api.github.com`, or `https://host/api/v3` of a GitHub Enterprise Server
/// @param web where people and git look: `https://github.com`, or `https://host`
/// @param appId the number GitHub shows in the App's settings
/// @param privateKey the App's key as PEM; see [AppKey]
/// @param webhookSecrets all that are live at once, so that a secret can be changed without a gap;
///   with none, no webhook is ever admitted
/// @param limits on what is asked
public record GitHubSettings(
    String id,
    URI api,
    URI web,
    long appId,
    Secret privateKey,
    List<Secret> webhookSecrets,
    CallLimits limits) {
  private static final String ENTERPRISE_PATH = "/api/v3";

  public GitHubSettings {
    if (id.isBlank()) {
      throw UserFault.usage("A forge needs an id, for example 'github'.");
    }
    api = base(id, "api", api);
    web = base(id, "web", web);
    if (appId <= 0) {
      throw UserFault.usage(
          "Forge '%s': app_id is %d; it must be the positive number that GitHub shows in the App's settings."
              .formatted(id, appId));
    }
    webhookSecrets = List.copyOf(webhookSecrets);
    if (webhookSecrets.stream().anyMatch(secret -> secret.reveal().isBlank())) {
      throw UserFault.usage(
          "Forge '%s': a webhook secret is empty; each must have at least one character."
              .formatted(id));
    }
  }

  /// Settings whose web address follows from the API's.
  public static GitHubSettings of(
      String id, URI api, long appId, Secret privateKey, List<Secret> webhookSecrets) {
    return new GitHubSettings(
        id, api, webOf(base(id, "api", api)), appId, privateKey, webhookSecrets, CallLimits.GITHUB);
  }

  /// The same GitHub, looked at by people and git elsewhere.
  public GitHubSettings withWeb(URI elsewhere) {
    return new GitHubSettings(id, api, elsewhere, appId, privateKey, webhookSecrets, limits);
  }

  /// The same, with other limits on what is asked.
  public GitHubSettings withLimits(CallLimits other) {
    return new GitHubSettings(id, api, web, appId, privateKey, webhookSecrets, other);
  }

  private static URI webOf(URI api) {
    if ("api.github.com".equals(api.getHost())) {
      return URI.create("https://github.com");
    }
    String text = api.toString();
    return URI.create(
        text.endsWith(ENTERPRISE_PATH)
            ? text.substring(0, text.length() - ENTERPRISE_PATH.length())
            : text);
  }

  private static URI base(String id, String key, URI uri) {
    boolean usable =
        ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
            && uri.getHost() != null
            && uri.getRawUserInfo() == null
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null;
    if (!usable) {
      throw UserFault.usage(
          "Forge '%s': %s must be an http or https address without user, query and fragment, for example https://api.github.com or https://host/api/v3."
              .formatted(id, key));
    }
    String text = uri.toString();
    while (text.endsWith("/")) {
      text = text.substring(0, text.length() - 1);
    }
    return URI.create(text);
  }
}
