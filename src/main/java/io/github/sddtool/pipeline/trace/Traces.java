package io.github.sddtool.pipeline.trace;

import io.github.sddtool.forge.Traffic;
import io.github.sddtool.pipeline.delivery.DeliveryRef;
import io.github.sddtool.pipeline.queue.Claimed;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

// @spec app/traces#REQ-TRC-001
/// Tells a collector of traces, in OpenTelemetry's protocol, what was done and how long it took. A
/// delivery is a trace: from its arrival until it was planned, the jobs that came of it in
/// whichever process, their stages, and every call to a forge. A collector that is away costs
/// nothing but the spans.
public final class Traces implements AutoCloseable {
  private static final String NAME = "io.github.sddtool";
  private static final int FIRST_FAILURE = 400;

  /// What is left is sent within it when the server stops.
  private static final Duration LAST = Duration.ofSeconds(2);

  private final Tracer tracer;
  private final Optional<OpenTelemetrySdk> sdk;

  private Traces(Tracer tracer, Optional<OpenTelemetrySdk> sdk) {
    this.tracer = tracer;
    this.sdk = sdk;
  }

  /// Tells nobody.
  public static Traces none() {
    return new Traces(OpenTelemetry.noop().getTracer(NAME), Optional.empty());
  }

  /// Tells a collector. Whatever else can be set is set by the variables that OpenTelemetry names,
  /// such as `OTEL_EXPORTER_OTLP_HEADERS`, and these come first.
  ///
  /// @param endpoint of the collector, for example `http://collector:4318`
  /// @param version of this program
  public static Traces to(URI endpoint, String version) {
    var usual =
        Map.of(
            "otel.exporter.otlp.endpoint", endpoint.toString(),
            "otel.exporter.otlp.protocol", "http/protobuf",
            "otel.service.name", "sdd",
            "otel.resource.attributes", "service.version=" + version,
            // Of a trace either everything is told or nothing, whichever process does it.
            "otel.traces.sampler", "always_on",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none",
            "otel.propagators", "none");
    OpenTelemetrySdk sdk =
        AutoConfiguredOpenTelemetrySdk.builder()
            .addPropertiesSupplier(() -> usual)
            .addTracerProviderCustomizer((provider, _) -> provider.setIdGenerator(new TraceIds()))
            // Whoever owns the object graph stops it in order.
            .disableShutdownHook()
            .build()
            .getOpenTelemetrySdk();
    return new Traces(sdk.getTracer(NAME, version), Optional.of(sdk));
  }

  /// A delivery that is settled.
  ///
  /// @param latency from what happened on the forge until the delivery was here, where it is known
  public void delivery(
      DeliveryRef delivery,
      String kind,
      Instant received,
      Instant settled,
      String outcome,
      Optional<Duration> latency) {
    if (sdk.isEmpty()) {
      return;
    }
    SpanBuilder builder =
        tracer
            .spanBuilder("delivery")
            .setNoParent()
            .setSpanKind(SpanKind.SERVER)
            .setStartTimestamp(received)
            .setAttribute("sdd.forge", delivery.forge())
            .setAttribute("sdd.delivery", delivery.id())
            .setAttribute("sdd.kind", kind)
            .setAttribute("sdd.outcome", outcome);
    latency.ifPresent(time -> builder.setAttribute("sdd.forge_latency_ms", time.toMillis()));
    TraceIds.given(TraceIds.Root.of(delivery), builder::startSpan).end(settled);
  }

  /// Does an attempt of a job on this thread.
  ///
  /// @param work gives how it ended, in the log's words
  public String attempt(Claimed claimed, Supplier<String> work) {
    Span span = begun(claimed);
    try (Scope _ = span.makeCurrent()) {
      String outcome = work.get();
      span.setAttribute("sdd.outcome", outcome);
      if (!outcome.equals("done") && !outcome.equals("overtaken")) {
        span.setStatus(StatusCode.ERROR, outcome);
      }
      return outcome;
    } finally {
      span.end();
    }
  }

  private Span begun(Claimed claimed) {
    SpanBuilder builder =
        tracer
            .spanBuilder("job " + claimed.job().getClass().getSimpleName())
            .setSpanKind(SpanKind.CONSUMER)
            .setAttribute("sdd.job", claimed.id())
            .setAttribute("sdd.key", claimed.job().key())
            .setAttribute("sdd.repo", claimed.job().repo().toString())
            .setAttribute("sdd.attempt", claimed.attempt());
    claimed
        .delivery()
        .filter(_ -> sdk.isPresent())
        .ifPresentOrElse(
            delivery -> builder.setParent(under(TraceIds.Root.of(delivery))), builder::setNoParent);
    return builder.startSpan();
  }

  private static Context under(TraceIds.Root root) {
    return Context.root()
        .with(
            Span.wrap(
                SpanContext.createFromRemoteParent(
                    root.trace(), root.span(), TraceFlags.getSampled(), TraceState.getDefault())));
  }

  /// A stage of the job that runs on this thread is over.
  public void stage(String stage, Duration took) {
    over(tracer.spanBuilder(stage), took);
  }

  /// A call that was made on this thread is over.
  public void call(Traffic.Call call) {
    SpanBuilder builder =
        tracer
            .spanBuilder(call.method() + " " + call.forge())
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("http.request.method", call.method())
            .setAttribute("url.path", call.path());
    if (call.status() != 0) {
      builder.setAttribute("http.response.status_code", call.status());
    }
    if (call.status() == 0 || call.status() >= FIRST_FAILURE) {
      builder.setAttribute("error.type", call.status() == 0 ? "unanswered" : "" + call.status());
    }
    over(builder, call.took());
  }

  private void over(SpanBuilder builder, Duration took) {
    // What belongs to no job is not told.
    if (sdk.isEmpty() || !Span.current().getSpanContext().isValid()) {
      return;
    }
    Instant now = Instant.now();
    builder.setStartTimestamp(now.minus(took)).startSpan().end(now);
  }

  /// Sends what is left.
  @Override
  public void close() {
    sdk.ifPresent(open ->
        open.getSdkTracerProvider().shutdown().join(LAST.toMillis(), TimeUnit.MILLISECONDS));
  }
}
