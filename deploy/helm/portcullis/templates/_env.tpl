{{/* SPDX-License-Identifier: Apache-2.0 */}}
{{/* The environment of one service: where its settings lie, and the secrets they refer to; called with a dict of root,
     name and service. */}}
{{- define "portcullis.env" -}}
{{- $root := .root -}}
{{- $postgresql := $root.Values.postgresql -}}
{{- $databaseSecret := .service.database.existingSecret | default $postgresql.existingSecret -}}
- name: SMALLRYE_CONFIG_LOCATIONS
  value: /etc/portcullis/application.properties
{{ include "portcullis.secretEnv" (dict "name" "DATABASE_USERNAME" "secret" $databaseSecret "key" $postgresql.usernameKey) }}
{{ include "portcullis.secretEnv" (dict "name" "DATABASE_PASSWORD" "secret" $databaseSecret "key" $postgresql.passwordKey) }}
{{- with $root.Values.kafka.saslJaasConfig }}
{{- if .existingSecret }}
{{ include "portcullis.secretEnv" (dict "name" "KAFKA_SASL_JAAS_CONFIG" "secret" .existingSecret "key" .key) }}
{{- end }}
{{- end }}
{{- if has .name (list "policy" "evaluation") }}
{{- range $root.Values.gitlab.instances }}
{{ include "portcullis.secretEnv" (dict "name" (include "portcullis.gitlabEnv" (dict "instance" .name "kind" "TOKEN")) "secret" .existingSecret "key" (.tokenKey | default "token")) }}
{{ include "portcullis.secretEnv" (dict "name" (include "portcullis.gitlabEnv" (dict "instance" .name "kind" "WEBHOOK_TOKEN")) "secret" .existingSecret "key" (.webhookTokenKey | default "webhook-token")) }}
{{- if .webhookSigningTokenKey }}
{{ include "portcullis.secretEnv" (dict "name" (include "portcullis.gitlabEnv" (dict "instance" .name "kind" "WEBHOOK_SIGNING_TOKEN")) "secret" .existingSecret "key" .webhookSigningTokenKey) }}
{{- end }}
{{- end }}
{{- end }}
{{- with $root.Values.internalSecret }}
{{- if eq $.name "policy" }}
{{ include "portcullis.secretEnv" (dict "name" "ENCRYPTION_KEY" "secret" .existingSecret "key" .encryptionKeyKey) }}
{{- end }}
{{- if has $.name (list "policy" "evaluation") }}
{{ include "portcullis.secretEnv" (dict "name" "EVALUATION_TOKEN" "secret" .existingSecret "key" .evaluationTokenKey) }}
{{- end }}
{{- end }}
{{- if and (eq .name "policy") $root.Values.oidc.issuerUrl }}
{{ include "portcullis.secretEnv" (dict "name" "OIDC_CLIENT_SECRET" "secret" $root.Values.oidc.existingSecret "key" $root.Values.oidc.clientSecretKey) }}
{{- end }}
{{- if eq .name "policy" }}
{{- range $root.Values.oidc.providers }}
{{ include "portcullis.secretEnv" (dict "name" (include "portcullis.oidcEnv" .instance) "secret" .existingSecret "key" (.clientSecretKey | default "client-secret")) }}
{{- end }}
{{- end }}
{{- end -}}
