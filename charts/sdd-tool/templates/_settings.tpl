{{/* sdd.yaml: what sdd.settings says, and what follows from the other values. */}}
{{- define "sdd.settings" -}}
{{- $sdd := .Values.sdd -}}
{{- $settings := deepCopy $sdd.settings -}}
{{- $server := $settings.server | default dict -}}
{{- $_ := set $server "port" (int $sdd.server.port) -}}
{{- if and $sdd.ingress.enabled (not $server.public_url) -}}
  {{- $_ := set $server "public_url" (printf "%s://%s" (ternary "https" "http" $sdd.ingress.tls) $sdd.ingress.host) -}}
{{- end -}}
{{- $_ := set $settings "server" $server -}}
{{- $_ := set $settings "data" "/data" -}}
{{- if include "sdd.onPostgresql" . -}}
  {{- $_ := set $settings "database" (include "sdd.settings.database" . | fromYaml) -}}
{{- end -}}
{{- $runner := $settings.runner | default dict -}}
{{- if ne $sdd.runner.mode "in-process" -}}
  {{- $_ := set $runner "mode" $sdd.runner.mode -}}
  {{- $_ := set $runner "image" ($runner.image | default (include "sdd.image" (list $sdd.image .Chart.AppVersion))) -}}
  {{- $_ := set $runner "kubernetes" (include "sdd.settings.jobs" . | fromYaml | merge ($runner.kubernetes | default dict)) -}}
{{- end -}}
{{- if not (or (hasKey $runner "clones_mib") $sdd.data.existingClaim) -}}
  {{- $_ := set $runner "clones_mib" (div (mul 7 (include "sdd.data.mib" . | int)) 10) -}}
{{- end -}}
{{- if $runner -}}
  {{- $_ := set $settings "runner" $runner -}}
{{- end -}}
{{- include "sdd.settings.limits" (list $settings (include "sdd.most" . | int)) -}}
{{- toYaml $settings -}}
{{- end -}}

{{/* How Jobs are made: with the server's image, its login and its labels, unless the settings say otherwise. */}}
{{- define "sdd.settings.jobs" -}}
{{- $sdd := .Values.sdd -}}
pull_policy: {{ $sdd.image.pullPolicy }}
{{- with $sdd.image.pullSecrets }}
pull_secrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
labels:
  {{- include "sdd.selector" (list . "runner") | nindent 2 }}
{{- with $sdd.runner.priorityClassName }}
priority_class: {{ . | quote }}
{{- end }}
{{- with $sdd.runner.nodeSelector }}
node_selector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $sdd.runner.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* Where pods of Jobs reach the server, if not at its pod. */}}
{{- define "sdd.runner.callback" -}}
{{- dig "runner" "kubernetes" "callback" "" .Values.sdd.settings -}}
{{- end -}}

{{/* The port of an address. */}}
{{- define "sdd.port" -}}
{{- $url := urlParse . -}}
{{- regexFind "[0-9]+$" (regexFind ":[0-9]+$" $url.host) | default (ternary "80" "443" (eq $url.scheme "http")) -}}
{{- end -}}

{{- define "sdd.settings.database" -}}
{{- if .Values.sdd.postgresql.enabled }}
url: jdbc:postgresql://{{ include "sdd.postgresql.fullname" . }}:5432/{{ .Values.sdd.postgresql.database }}
user: {{ .Values.sdd.postgresql.user }}
password_file: /run/secrets/database/password
{{- else }}
url: {{ .Values.sdd.database.url | quote }}
{{- with .Values.sdd.database.user }}
user: {{ . | quote }}
{{- end }}
{{- if .Values.sdd.database.existingSecret }}
password_file: /run/secrets/database/password
{{- end }}
{{- end }}
{{- end -}}

{{/* What a forge lets an account write holds for all servers together, so each gets its share. */}}
{{- define "sdd.settings.limits" -}}
{{- $servers := index . 1 -}}
{{- if gt $servers 1 -}}
  {{- range $forge := (index . 0).forges -}}
    {{- $usual := dict "writes_per_minute" 80 "writes_per_hour" 500 -}}
    {{- if eq ($forge.type | default "github") "gitlab" -}}
      {{- $usual = dict "writes_per_minute" 300 -}}
    {{- end -}}
    {{- range $key, $most := $usual -}}
      {{- if not (hasKey $forge $key) -}}
        {{- $_ := set $forge $key (max 1 (div $most $servers)) -}}
      {{- end -}}
    {{- end -}}
  {{- end -}}
{{- end -}}
{{- end -}}

{{- define "sdd.data.mib" -}}
{{- $units := dict "Mi" 1 "Gi" 1024 "Ti" 1048576 -}}
{{- $size := .Values.sdd.data.size -}}
{{- mul (regexFind "^[0-9]+" $size | int) (index $units (regexFind "[A-Z]i$" $size)) -}}
{{- end -}}

{{/* The ports of the addresses that sdd.yaml names, as a list in JSON. */}}
{{- define "sdd.ports" -}}
{{- $settings := .Values.sdd.settings -}}
{{- $addresses := list (dig "network" "proxy" "" $settings) (dig "telemetry" "endpoint" "" $settings) -}}
{{- range $settings.forges -}}
  {{- $addresses = concat $addresses (list (.api | default "") (.web | default "")) -}}
{{- end -}}
{{- $ports := list 443 -}}
{{- range compact $addresses -}}
  {{- $ports = append $ports (include "sdd.port" (ternary . (printf "http://%s" .) (contains "://" .)) | int) -}}
{{- end -}}
{{- if eq .Values.sdd.runner.mode "kubernetes" -}}
  {{- $ports = append $ports 6443 -}}
{{- end -}}
{{- $ports | uniq | toJson -}}
{{- end -}}

{{/* The ports of the hosts in sdd.database.url, as a list in JSON. */}}
{{- define "sdd.database.ports" -}}
{{- $ports := list -}}
{{- range splitList "," (regexReplaceAll "^jdbc:postgresql://([^/?]*).*$" .Values.sdd.database.url "${1}") -}}
  {{- $ports = append $ports (regexFind "[0-9]+$" (regexFind ":[0-9]+$" .) | default "5432" | int) -}}
{{- end -}}
{{- $ports | uniq | toJson -}}
{{- end -}}
