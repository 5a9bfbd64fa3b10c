package io.github.sddtool.server;

import io.github.sddtool.fault.StoreFault;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Map;

/// Whether the process lives, and whether it can take work: deliveries can be kept.
final class Health implements Door {
  private static final System.Logger LOG = System.getLogger(Health.class.getName());

  private final Runnable probe;
  private volatile boolean stopping;

  /// @param probe throws a [StoreFault] when nothing could be kept now
  Health(Runnable probe) {
    this.probe = probe;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/health/live", (_, response) -> up(response)).get("/health/ready", this::ready);
  }

  /// From now on not ready, so that whoever balances the load goes elsewhere.
  void stopping() {
    stopping = true;
  }

  private void ready(ServerRequest request, ServerResponse response) {
    if (stopping) {
      Reply.unavailable(response, Duration.ofSeconds(5), "stopping");
      return;
    }
    try {
      probe.run();
    } catch (StoreFault e) {
      LOG.log(System.Logger.Level.WARNING, "event=not-ready", e);
      Reply.unavailable(response, Duration.ofSeconds(5), "the database cannot be written");
      return;
    }
    up(response);
  }

  private static void up(ServerResponse response) {
    Reply.json(response, Status.OK_200, Map.of("status", "up"));
  }
}
