package io.github.sddtool.app;

import io.github.sddtool.forge.CallLimits;
import io.github.sddtool.pipeline.notice.NoticeSettings;
import io.github.sddtool.pipeline.runner.Limits;
import io.github.sddtool.pipeline.runner.kubernetes.JobSettings;
import io.github.sddtool.pipeline.timetable.Schedule;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.Secret;
import io.github.sddtool.source.git.CloneBudget;
import io.github.sddtool.store.Place;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How the server runs; checked when it starts.
///
/// @param data the folder that holds the clones, and the database where no other is named
/// @param database where it is
/// @param network how forges are reached
/// @param telemetry where a collector of traces listens, if traces are told
/// @param upkeep what is done for branches and people beside judging changes
public record Settings(
    Server server,
    Path data,
    Place database,
    List<Forge> forges,
    Network network,
    Optional<URI> telemetry,
    Upkeep upkeep) {
  // @spec guard/deeds#REQ-DEED-004
  /// What the guard may do.
  ///
  /// @param enabled whether it may do anything
  /// @param dryRun whether it only says what it would do
  public record Guard(boolean enabled, boolean dryRun) {
    /// Everything that repositories ask for.
    public static final Guard ON = new Guard(true, false);
  }

  /// What is done for branches and people beside judging changes.
  ///
  /// @param mirrors projects that are kept alike with branches
  /// @param guard what may be done when quality drops
  /// @param notifications who is told what, where and when
  /// @param reharvest when default branches are read again; empty: never
  public record Upkeep(
      List<Mirror> mirrors,
      Guard guard,
      NoticeSettings notifications,
      Optional<Schedule> reharvest) {
    /// What repositories themselves ask for, as things happen.
    public static final Upkeep USUAL =
        new Upkeep(List.of(), Guard.ON, NoticeSettings.NONE, Optional.empty());

    public Upkeep {
      mirrors = List.copyOf(mirrors);
    }
  }

  /// A project of the store that is kept alike with a branch.
  ///
  /// @param project its name
  /// @param repo whose forge the settings name
  public record Mirror(String project, RepoId repo, String branch) {}

  /// Settings of a server that has its database to itself and reaches everybody straight.
  public Settings(Server server, Path data, List<Forge> forges) {
    this(server, data, new Place.Folder(), forges, Network.PLAIN, Optional.empty(), Upkeep.USUAL);
  }

  /// The same at another place.
  public Settings at(Server other) {
    return new Settings(other, data, database, forges, network, telemetry, upkeep);
  }

  /// The same on another database.
  public Settings on(Place other) {
    return new Settings(server, data, other, forges, network, telemetry, upkeep);
  }

  /// The same, doing this for branches and people.
  public Settings keeping(Upkeep other) {
    return new Settings(server, data, database, forges, network, telemetry, other);
  }

  /// The same, telling a collector of traces.
  public Settings telling(URI collector) {
    return new Settings(server, data, database, forges, network, Optional.of(collector), upkeep);
  }

  /// Where the server listens.
  ///
  /// @param host the address it binds
  /// @param port 0 for a free one
  /// @param runner how much work it does at a time
  /// @param publicUrl where people reach it, which links in comments need
  /// @param backlog how many deliveries and jobs may wait before no more are let in
  /// @param apiToken who shows it may ask what became of deliveries; without one nobody may
  public record Server(
      String host,
      int port,
      Runner runner,
      long backlog,
      Optional<URI> publicUrl,
      Optional<Secret> apiToken) {
    static final long BACKLOG = 100_000;

    /// Every address of the machine.
    public static final String EVERYWHERE = "0.0.0.0";

    /// A server that works as servers usually do.
    public Server(String host, int port) {
      this(host, port, Runner.usual());
    }

    /// A server that people reach by no address of its own.
    public Server(String host, int port, Runner runner) {
      this(host, port, runner, BACKLOG, Optional.empty(), Optional.empty());
    }

    /// The same at another port.
    public Server at(int otherPort) {
      return new Server(host, otherPort, runner, backlog, publicUrl, apiToken);
    }

    /// For this machine only, unless another address was asked for.
    public Server local() {
      return host.equals(EVERYWHERE)
          ? new Server("127.0.0.1", port, runner, backlog, publicUrl, apiToken)
          : this;
    }
  }

  /// How much a server does at a time, and how much it remembers.
  ///
  /// @param parallel how many changes are assessed at once, 1 to 64
  /// @param factsMiB for what files say, in MiB
  /// @param surveysMiB for what base branches came to, in MiB
  /// @param quiet how long pushes to a pull request have to be quiet before it is judged again
  /// @param clones what clones may take of the disk
  /// @param limits what one assessment may take
  /// @param place where assessments run
  public record Runner(
      int parallel,
      int factsMiB,
      int surveysMiB,
      Duration quiet,
      CloneBudget clones,
      Limits limits,
      RunnerPlace place) {
    static final int MOST_PARALLEL = 64;
    private static final Duration QUIET = Duration.ofSeconds(10);

    /// A runner with the usual patience.
    public Runner(int parallel, int factsMiB, int surveysMiB) {
      this(
          parallel,
          factsMiB,
          surveysMiB,
          QUIET,
          CloneBudget.USUAL,
          LIMITS,
          new RunnerPlace.InProcess());
    }

    private static final Limits LIMITS = new Limits(Duration.ofMinutes(10), 1024);

    private static final int FACTS = 64;
    private static final int SURVEYS = 128;

    /// One change a core.
    public static Runner usual() {
      int cores = Runtime.getRuntime().availableProcessors();
      return new Runner(Math.min(cores, MOST_PARALLEL), FACTS, SURVEYS);
    }

    long factsBytes() {
      return (long) factsMiB << 20;
    }

    long surveysBytes() {
      return (long) surveysMiB << 20;
    }
  }

  /// Where assessments run.
  public sealed interface RunnerPlace {
    /// In the server, which remembers what it read.
    record InProcess() implements RunnerPlace {}

    /// Each in a Job of the cluster.
    record Kubernetes(JobSettings jobs) implements RunnerPlace {}

    /// Each in a container of its own.
    ///
    /// @param command that runs containers, with its own options
    /// @param options more of its `run`
    record Container(List<String> command, List<String> options, String image)
        implements RunnerPlace {
      public Container {
        command = List.copyOf(command);
        options = List.copyOf(options);
      }
    }
  }

  /// Where pull requests come from.
  public sealed interface Forge {
    /// In our routes: `/webhooks/<id>`.
    String id();
  }

  /// A GitLab that we reach with an access token.
  ///
  /// @param web where the API, people and git are, for example `https://gitlab.com`
  /// @param token of a project, a group or a person, with the scope `api`
  /// @param webhookSecrets all that are live: plain tokens, and signing tokens (`whsec_…`)
  /// @param limits on what is asked
  public record GitLab(
      String id, URI web, Secret token, List<Secret> webhookSecrets, CallLimits limits)
      implements Forge {
    public GitLab {
      webhookSecrets = List.copyOf(webhookSecrets);
    }
  }

  /// A GitHub or GitHub Enterprise Server that we are an App of.
  ///
  /// @param id in our routes: `/webhooks/<id>`
  /// @param web where people and git go; derived from `api` unless it is set
  /// @param webhookSecrets all that are live, so that one can be replaced without a gap
  /// @param limits on what is asked
  public record GitHub(
      String id,
      URI api,
      Optional<URI> web,
      long appId,
      Secret privateKey,
      List<Secret> webhookSecrets,
      CallLimits limits)
      implements Forge {
    public GitHub {
      webhookSecrets = List.copyOf(webhookSecrets);
    }
  }

  public Settings {
    forges = List.copyOf(forges);
  }
}
