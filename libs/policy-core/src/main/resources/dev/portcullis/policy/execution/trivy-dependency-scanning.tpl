{{- $now := now | date "2006-01-02T15:04:05" -}}
{"version": "15.0.7",
"scan": {
  "analyzer": {"id": "trivy", "name": "Trivy", "url": "https://trivy.dev", "vendor": {"name": "Aqua Security"}, "version": {{ appVersion | toJson }}},
  "scanner": {"id": "trivy", "name": "Trivy", "url": "https://trivy.dev", "vendor": {"name": "Aqua Security"}, "version": {{ appVersion | toJson }}},
  "type": "dependency_scanning", "status": "success", "start_time": "{{ $now }}", "end_time": "{{ $now }}"},
"vulnerabilities": [
{{- $first := true -}}
{{- range $result := . -}}
{{- if eq $result.Class "lang-pkgs" -}}
{{- range $result.Vulnerabilities -}}
{{- if $first }}{{ $first = false }}{{ else }},{{ end }}
{"id": {{ printf "%s %s %s %s" $result.Target .PkgName .InstalledVersion .VulnerabilityID | sha1sum | toJson }},
 "name": {{ .Title | default .VulnerabilityID | trunc 255 | toJson }},
 "description": {{ .Description | toJson }},
 "severity": {{ .Severity | lower | title | toJson }},
 {{- if .FixedVersion }}
 "solution": {{ printf "Upgrade %s to %s" .PkgName .FixedVersion | trunc 7000 | toJson }},
 {{- end }}
 "identifiers": [{"type": "{{ if hasPrefix "CVE-" .VulnerabilityID }}cve{{ else if hasPrefix "GHSA-" .VulnerabilityID }}ghsa{{ else }}trivy_id{{ end }}",
   "name": {{ .VulnerabilityID | toJson }}, "value": {{ .VulnerabilityID | toJson }}
   {{- if .PrimaryURL }}, "url": {{ .PrimaryURL | toJson }}{{ end }}}],
 "location": {"file": {{ $result.Target | toJson }}, "dependency": {"package": {"name": {{ .PkgName | toJson }}}, "version": {{ .InstalledVersion | toJson }}}}}
{{- end -}}
{{- end -}}
{{- end -}}
],
"dependency_files": []}
