package io.github.sddtool.app;

import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.Secret;
import io.github.sddtool.spec.yaml.YamlValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads how the server reaches others: `network` of the settings.
///
/// @param file that the settings stand in
/// @param network what the file says under `network`
record NetworkReader(SettingsFile file, YamlValue.Mapping network) {
  private static final int USUAL_PROXY_PORT = 3128;

  // @spec app/network#REQ-NET-004
  /// What the settings say, else the variables that every program knows.
  Network read() {
    file.allow(network, "network.", List.of("ca_file", "proxy", "proxy_login_file", "no_proxy"));
    Optional<Path> authorities =
        file.value(network, "ca_file", "NETWORK_CA_FILE")
            .map(file::path)
            .or(() -> file.environment().get("SSL_CERT_FILE").map(Path::of));
    Optional<String> proxy =
        file.value(network, "proxy", "NETWORK_PROXY")
            .or(() -> file.environment().either("HTTPS_PROXY"))
            .or(() -> file.environment().either("ALL_PROXY"));
    Optional<Network.Login> login =
        file.value(network, "proxy_login_file", "NETWORK_PROXY_LOGIN_FILE")
            .map(name -> login(file.secret(name, "network.proxy_login_file").reveal()));
    List<String> direct =
        file.environment()
            .get("SDD_NETWORK_NO_PROXY")
            .map(NetworkReader::listed)
            .or(() -> network.get("no_proxy").map(NetworkReader::listed))
            .or(() -> file.environment().either("NO_PROXY").map(NetworkReader::listed))
            .orElse(List.of());
    return new Network(authorities, proxy.map(address -> proxy(address, login)), direct);
  }

  private static List<String> listed(String hosts) {
    return Arrays.stream(hosts.split(",", -1)).map(String::strip).toList();
  }

  private static List<String> listed(YamlValue value) {
    return switch (value) {
      case YamlValue.Text(_, String hosts) -> listed(hosts);
      case YamlValue.Sequence(_, List<YamlValue> hosts) ->
          hosts.stream().flatMap(host -> listed(host).stream()).toList();
      case YamlValue _ -> List.of();
    };
  }

  private static Network.Proxy proxy(String address, Optional<Network.Login> login) {
    try {
      URI uri = new URI(address.contains("://") ? address : "http://" + address);
      if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
        int port = uri.getPort() < 0 ? USUAL_PROXY_PORT : uri.getPort();
        Optional<Network.Login> inline =
            Optional.ofNullable(uri.getUserInfo()).map(NetworkReader::login);
        return new Network.Proxy(uri.getHost(), port, login.or(() -> inline));
      }
    } catch (URISyntaxException e) {
      // said below, together with proxies of another kind; the address may hold a password
    }
    throw UserFault.usage("network.proxy must be an address such as http://proxy.example:3128.");
  }

  private static Network.Login login(String text) {
    int colon = text.indexOf(':');
    if (colon < 1) {
      throw UserFault.usage("network.proxy: the login must be written as user:password.");
    }
    return new Network.Login(text.substring(0, colon), Secret.of(text.substring(colon + 1)));
  }
}
