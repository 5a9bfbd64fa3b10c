package io.github.sddtool.app;

import io.github.sddtool.fault.UserFault;
import io.github.sddtool.forge.CallLimits;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.forge.Traffic;
import io.github.sddtool.forge.github.GitHubForge;
import io.github.sddtool.forge.github.GitHubSettings;
import io.github.sddtool.forge.gitlab.GitLabForge;
import io.github.sddtool.forge.gitlab.GitLabSettings;
import io.github.sddtool.pipeline.trace.Traces;
import io.github.sddtool.server.Door;
import io.github.sddtool.server.setup.SetupDoor;
import io.github.sddtool.source.Secret;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// The app as a server: the forges of its settings.
public final class ServerApp {
  private ServerApp() {}

  /// Starts it; a setting that cannot work ends here, not at the first webhook.
  public static App start(Settings settings, Clock clock) {
    return App.start(parts(settings, clock), clock);
  }

  /// What it is made of.
  static App.Parts parts(Settings settings, Clock clock) {
    if (settings.forges().isEmpty() && settings.server().publicUrl().isEmpty()) {
      throw UserFault.usage(
          "No forge is configured. Name one in sdd.yaml (forges: [{id: github, type: github, app_id: …, "
              + "private_key_file: …, webhook_secret_files: […]}], or [{id: gitlab, type: gitlab, token_file: …, "
              + "webhook_secret_files: […]}]), name server.public_url to register a GitHub App from a browser, or look at a repository on this disk: "
              + "sdd serve --local PATH.");
    }
    // Before anything that opens a connection.
    Map<String, String> git = NetworkAccess.use(settings.network(), settings.data());
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Traces traces =
        settings
            .telemetry()
            .map(collector -> Traces.to(collector, Version.current()))
            .orElseGet(Traces::none);
    Traffic traffic = new ForgeMetrics(registry).and(traces::call);
    List<Forge> forges =
        settings.forges().stream().map(forge -> forge(forge, traffic, clock)).toList();
    return App.Parts.of(settings.server(), settings.data(), forges)
        .watchedBy(new App.Watch((_, _) -> {}, (_, _) -> {}, registry, traces))
        .in(git)
        .on(settings.database())
        .keeping(settings.upkeep())
        .with(doors(settings, clock));
  }

  /// Whether a GitHub App can be registered from a browser.
  public static boolean offersSetup(Settings settings) {
    return settings.server().publicUrl().isPresent()
        && settings.forges().stream().noneMatch(Settings.GitHub.class::isInstance);
  }

  private static List<Door> doors(Settings settings, Clock clock) {
    return offersSetup(settings)
        ? List.of(
            new SetupDoor(
                new GitHubRegistrar(
                    settings.data(), settings.server().publicUrl().orElseThrow(), clock),
                clock))
        : List.of();
  }

  private static Forge forge(Settings.Forge forge, Traffic traffic, Clock clock) {
    return switch (forge) {
      case Settings.GitHub gitHub -> gitHub(gitHub, traffic, clock);
      case Settings.GitLab(
              String id,
              URI web,
              Secret token,
              List<Secret> secrets,
              CallLimits limits) ->
          new GitLabForge(new GitLabSettings(id, web, token, secrets, limits), traffic, clock);
    };
  }

  private static GitHubForge gitHub(Settings.GitHub forge, Traffic traffic, Clock clock) {
    GitHubSettings settings =
        GitHubSettings.of(
                forge.id(), forge.api(), forge.appId(), forge.privateKey(), forge.webhookSecrets())
            .withLimits(forge.limits());
    return new GitHubForge(forge.web().map(settings::withWeb).orElse(settings), traffic, clock);
  }
}
