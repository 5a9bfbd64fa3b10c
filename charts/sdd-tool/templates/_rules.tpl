{{/* What does not go together is refused, with the value, the rule and the choices. */}}

{{/* Whether PostgreSQL is used, its own or another: "yes" or nothing. */}}
{{- define "sdd.onPostgresql" -}}
{{- if or .Values.sdd.postgresql.enabled .Values.sdd.database.url }}yes{{ end -}}
{{- end -}}

{{/* How many servers there may be at once. */}}
{{- define "sdd.most" -}}
{{- if .Values.sdd.autoscaling.enabled -}}
{{ .Values.sdd.autoscaling.maxReplicas | int }}
{{- else -}}
{{ .Values.sdd.server.replicas | int }}
{{- end -}}
{{- end -}}

{{- define "sdd.rules" -}}
{{- $sdd := .Values.sdd -}}
{{- $choices := "choose one server (sdd.server.replicas: 1, sdd.autoscaling.enabled: false), the chart's PostgreSQL (sdd.postgresql.enabled: true) or another (sdd.database.url)" -}}
{{- if not (include "sdd.onPostgresql" .) -}}
  {{- if gt (int $sdd.server.replicas) 1 -}}
    {{- fail (printf "sdd.server.replicas is %d, but SQLite serves one server only: %s." (int $sdd.server.replicas) $choices) -}}
  {{- end -}}
  {{- if $sdd.autoscaling.enabled -}}
    {{- fail (printf "sdd.autoscaling.enabled is true, but SQLite serves one server only: %s." $choices) -}}
  {{- end -}}
  {{- range $key := list "user" "existingSecret" -}}
    {{- with index $sdd.database $key -}}
      {{- fail (printf "sdd.database.%s is '%s', but no database is named: set sdd.database.url too, or leave both out for SQLite." $key .) -}}
    {{- end -}}
  {{- end -}}
{{- end -}}
{{- if $sdd.postgresql.enabled -}}
  {{- range $key := list "url" "user" "existingSecret" -}}
    {{- if index $sdd.database $key -}}
      {{- fail (printf "sdd.database.%s is set and sdd.postgresql.enabled is true, but there is one database: set sdd.postgresql.enabled: false to use another PostgreSQL, or leave sdd.database out to use the chart's." $key) -}}
    {{- end -}}
  {{- end -}}
{{- end -}}
{{- /* Not repeated below: it may hold a password. */ -}}
{{- if and $sdd.database.url (not (regexMatch "^jdbc:postgresql://[^/?#]+/[^/?#]+([?].*)?$" $sdd.database.url)) -}}
  {{- fail "sdd.database.url must be an address such as jdbc:postgresql://host:5432/name; leave it out for SQLite, or for the chart's PostgreSQL." -}}
{{- end -}}
{{- if regexMatch "(://[^/]*@|[?&](user|password|sslpassword)=)" $sdd.database.url -}}
  {{- fail "sdd.database.url holds a user or a password, but a ConfigMap is no place for one: use sdd.database.user and sdd.database.existingSecret." -}}
{{- end -}}
{{- if $sdd.autoscaling.enabled -}}
  {{- if gt (int $sdd.autoscaling.minReplicas) (int $sdd.autoscaling.maxReplicas) -}}
    {{- fail (printf "sdd.autoscaling.minReplicas is %d, but must not be more than maxReplicas, %d." (int $sdd.autoscaling.minReplicas) (int $sdd.autoscaling.maxReplicas)) -}}
  {{- end -}}
  {{- if not (dig "requests" "cpu" "" ($sdd.server.resources | default dict)) -}}
    {{- fail "sdd.autoscaling.enabled is true, but sdd.server.resources.requests.cpu is missing: what is used is measured against it." -}}
  {{- end -}}
{{- end -}}
{{- if and $sdd.ingress.enabled (not $sdd.ingress.host) -}}
  {{- fail "sdd.ingress.host is missing, but sdd.ingress.enabled is true: name the host under which the forge reaches the server, such as sdd.example.com." -}}
{{- end -}}
{{- if and $sdd.ingress.setup (gt (int (include "sdd.most" .)) 1) -}}
  {{- fail (printf "sdd.ingress.setup is true, but there may be %s servers, and each has a setup code of its own: register the App with sdd.server.replicas: 1." (include "sdd.most" .)) -}}
{{- end -}}
{{- if and (include "sdd.runner.callback" .) (gt (int (include "sdd.most" .)) 1) -}}
  {{- fail (printf "sdd.settings.runner.kubernetes.callback is one address, but there may be %s servers, and each is asked for what it judges: leave it out." (include "sdd.most" .)) -}}
{{- end -}}
{{- include "sdd.rules.settings" . -}}
{{- include "sdd.rules.secrets" . -}}
{{- range $sdd.server.extraEnv -}}
  {{- if has .name (list "SDD_SERVER_PORT" "SDD_DATA" "SDD_DATABASE_URL" "SDD_DATABASE_USER" "SDD_DATABASE_PASSWORD_FILE" "SDD_RUNNER_MODE" "SDD_POD_IP" "SDD_POD_NAME" "SDD_POD_UID") -}}
    {{- fail (printf "sdd.server.extraEnv sets %s, which the chart decides: use sdd.server.port, sdd.data, sdd.database, sdd.postgresql or sdd.runner." .name) -}}
  {{- end -}}
{{- end -}}
{{- end -}}

{{- define "sdd.rules.settings" -}}
{{- $settings := .Values.sdd.settings -}}
{{- $elsewhere := dict
      "server.port" "sdd.server.port"
      "data" "sdd.data, which is mounted at /data"
      "database" "sdd.database or sdd.postgresql"
      "runner.mode" "sdd.runner.mode" -}}
{{- range $key, $instead := $elsewhere -}}
  {{- $parts := splitList "." $key -}}
  {{- $within := $settings -}}
  {{- if eq (len $parts) 2 -}}
    {{- $within = index $settings (first $parts) -}}
  {{- end -}}
  {{- if and (kindIs "map" $within) (hasKey ($within | default dict) (last $parts)) -}}
    {{- fail (printf "sdd.settings.%s is set, but the chart writes it: use %s." $key $instead) -}}
  {{- end -}}
{{- end -}}
{{- if contains "@" (dig "network" "proxy" "" $settings | toString) -}}
  {{- fail "sdd.settings.network.proxy holds a login, but a ConfigMap is no place for one: use network.proxy_login_file and sdd.secrets." -}}
{{- end -}}
{{- end -}}

{{- define "sdd.rules.secrets" -}}
{{- $secrets := .Values.sdd.secrets -}}
{{- if hasKey $secrets "database" -}}
  {{- fail "sdd.secrets.database is set, but that folder holds the database's password: choose another name." -}}
{{- end -}}
{{- range regexFindAll "/run/secrets/[^/\\s\"',\\]]+" (toYaml .Values.sdd.settings) -1 -}}
  {{- $name := trimPrefix "/run/secrets/" . -}}
  {{- if not (hasKey $secrets $name) -}}
    {{- fail (printf "sdd.settings names a file in %s, but sdd.secrets has no '%s'; it has: %s." . $name (keys $secrets | sortAlpha | join ", " | default "nothing")) -}}
  {{- end -}}
{{- end -}}
{{- end -}}
