{{/* SPDX-License-Identifier: Apache-2.0 */}}
{{/* The settings of one service; called with a dict of root, name and service. Secrets stand in it as references to
     environment variables, so that the file itself can be shown. */}}
{{- define "portcullis.applicationProperties" -}}
{{- $root := .root -}}
quarkus.http.host=0.0.0.0
quarkus.http.port=8080
quarkus.datasource.jdbc.url=jdbc:postgresql://{{ $root.Values.postgresql.host }}:{{ $root.Values.postgresql.port }}/{{ .service.database.name }}?sslmode={{ $root.Values.postgresql.sslMode }}
quarkus.datasource.username=${DATABASE_USERNAME}
quarkus.datasource.password=${DATABASE_PASSWORD}
kafka.bootstrap.servers={{ $root.Values.kafka.bootstrapServers }}
{{- range $key, $value := $root.Values.kafka.properties }}
kafka.{{ $key }}={{ $value }}
{{- end }}
{{- if $root.Values.kafka.saslJaasConfig.existingSecret }}
kafka.sasl.jaas.config=${KAFKA_SASL_JAAS_CONFIG}
{{- end }}
{{- with $root.Values.kafka.topicPrefix }}
portcullis.topics.prefix={{ . }}
{{- end }}
portcullis.topics.replication-factor={{ $root.Values.kafka.replicationFactor }}
portcullis.public-url={{ include "portcullis.publicUrl" $root }}
portcullis.jwks.url={{ include "portcullis.serviceUrl" (dict "root" $root "name" "policy") }}/api/v1/session/jwks
portcullis.policy-service.url={{ include "portcullis.serviceUrl" (dict "root" $root "name" "policy") }}
portcullis.evaluation-service.url={{ include "portcullis.serviceUrl" (dict "root" $root "name" "evaluation") }}
{{- if has .name (list "policy" "evaluation") }}
{{- range $root.Values.gitlab.instances }}
portcullis.gitlab.instances.{{ .name }}.url={{ .url }}
portcullis.gitlab.instances.{{ .name }}.token=${{ "{" }}{{ include "portcullis.gitlabEnv" (dict "instance" .name "kind" "TOKEN") }}}
portcullis.gitlab.instances.{{ .name }}.webhook-token=${{ "{" }}{{ include "portcullis.gitlabEnv" (dict "instance" .name "kind" "WEBHOOK_TOKEN") }}}
{{- if .webhookSigningTokenKey }}
portcullis.gitlab.instances.{{ .name }}.webhook-signing-token=${{ "{" }}{{ include "portcullis.gitlabEnv" (dict "instance" .name "kind" "WEBHOOK_SIGNING_TOKEN") }}}
{{- end }}
{{- end }}
{{- end }}
{{- if eq .name "evaluation" }}
portcullis.policy-service.token=${EVALUATION_TOKEN}
{{- end }}
{{- if eq .name "policy" }}
portcullis.session.encryption-key=${ENCRYPTION_KEY}
portcullis.bootstrap.service-tokens.evaluation=${EVALUATION_TOKEN}
{{- range $index, $grant := $root.Values.bootstrapGrants }}
portcullis.bootstrap.grants[{{ $index }}].subject={{ $grant.subject }}
portcullis.bootstrap.grants[{{ $index }}].role={{ $grant.role }}
{{- with $grant.namespace }}
portcullis.bootstrap.grants[{{ $index }}].namespace={{ . }}
{{- end }}
{{- end }}
{{- end }}
{{- if and (eq .name "policy") $root.Values.oidc.issuerUrl }}
portcullis.oidc.instance={{ $root.Values.oidc.instance }}
portcullis.oidc.issuer-url={{ $root.Values.oidc.issuerUrl }}
portcullis.oidc.client-id={{ $root.Values.oidc.clientId }}
portcullis.oidc.client-secret=${OIDC_CLIENT_SECRET}
portcullis.oidc.links-gitlab-users={{ $root.Values.oidc.linksGitlabUsers }}
{{- end }}
{{- if eq .name "policy" }}
{{- range $root.Values.oidc.providers }}
portcullis.oidc.providers.{{ .instance }}.issuer-url={{ .issuerUrl }}
portcullis.oidc.providers.{{ .instance }}.client-id={{ .clientId }}
portcullis.oidc.providers.{{ .instance }}.client-secret=${{ "{" }}{{ include "portcullis.oidcEnv" .instance }}}
portcullis.oidc.providers.{{ .instance }}.links-gitlab-users={{ ne .linksGitlabUsers false }}
{{- end }}
{{- end }}
{{- range $key, $value := .service.config }}
{{ $key }}={{ $value }}
{{- end }}
{{- end -}}
