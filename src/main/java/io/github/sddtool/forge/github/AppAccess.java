package io.github.sddtool.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.forge.Ask;
import io.github.sddtool.forge.ForgeHttp;
import io.github.sddtool.forge.Quiet;
import io.github.sddtool.forge.Traffic;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.Secret;
import java.io.IOException;
import java.net.URI;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHApp;
import org.kohsuke.github.GHAppInstallation;
import org.kohsuke.github.GHException;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubAbuseLimitHandler;
import org.kohsuke.github.GitHubBuilder;
import org.kohsuke.github.GitHubRateLimitHandler;
import org.kohsuke.github.authorization.AuthorizationProvider;

/// The App's way into repositories: finds the installation that reaches one, keeps one client for
/// each installation, and turns every failure into a [ForgeFault].
final class AppAccess implements RepositoryAccess {
  private static final ObjectMapper JSON = new ObjectMapper();

  @FunctionalInterface
  private interface Use<T> {
    T of(Reach reach) throws IOException;
  }

  /// Something asked of GitHub in its own words.
  @FunctionalInterface
  interface Words<T> {
    T through(Repository repository) throws IOException;
  }

  /// A repository as the installation that reaches it sees it.
  @FunctionalInterface
  interface Repository {
    /// Asks; what is no success is an [IOException].
    ///
    /// @param path below the repository's address, with its query
    /// @param body empty for none
    JsonNode send(String method, String path, Bytes body) throws IOException;
  }

  private static final class Installation {
    private final String account;
    private final GitHub client;
    private final InstallationToken token;

    private final Quiet quiet;

    private Installation(String account, GitHub client, InstallationToken token, Clock clock) {
      this.account = account;
      this.client = client;
      this.token = token;
      this.quiet = new Quiet("GitHub", "the App", clock);
    }
  }

  private record Reach(Installation installation, GHRepository repository) {}

  @FunctionalInterface
  private interface Attempt<T> {
    T run() throws IOException;
  }

  private final GitHubSettings settings;
  private final Clock clock;
  private final Answers answers;
  private final ForgeHttp http;
  private final AppToken jwt;
  private final GitHub asApp;
  private final ConcurrentMap<Long, Installation> installations = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Reach> reaches = new ConcurrentHashMap<>();
  private volatile @Nullable GHApp app;

  AppAccess(GitHubSettings settings, PrivateKey key, Traffic traffic, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.answers = new Answers(clock);
    this.http =
        new ForgeHttp(
            new ForgeHttp.Endpoint(settings.id(), "GitHub", settings.api(), settings.limits()),
            traffic,
            clock);
    this.jwt = new AppToken(settings.appId(), key);
    this.asApp = client("app", jwt);
  }

  /// Does work in a repository, as the installation that reaches it. The work may be done twice,
  /// when what we knew of the installation turns out to be outdated.
  @Override
  public <T> T call(Ask ask, RepoId repo, Work<T> work) {
    return using(ask, repo, reach -> work.in(reach.repository()));
  }

  /// A token that reads the repository, for git; it lives for ten minutes or more.
  Secret token(Ask ask, RepoId repo) {
    return using(ask, repo, reach -> reach.installation().token.secret());
  }

  /// A token that writes contents of this one repository and may do nothing else, for git; it lives
  /// for an hour.
  Secret pushToken(Ask ask, RepoId repo) {
    return using(
        ask, repo, reach -> reach.installation().token.pushing(reach.repository().getId()));
  }

  /// No person can have it: a login has no brackets.
  @Override
  public String login() throws IOException {
    return app().getSlug() + "[bot]";
  }

  /// Asks about a repository, what the library has no words for or would ask more for. The work may
  /// be done twice, as with [#call(Ask, RepoId, RepositoryAccess.Work)].
  <T> T inWords(Ask ask, RepoId repo, Words<T> work) {
    String place = settings.api().toString().replaceAll("/+$", "") + "/repos/" + RepoName.of(repo);
    return using(
        ask,
        repo,
        reach ->
            work.through((method, path, body) ->
                send(reach.installation(), method, URI.create(place + path), body)));
  }

  private JsonNode send(Installation installation, String method, URI uri, Bytes body)
      throws IOException {
    var headers =
        new TreeMap<>(
            Map.of(
                "Accept", List.of("application/vnd.github+json"),
                "Authorization", List.of(installation.token.getEncodedAuthorization())));
    if (body.size() > 0) {
      headers.put("Content-Type", List.of("application/json"));
    }
    ForgeHttp.Answer answer =
        http.send(new ForgeHttp.Query(installation.account, method, uri, headers, body, true));
    if (answer.status() >= 300) {
      throw Refusal.read(answer.status(), answer::header, answer.body().toArray());
    }
    return JSON.readTree(answer.body().toArray());
  }

  /// What GitHub tells the App about itself.
  record Told(JsonNode json, Function<String, Optional<String>> headers) {
    Optional<String> header(String name) {
      return headers.apply(name);
    }
  }

  /// Asks as the App, what the library has no words for.
  ///
  /// @param path below the interface's address, with its query
  Told asApp(Ask ask, String method, String path) {
    return asApp(
        ask,
        () -> {
          var headers =
              Map.of(
                  "Accept", List.of("application/vnd.github+json"),
                  "Authorization", List.of(jwt.getEncodedAuthorization()));
          URI uri = URI.create(settings.api().toString().replaceAll("/+$", "") + path);
          ForgeHttp.Answer answer =
              http.send(new ForgeHttp.Query("app", method, uri, headers, Bytes.NONE, false));
          if (answer.status() >= 400) {
            throw Refusal.read(answer.status(), answer::header, answer.body().toArray());
          }
          return new Told(JSON.readTree(answer.body().toArray()), answer::header);
        });
  }

  private <T> T using(Ask ask, RepoId repo, Use<T> use) {
    String name = RepoName.of(repo).toString();
    Reach known = reaches.get(name);
    if (known != null) {
      try {
        return attempt(ask, known.installation(), () -> use.of(known));
      } catch (ForgeFault fault) {
        int status = Answers.refusal(fault).map(Refusal::status).orElse(0);
        if (status != 401 && status != 404) {
          throw fault;
        }
        // Installed anew, the App has another installation; a token that was revoked is no good.
        reaches.remove(name, known);
        if (status == 401) {
          installations.values().remove(known.installation());
        }
      }
    }
    Reach found = asApp(ask, () -> find(name));
    reaches.put(name, found);
    return attempt(ask, found.installation(), () -> use.of(found));
  }

  private Reach find(String name) throws IOException {
    RepoName repo = RepoName.read(name).orElseThrow();
    GHAppInstallation granted = app().getInstallationByRepository(repo.owner(), repo.name());
    Installation installation =
        installations.computeIfAbsent(
            granted.getId(),
            _ -> {
              var token = new InstallationToken(granted, clock);
              String account = "installation-" + granted.getId();
              return new Installation(account, client(account, token), token, clock);
            });
    return new Reach(installation, installation.client.getRepository(name));
  }

  private GHApp app() throws IOException {
    GHApp known = app;
    if (known == null) {
      known = Objects.requireNonNull(asApp.getApp());
      app = known;
    }
    return known;
  }

  private <T> T asApp(Ask ask, Attempt<T> attempt) {
    try {
      return attempt(ask, null, attempt);
    } catch (ForgeFault fault) {
      if (Answers.refusal(fault).filter(refusal -> refusal.status() == 401).isEmpty()) {
        throw fault;
      }
      jwt.forget();
      return attempt(ask, null, attempt);
    }
  }

  private <T> T attempt(Ask ask, @Nullable Installation installation, Attempt<T> attempt) {
    Optional<Installation> limited = Optional.ofNullable(installation);
    limited.ifPresent(known -> known.quiet.check(ask));
    try {
      return attempt.run();
    } catch (GHException e) {
      if (e.getCause() instanceof IOException failure) {
        throw remembered(limited, answers.fault(ask, failure));
      }
      throw e;
    } catch (IOException e) {
      throw remembered(limited, answers.fault(ask, e));
    }
  }

  private ForgeFault remembered(Optional<Installation> limited, ForgeFault fault) {
    if (fault.retry() instanceof ForgeFault.Retry.After(Duration pause)) {
      limited.ifPresent(installation -> installation.quiet.keep(pause));
    }
    return fault;
  }

  private GitHub client(String account, AuthorizationProvider authorization) {
    try {
      // The limits' handlers never act: the connector has already thrown.
      return new GitHubBuilder()
          .withEndpoint(settings.api().toString())
          .withConnector(new ApiConnector(http, account))
          .withAuthorizationProvider(authorization)
          .withRateLimitHandler(GitHubRateLimitHandler.FAIL)
          .withAbuseLimitHandler(GitHubAbuseLimitHandler.FAIL)
          .build();
    } catch (IOException e) {
      throw new IllegalStateException("a client is built without asking GitHub", e);
    }
  }
}
