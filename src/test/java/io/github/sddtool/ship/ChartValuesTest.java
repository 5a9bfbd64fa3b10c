package io.github.sddtool.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which values the chart takes, and what it says of others.
class ChartValuesTest {
  // @spec app/installing#REQ-INST-001
  @Test
  void theChartHasTheVersionOfTheProduct() throws IOException {
    assertThat(yaml("Chart.yaml"))
        .extracting("version", "appVersion")
        .containsExactly(Product.version(), Product.version());
  }

  // @spec app/installing#REQ-INST-004
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sdd.server.replicas|2|sdd.server.replicas is 2, but SQLite serves one server only",
        "sdd.server.replicas|3|sdd.postgresql.enabled: true",
        "sdd.autoscaling.enabled|true|sdd.autoscaling.enabled is true, but SQLite serves one",
      })
  void twoServersOnSqliteAreRefusedWithTheChoices(String key, String value, String said) {
    refused(key, value, said);
    refused(key, value, "sdd.database.url");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replicas|sdd.database.url|jdbc:postgresql://db/sdd|there is one database",
        "replicas|sdd.database.existingSecret|db|there is one database",
        "replicas|sdd.ingress.setup|true|there may be 3 servers",
        "replicas|sdd.secrets.database.secretName|db|sdd.secrets.database",
        "replicas|sdd.settings.runner.kubernetes.callback|http://sdd|there may be 3 servers",
        "autoscaling|sdd.autoscaling.minReplicas|9|must not be more than maxReplicas, 8",
        "autoscaling|sdd.server.resources.requests.cpu|null|requests.cpu is missing",
        "autoscaling|sdd.database.url|jdbc:postgresql://u:geheim@db/sdd|sdd.database.user",
        "autoscaling|sdd.database.url|jdbc:postgresql://db/sdd?password=geheim|existingSecret",
        "autoscaling|sdd.database.url|postgres://u:geheim@db/sdd|jdbc:postgresql://host:5432",
        "defaults|sdd.database.user|sdd|set sdd.database.url too",
        "defaults|sdd.ingress.enabled|true|sdd.ingress.host is missing",
        "defaults|sdd.settings.server.port|3001|use sdd.server.port",
        "defaults|sdd.settings.data|/var|use sdd.data",
        "defaults|sdd.settings.database.url|jdbc:x|use sdd.database or sdd.postgresql",
        "defaults|sdd.settings.runner.mode|kubernetes|use sdd.runner.mode",
        "defaults|sdd.settings.network.proxy|http://u:geheim@proxy|network.proxy_login_file",
        "defaults|sdd.settings.server.api_token_file|/run/secrets/api/token|has no 'api'",
        "sqlite|sdd.settings.network.ca_file|/run/secrets/ca/ca.crt|it has: api, github",
        "scheduling|sdd.server.extraEnv[0].name|SDD_SERVER_PORT|use sdd.server.port",
        "scheduling|sdd.server.extraEnv[0].name|SDD_RUNNER_MODE|or sdd.runner",
      })
  void whatDoesNotGoTogetherIsRefusedAndTheWayOutNamed(
      String values, String key, String value, String said) {
    assertThatThrownBy(() -> Chart.with(values, Map.of(key, value)))
        .hasMessageContaining(said)
        .hasMessageNotContaining("geheim");
  }

  // @spec app/installing#REQ-INST-001
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sdd.server.replica|2|'/sdd/server': additional properties 'replica'",
        "sdd.replicas|2|'/sdd': additional properties 'replicas'",
        "postgresql.enabled|true|additional properties 'postgresql'",
        "sdd.server.replicas|many|'/sdd/server/replicas': got string, want integer",
        "sdd.server.replicas|-1|'/sdd/server/replicas': minimum",
        "sdd.server.port|80|'/sdd/server/port': minimum",
        "sdd.server.resources.limit.cpu|1|'/sdd/server/resources': additional properties 'limit'",
        "sdd.server.resources.limits.cpu|much|'/sdd/server/resources/limits/cpu'",
        "sdd.image.pullPolicy|always|'Always', 'IfNotPresent', 'Never'",
        "sdd.image.digest|sha256:12|'/sdd/image/digest'",
        "sdd.service.type|ExternalName|'ClusterIP', 'NodePort', 'LoadBalancer'",
        "sdd.runner.mode|docker|'in-process', 'kubernetes'",
        // There is nothing in a pod to run containers with.
        "sdd.runner.mode|container|'in-process', 'kubernetes'",
        "sdd.runner.tolerations[0].seconds|3|additional properties 'seconds'",
        "sdd.data.accessMode|ReadWriteMany|'ReadWriteOnce', 'ReadWriteOncePod'",
        "sdd.data.size|30GB|'/sdd/data/size'",
        "sdd.ingress.host|https://sdd.example.com|'/sdd/ingress/host'",
        "sdd.ingress.tls|sdd-tls|'/sdd/ingress/tls': got string, want boolean",
        "sdd.postgresql.user|a;b|'/sdd/postgresql/user'",
        "sdd.secrets.GitHub.secretName|x|additional properties 'GitHub'",
        "sdd.secrets.github.value|geheim|'/sdd/secrets/github': additional properties 'value'",
        "sdd.metrics.serviceMonitor.interval|often|'/sdd/metrics/serviceMonitor/interval'",
        "sdd.settings.forges|github|'/sdd/settings/forges': got string, want array",
      })
  void aWrongValueIsRefusedByItsName(String key, String value, String said) {
    refused(key, value, said);
  }

  private static void refused(String key, String value, String said) {
    assertThatThrownBy(() -> Chart.with(Map.of(key, value))).hasMessageContaining(said);
  }

  @Test
  void theReaderOfManifestsIsStrictItself() {
    String pod = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\n";
    assertThat(Manifest.read(pod + "data: {a: b}\n").objects()).hasSize(1);
    assertThatThrownBy(() -> Manifest.read(pod + "dta: {a: b}\n")).hasMessageContaining("dta");
    assertThatThrownBy(() -> Manifest.read(pod + "data: {a: 1}\n")).hasMessageContaining("String");
    assertThatThrownBy(() -> Manifest.read(pod + "data: {a: b, a: c}\n"))
        .hasMessageContaining("duplicate key a");
    String job = "apiVersion: batch/v1\nkind: Job\n";
    assertThatThrownBy(() -> Manifest.read(job)).hasMessageContaining("batch/v1 Job");
    String deep =
        """
        apiVersion: apps/v1
        kind: Deployment
        spec: {template: {spec: {containers: [{name: a, ports: [{containerprt: 1}]}]}}}
        """;
    assertThatThrownBy(() -> Manifest.read(deep)).hasMessageContaining("containerprt");
    assertThatThrownBy(() -> Manifest.read(deep.replace("containerprt: 1", "containerPort: '1'")))
        .hasMessageContaining("Integer");
  }

  // @spec app/installing#REQ-INST-001
  @Test
  void everyValueIsCommentedCheckedAndDocumented() throws IOException {
    var values = new ArrayList<String>();
    collect(Yaml.within(yaml("values.yaml"), "sdd"), "sdd", values);
    var checked = new ArrayList<String>();
    var schema = Yaml.documents(read("values.schema.json")).getFirst();
    collectProperties(Yaml.within(Yaml.within(schema, "properties"), "sdd"), "sdd", checked);
    assertThat(checked).containsAll(values);
    assertThat(values)
        .containsAll(checked.stream().filter(key -> !key.matches("sdd[.]settings[.].*")).toList());

    String page = read("README.md");
    assertThat(values)
        .allSatisfy(key -> {
          var parts = List.of(key.split("[.]", -1));
          assertThat(page).contains("`sdd." + parts.get(1)).contains(parts.getLast());
        });
  }

  private static void collect(Map<?, ?> mapping, String within, List<String> keys) {
    mapping.forEach((key, value) -> {
      String name = within + "." + key;
      if (value instanceof Map<?, ?> deeper && !deeper.isEmpty() && !name.endsWith("resources")) {
        collect(deeper, name, keys);
      } else {
        keys.add(name);
      }
    });
  }

  private static void collectProperties(Map<?, ?> schema, String within, List<String> keys) {
    Yaml.within(schema, "properties")
        .forEach((key, value) -> {
          String name = within + "." + key;
          if (((Map<?, ?>) value).containsKey("properties") && !name.equals("sdd.settings")) {
            collectProperties((Map<?, ?>) value, name, keys);
          } else {
            keys.add(name);
          }
        });
  }

  private static Map<?, ?> yaml(String file) throws IOException {
    return Yaml.documents(read(file)).getFirst();
  }

  private static String read(String file) throws IOException {
    return Files.readString(Chart.FOLDER.resolve(file));
  }
}
