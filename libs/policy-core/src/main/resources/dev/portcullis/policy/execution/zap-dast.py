import datetime, hashlib, json, sys, urllib.parse

now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S")
levels = {"0": "Info", "1": "Low", "2": "Medium", "3": "High"}
with open(sys.argv[1], encoding="utf-8") as file:
    zap = json.load(file)
tool = {"id": "zap", "name": "ZAP", "url": "https://www.zaproxy.org", "vendor": {"name": "ZAP"}, "version": str(zap.get("@version", "2"))}
found = []
for site in zap.get("site", []):
    for alert in site.get("alerts", []):
        for at in alert.get("instances", []):
            url = urllib.parse.urlsplit(at.get("uri", ""))
            rule = str(alert.get("alertRef") or alert["pluginid"])
            identifiers = [{"type": "ZAProxy_PluginId", "name": alert["name"], "value": rule}]
            if alert.get("cweid", "-1") not in ("", "-1", "0"):
                identifiers.append({"type": "cwe", "name": "CWE-" + alert["cweid"], "value": alert["cweid"]})
            location = {"hostname": url.scheme + "://" + url.netloc, "method": at.get("method", ""), "param": at.get("param", ""), "path": url.path or "/"}
            key = json.dumps([rule, location], sort_keys=True)
            found.append({"id": hashlib.sha1(key.encode()).hexdigest(), "name": alert["name"][:255],
                          "description": alert.get("desc", ""), "solution": alert.get("solution", "")[:7000],
                          "severity": levels.get(str(alert.get("riskcode")), "Unknown"),
                          "identifiers": identifiers, "location": location})
unique = {finding["id"]: finding for finding in found}
report = {"version": "15.0.7", "vulnerabilities": list(unique.values()),
          "scan": {"analyzer": tool, "scanner": tool, "type": "dast", "status": "success", "start_time": now, "end_time": now, "scanned_resources": []}}
with open(sys.argv[2], "w", encoding="utf-8") as file:
    json.dump(report, file)
