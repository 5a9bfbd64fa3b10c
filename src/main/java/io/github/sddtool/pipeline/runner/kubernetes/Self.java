package io.github.sddtool.pipeline.runner.kubernetes;

import io.github.sddtool.fault.UserFault;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/// The server, as its cluster knows it.
///
/// @param instance the name of its pod, or else of its machine: by it the Jobs are known that are
///   its own
/// @param uid its pod's; with it the cluster deletes the Jobs of a pod that is gone
/// @param address where pods reach it
public record Self(String instance, Optional<String> uid, URI address) {

  /// From what the pod was told of itself.
  ///
  /// @param variable the process's variables
  /// @param callback the address, where the operator says it
  /// @param port where the server listens
  /// @throws UserFault when there is no address
  public static Self of(
      Function<String, Optional<String>> variable, Optional<URI> callback, int port) {
    String instance =
        variable.apply("SDD_POD_NAME").or(() -> variable.apply("HOSTNAME")).orElse("sdd");
    URI address =
        callback
            .or(() -> variable.apply("SDD_POD_IP").map(ip -> at(ip, port)))
            .orElseThrow(() ->
                UserFault.usage(
                    "runner.kubernetes.callback is missing: the pods that assess changes fetch them"
                        + " from here, by this address or that of the variable SDD_POD_IP."));
    return new Self(instance, variable.apply("SDD_POD_UID"), address);
  }

  private static URI at(String ip, int port) {
    return URI.create("http://" + (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + port);
  }
}
