package io.github.sddtool.pipeline.runner;

import io.github.sddtool.analysis.Progress;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.git.GitHistory;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;

// @spec app/runners#REQ-RUN-003
/// Assesses in this process, which remembers much of what it read before. Its memory is bounded by
/// what is remembered and by the size of what is read.
public final class InProcessRunner implements Runner {
  private final BiFunction<Change, Request, Report> assessor;
  private final Limits limits;

  public InProcessRunner(BiFunction<Change, Request, Report> assessor, Limits limits) {
    this.assessor = assessor;
    this.limits = limits;
  }

  @Override
  public Report assess(GitHistory clone, Change change, Request request) {
    var work =
        new FutureTask<>(() -> assessor.apply(change, request.withProgress(stopping(request))));
    Thread worker = Thread.ofVirtual().name("sdd-assess").start(work);
    try {
      return work.get(limits.time().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    } catch (TimeoutException e) {
      worker.interrupt();
      throw new SourceFault(BoxRunner.COULD_NOT + limits.late() + ".", e);
    } catch (InterruptedException e) {
      worker.interrupt();
      Thread.currentThread().interrupt();
      throw new CancellationException("told to stop while it was assessed");
    }
  }

  /// What nobody waits for any more ends with the file that is being read.
  private static Progress stopping(Request request) {
    return (done, all) -> {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("told to stop while it was assessed");
      }
      request.progress().read(done, all);
    };
  }
}
