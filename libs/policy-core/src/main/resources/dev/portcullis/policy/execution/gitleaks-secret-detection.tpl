{{- $now := now | date "2006-01-02T15:04:05" -}}
{"version": "15.0.7",
"scan": {
  "analyzer": {"id": "gitleaks", "name": "Gitleaks", "url": "https://gitleaks.io", "vendor": {"name": "Gitleaks"}, "version": "8"},
  "scanner": {"id": "gitleaks", "name": "Gitleaks", "url": "https://gitleaks.io", "vendor": {"name": "Gitleaks"}, "version": "8"},
  "type": "secret_detection", "status": "success", "start_time": "{{ $now }}", "end_time": "{{ $now }}"},
"vulnerabilities": [
{{- $first := true -}}
{{- range . -}}
{{- if $first }}{{ $first = false }}{{ else }},{{ end }}
{"id": {{ printf "%s %s %d %s" .RuleID .File .StartLine .Commit | sha1sum | toJson }},
 "name": {{ .Description | default .RuleID | trunc 255 | toJson }},
 "description": {{ .Description | toJson }},
 "severity": "Critical",
 "identifiers": [{"type": "gitleaks_rule_id", "name": {{ printf "Gitleaks rule ID %s" .RuleID | toJson }}, "value": {{ .RuleID | toJson }}}],
 "location": {"file": {{ .File | toJson }}, "start_line": {{ .StartLine }}, "end_line": {{ .EndLine }}, "commit": {"sha": {{ .Commit | default "0000000" | toJson }}}}}
{{- end -}}
]}
