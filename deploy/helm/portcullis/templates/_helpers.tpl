{{/* SPDX-License-Identifier: Apache-2.0 */}}
{{- define "portcullis.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- define "portcullis.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains (include "portcullis.name" .) .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "portcullis.name" .) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "portcullis.selectorLabels" -}}
app.kubernetes.io/name: {{ include "portcullis.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "portcullis.labels" -}}
{{ include "portcullis.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "portcullis.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "portcullis.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "portcullis.publicUrl" -}}
{{- if .Values.publicUrl -}}
{{- .Values.publicUrl | trimSuffix "/" -}}
{{- else -}}
{{- printf "%s://%s" (ternary "https" "http" .Values.ingress.tls.enabled) .Values.ingress.host -}}
{{- end -}}
{{- end -}}

{{/* The URL of a service within the cluster; called with a dict of root and name. */}}
{{- define "portcullis.serviceUrl" -}}
{{- printf "http://%s-%s:8080" (include "portcullis.fullname" .root) .name -}}
{{- end -}}

{{/* One environment variable that a Secret holds; called with a dict of name, secret and key. */}}
{{- define "portcullis.secretEnv" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ .secret }}
      key: {{ .key }}
{{- end -}}

{{/* The environment variable's name for a secret of a GitLab instance; called with a dict of instance and kind. */}}
{{- define "portcullis.gitlabEnv" -}}
{{- printf "GITLAB_%s_%s" (.instance | upper | replace "-" "_") .kind -}}
{{- end -}}

{{/* The environment variable's name for the client secret of one more OpenID Connect provider; called with its instance. */}}
{{- define "portcullis.oidcEnv" -}}
{{- printf "OIDC_%s_CLIENT_SECRET" (. | upper | replace "-" "_") -}}
{{- end -}}
