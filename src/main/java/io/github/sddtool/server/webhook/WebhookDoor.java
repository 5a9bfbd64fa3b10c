package io.github.sddtool.server.webhook;

import io.github.sddtool.fault.StoreFault;
import io.github.sddtool.forge.Admission;
import io.github.sddtool.forge.Delivery;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.forge.WebhookRequest;
import io.github.sddtool.pipeline.Intake;
import io.github.sddtool.pipeline.PipelineMetrics;
import io.github.sddtool.pipeline.delivery.DeliveryRef;
import io.github.sddtool.pipeline.delivery.Kept;
import io.github.sddtool.server.Door;
import io.github.sddtool.server.HttpServer;
import io.github.sddtool.server.Reply;
import io.github.sddtool.source.Bytes;
import io.helidon.http.Header;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

// @spec app/webhooks#REQ-HOOK-004
/// `POST /webhooks/{forge}`: verified over the raw bytes, kept, and only then acknowledged. What it
/// means is worked out afterwards.
public final class WebhookDoor implements Door {
  private static final System.Logger LOG = System.getLogger(WebhookDoor.class.getName());
  private static final Duration COME_AGAIN = Duration.ofSeconds(30);
  private static final Duration WAIT_FOR_ROOM = Duration.ofSeconds(5);

  private final Map<String, Forge> forges;
  private final Intake intake;
  private final PipelineMetrics metrics;
  private final Clock clock;
  private final BodyBudget budget;

  public WebhookDoor(
      Map<String, Forge> forges, Intake intake, PipelineMetrics metrics, Clock clock) {
    this.forges = Map.copyOf(forges);
    this.intake = intake;
    this.metrics = metrics;
    this.clock = clock;
    // A body is held some three times over while it is verified and kept.
    long room = Runtime.getRuntime().maxMemory() / 6;
    this.budget = new BodyBudget(Math.max(room, 2L * HttpServer.LARGEST_BODY_BYTES), WAIT_FOR_ROOM);
  }

  @Override
  public void routing(HttpRules rules) {
    rules.post("/webhooks/{forge}", this::receive);
  }

  private void receive(ServerRequest request, ServerResponse response) {
    Forge forge = forges.get(request.path().pathParameters().get("forge"));
    if (forge == null) {
      Reply.error(response, Status.NOT_FOUND_404, "no forge has this name");
      return;
    }
    if (!intake.hasRoom()) {
      metrics.delivery(forge.id(), "full");
      Reply.unavailable(response, COME_AGAIN, "too much waits to be done; send it again later");
      return;
    }
    long most = HttpServer.LARGEST_BODY_BYTES;
    long size = Math.clamp(request.headers().contentLength().orElse(most), 0, most);
    if (!budget.take(size)) {
      metrics.delivery(forge.id(), "unavailable");
      Reply.unavailable(response, COME_AGAIN, "too many large bodies at once");
      return;
    }
    try {
      admit(forge, webhook(request), response);
    } finally {
      budget.giveBack(size);
    }
  }

  private static WebhookRequest webhook(ServerRequest request) {
    var headers = new HashMap<String, String>();
    for (Header header : request.headers()) {
      headers.putIfAbsent(header.headerName().lowerCase(), header.get());
    }
    byte[] body = request.content().hasEntity() ? request.content().as(byte[].class) : new byte[0];
    return new WebhookRequest(headers, Bytes.of(body));
  }

  private void admit(Forge forge, WebhookRequest webhook, ServerResponse response) {
    switch (forge.admit(webhook, clock.instant())) {
      case Admission.Admitted(Delivery delivery) -> keep(delivery, response);
      case Admission.Unauthentic(String reason) ->
          refuse(forge, "unauthentic", Status.UNAUTHORIZED_401, reason, response);
      case Admission.Malformed(String reason) ->
          refuse(forge, "malformed", Status.BAD_REQUEST_400, reason, response);
    }
  }

  private void refuse(
      Forge forge, String outcome, Status status, String reason, ServerResponse response) {
    metrics.delivery(forge.id(), outcome);
    LOG.log(
        System.Logger.Level.INFO, "event=webhook-refused forge={0} as={1}", forge.id(), outcome);
    Reply.error(response, status, reason);
  }

  private void keep(Delivery delivery, ServerResponse response) {
    Kept kept;
    try {
      kept = intake.accept(delivery);
    } catch (StoreFault e) {
      metrics.delivery(delivery.forge(), "unavailable");
      LOG.log(
          System.Logger.Level.ERROR,
          "event=delivery-not-kept delivery=" + DeliveryRef.of(delivery),
          e);
      Reply.unavailable(response, COME_AGAIN, "the delivery could not be kept; send it again");
      return;
    }
    metrics.delivery(delivery.forge(), word(kept));
    // A new one is told of when it is planned, in a moment.
    LOG.log(
        kept == Kept.NEW ? System.Logger.Level.DEBUG : System.Logger.Level.INFO,
        "event=delivery-kept delivery={0} kind={1} bytes={2} as={3}",
        DeliveryRef.of(delivery),
        delivery.event(),
        Integer.toString(delivery.body().size()),
        word(kept));
    Reply.json(
        response, Status.ACCEPTED_202, Map.of("delivery", delivery.id(), "kept", word(kept)));
  }

  private static String word(Kept kept) {
    return switch (kept) {
      case NEW -> "new";
      case KNOWN -> "known";
      case FAILED_BEFORE -> "again";
    };
  }
}
