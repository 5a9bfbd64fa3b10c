{{/* The server's pod, the same in a Deployment and in a StatefulSet. */}}
{{- define "sdd.pod" -}}
{{- $sdd := .Values.sdd -}}
metadata:
  labels:
    {{- with $sdd.server.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
    {{- include "sdd.labels" (list . "server") | nindent 4 }}
  annotations:
    {{- with $sdd.server.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
    checksum/settings: {{ include "sdd.settings" . | sha256sum }}
spec:
  serviceAccountName: {{ include "sdd.serviceAccount" . }}
  automountServiceAccountToken: {{ eq $sdd.runner.mode "kubernetes" }}
  # Variables of services would be taken for settings: a service named sdd-server has SDD_SERVER_PORT.
  enableServiceLinks: false
  terminationGracePeriodSeconds: 40
  securityContext:
    {{- include "sdd.podSecurity" 10001 | nindent 4 }}
  {{- with $sdd.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . | quote }}
    {{- end }}
  {{- end }}
  {{- with $sdd.server.priorityClassName }}
  priorityClassName: {{ . | quote }}
  {{- end }}
  {{- with $sdd.server.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $sdd.server.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $sdd.server.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- if $sdd.server.topologySpreadConstraints }}
  topologySpreadConstraints:
    {{- toYaml $sdd.server.topologySpreadConstraints | nindent 4 }}
  {{- else if gt (int (include "sdd.most" .)) 1 }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "sdd.selector" (list . "server") | nindent 10 }}
  {{- end }}
  containers:
    - name: server
      image: {{ include "sdd.image" (list $sdd.image .Chart.AppVersion) | quote }}
      imagePullPolicy: {{ $sdd.image.pullPolicy }}
      args:
        - --settings
        - /etc/sdd/sdd.yaml
      env:
        # Also here, because a variable of the image would win over the file.
        - name: SDD_SERVER_PORT
          value: {{ $sdd.server.port | int | quote }}
        - name: SDD_DATA
          value: /data
        {{- if eq $sdd.runner.mode "kubernetes" }}
        # Whose Jobs they are, with whom they are deleted, and where their pods find the server.
        {{- range $name, $field := dict "SDD_POD_IP" "status.podIP" "SDD_POD_NAME" "metadata.name" "SDD_POD_UID" "metadata.uid" }}
        - name: {{ $name }}
          valueFrom:
            fieldRef:
              fieldPath: {{ $field }}
        {{- end }}
        {{- end }}
        {{- with $sdd.server.extraEnv }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      ports:
        - name: http
          containerPort: {{ $sdd.server.port | int }}
          protocol: TCP
      startupProbe:
        httpGet:
          path: /health/live
          port: http
        periodSeconds: 2
        timeoutSeconds: 2
        failureThreshold: 90
      livenessProbe:
        httpGet:
          path: /health/live
          port: http
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 3
      readinessProbe:
        httpGet:
          path: /health/ready
          port: http
        periodSeconds: 5
        timeoutSeconds: 5
        failureThreshold: 2
      {{- if semverCompare ">=1.30.0-0" .Capabilities.KubeVersion.Version }}
      # Until nobody sends requests here any longer; the image has no shell to wait in.
      lifecycle:
        preStop:
          sleep:
            seconds: 5
      {{- end }}
      {{- with $sdd.server.resources }}
      resources:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      securityContext:
        {{- include "sdd.containerSecurity" . | nindent 8 }}
      volumeMounts:
        - name: settings
          mountPath: /etc/sdd
          readOnly: true
        - name: data
          mountPath: /data
        - name: tmp
          mountPath: /tmp
        {{- range $name := keys $sdd.secrets | sortAlpha }}
        - name: secret-{{ $name }}
          mountPath: /run/secrets/{{ $name }}
          readOnly: true
        {{- end }}
        {{- if include "sdd.database.secret" . }}
        - name: database
          mountPath: /run/secrets/database
          readOnly: true
        {{- end }}
  volumes:
    - name: settings
      configMap:
        name: {{ include "sdd.fullname" . }}
    - name: tmp
      emptyDir:
        sizeLimit: 1Gi
    - name: data
      {{- if include "sdd.onPostgresql" . }}
      emptyDir:
        sizeLimit: {{ $sdd.data.size }}
      {{- else }}
      persistentVolumeClaim:
        claimName: {{ $sdd.data.existingClaim | default (printf "%s-data" (include "sdd.fullname" .)) | quote }}
      {{- end }}
    {{- range $name := keys $sdd.secrets | sortAlpha }}
    {{- $source := index $sdd.secrets $name }}
    - name: secret-{{ $name }}
      {{- if $source.secretName }}
      secret:
        secretName: {{ $source.secretName | quote }}
        defaultMode: 288 # 0440
      {{- else }}
      configMap:
        name: {{ $source.configMapName | quote }}
      {{- end }}
    {{- end }}
    {{- with include "sdd.database.secret" . | fromYaml }}
    - name: database
      secret:
        secretName: {{ .name | quote }}
        defaultMode: 288 # 0440
        items:
          - key: {{ .key | quote }}
            path: password
    {{- end }}
{{- end -}}

{{/* Where the database's password is, if there is one: name and key. */}}
{{- define "sdd.database.secret" -}}
{{- if .Values.sdd.postgresql.enabled -}}
name: {{ .Values.sdd.postgresql.existingSecret | default (include "sdd.postgresql.fullname" .) | quote }}
key: {{ ternary .Values.sdd.postgresql.passwordKey "password" (ne .Values.sdd.postgresql.existingSecret "") | quote }}
{{- else if .Values.sdd.database.existingSecret -}}
name: {{ .Values.sdd.database.existingSecret | quote }}
key: {{ .Values.sdd.database.passwordKey | quote }}
{{- end -}}
{{- end -}}
