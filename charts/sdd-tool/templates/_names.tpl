{{/* Names, labels and images. */}}

{{- define "sdd.name" -}}
{{- .Values.sdd.nameOverride | default .Chart.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* Short enough for everything that is hung onto it. */}}
{{- define "sdd.fullname" -}}
{{- $name := include "sdd.name" . -}}
{{- if .Values.sdd.fullnameOverride -}}
{{- .Values.sdd.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "sdd.postgresql.fullname" -}}
{{ include "sdd.fullname" . }}-postgresql
{{- end -}}

{{- define "sdd.serviceAccount" -}}
{{- if .Values.sdd.serviceAccount.create -}}
{{- .Values.sdd.serviceAccount.name | default (include "sdd.fullname" .) -}}
{{- else -}}
{{- .Values.sdd.serviceAccount.name | default "default" -}}
{{- end -}}
{{- end -}}

{{/* What selects the pods of a component. Takes the root and the component's name. */}}
{{- define "sdd.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: {{ include "sdd.name" $root }}
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{- define "sdd.labels" -}}
{{- $root := index . 0 -}}
{{ include "sdd.selector" . }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* Takes the image's values and the tag where they have none. */}}
{{- define "sdd.image" -}}
{{- $image := index . 0 -}}
{{- printf "%s:%s" $image.repository ($image.tag | default (index . 1)) -}}
{{- with $image.digest }}@{{ . }}{{ end -}}
{{- end -}}

{{/* The standard "restricted" of pod security. Takes the number of user and group. */}}
{{- define "sdd.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "sdd.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop:
    - ALL
{{- end -}}
