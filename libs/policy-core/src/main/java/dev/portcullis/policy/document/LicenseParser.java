// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.model.LicenseList;
import dev.portcullis.policy.model.LicenseList.LicenseEntry;
import dev.portcullis.policy.yaml.YamlNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the licences of a licence rule, in the older form or in the one with packages. */
final class LicenseParser {
    private static final int MOST = 1000;
    private static final int LONGEST = 255;

    private final Fields fields;
    private final Reading reading;

    LicenseParser(Fields fields) {
        this.fields = fields;
        this.reading = fields.reading();
    }

    LicenseList read() {
        YamlNode types = fields.get("license_types");
        YamlNode inclusion = fields.get("match_on_inclusion_license", "match_on_inclusion");
        YamlNode licenses = fields.get("licenses");
        if (licenses != null && (types != null || inclusion != null)) {
            reading.error(
                    "two-forms",
                    licenses.start(),
                    fields.path(),
                    "'licenses' does not go with 'license_types' and 'match_on_inclusion_license'",
                    "keep one of the two forms");
            return new LicenseList.Types(List.of(), true);
        }
        return licenses == null ? types(types, inclusion) : packages(fields.object("licenses"));
    }

    private LicenseList types(@Nullable YamlNode types, @Nullable YamlNode inclusion) {
        if (!fields.names("license_types", "match_on_inclusion_license", "match_on_inclusion", "licenses")) {
            fields.missing(
                    "the rule lists no licences",
                    "add 'license_types' and 'match_on_inclusion_license', or 'licenses'",
                    "license_types",
                    "match_on_inclusion_license",
                    "licenses");
        } else {
            fields.require("license_types", types);
            fields.require("match_on_inclusion_license", inclusion);
        }
        List<String> names = types == null ? List.of() : fields.list("license_types", this::name);
        checkSize(types, fields.path("license_types"));
        if (types != null && Set.copyOf(names).size() < names.size()) {
            reading.error("duplicate", types.start(), fields.path("license_types"), "a licence is listed twice", null);
        }
        Boolean denies = inclusion == null ? null : reading.bool(inclusion, fields.path("match_on_inclusion_license"));
        return new LicenseList.Types(List.copyOf(new LinkedHashSet<>(names)), denies == null || denies);
    }

    private LicenseList packages(@Nullable Fields object) {
        if (object == null) {
            return new LicenseList.Types(List.of(), true);
        }
        YamlNode denied = object.get("denied");
        YamlNode allowed = object.get("allowed");
        YamlNode list = denied == null ? allowed : denied;
        boolean one = (denied == null) != (allowed == null);
        if (!one) {
            object.missing("'licenses' has exactly one of 'denied' and 'allowed'", null, "denied", "allowed");
        }
        object.close();
        if (list == null || !one) {
            return new LicenseList.Types(List.of(), true);
        }
        String key = denied == null ? "allowed" : "denied";
        List<LicenseEntry> entries = object.list(key, (node, at) -> entry(object, node, at));
        checkSize(list, object.path(key));
        return new LicenseList.Packages(entries, denied != null);
    }

    private @Nullable LicenseEntry entry(Fields object, YamlNode node, String at) {
        Fields entry = object.object(node, at);
        if (entry == null) {
            return null;
        }
        YamlNode named = entry.require("name");
        String name = named == null ? null : name(named, entry.path("name"));
        if (named != null && "unknown".equals(name)) {
            reading.error(
                    "unknown-value",
                    named.start(),
                    entry.path("name"),
                    "'unknown' cannot be listed in this form",
                    "use license_types to deny unknown licences");
        }
        List<String> purls = List.of();
        Fields packages = entry.object("packages");
        Fields excluding = packages == null ? null : packages.object("excluding");
        if (excluding != null) {
            purls = excluding.list("purls", this::purl);
            excluding.close();
        }
        if (packages != null) {
            packages.close();
        }
        entry.close();
        return name == null ? null : new LicenseEntry(name, purls);
    }

    private @Nullable String purl(YamlNode node, String at) {
        String purl = reading.text(node, at);
        if (purl != null && !purl.startsWith("pkg:")) {
            reading.error(
                    "bad-purl",
                    node.start(),
                    at,
                    "'" + Reading.shown(purl) + "' is no package URL",
                    "package URLs start with pkg:, e.g. pkg:gem/bundler@1.0.0");
        }
        return purl;
    }

    private @Nullable String name(YamlNode node, String at) {
        String name = reading.text(node, at);
        if (name != null && (name.isEmpty() || name.codePointCount(0, name.length()) > LONGEST)) {
            reading.error("out-of-range", node.start(), at, "a licence's name has 1 to 255 characters", null);
        }
        return name;
    }

    private void checkSize(@Nullable YamlNode node, String path) {
        if (node instanceof YamlNode.Sequence list
                && (list.elements().isEmpty() || list.elements().size() > MOST)) {
            reading.error("out-of-range", list.start(), path, "list 1 to 1000 licences", null);
        }
    }
}
