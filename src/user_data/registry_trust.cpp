// SPDX-License-Identifier: Apache-2.0
#include "user_data/registry_trust.h"

#include "core/crypto.h"
#include "user_data/mime.h"

#include <algorithm>

#include <fmt/format.h>
#include <toml++/toml.h>

namespace inland::user_data {

namespace {

constexpr std::string_view folder = "/etc/containerd/certs.d";
constexpr std::string_view bundle_name = "inland-registry";

std::string ca_path(std::string_view registry) {
    return fmt::format("{}/{}/ca.pem", folder, registry);
}

std::string ended(std::string text) {
    if (!text.ends_with('\n'))
        text += '\n';
    return text;
}

std::string hosts_toml(const std::string& registry) {
    return fmt::format(
        "server = \"https://{0}\"\n\n"
        "[host.\"https://{0}\"]\n"
        "capabilities = [\"pull\", \"resolve\"]\n"
        "ca = \"{1}\"\n",
        registry, ca_path(registry));
}

/// How the script begins the file of certificates; its end is a line with "END".
std::string here_document(const std::string& path) {
    return fmt::format("cat > '{}' <<'END'\n", path);
}
constexpr std::string_view document_end = "END\n";

std::string script(const RegistryTrust& trust) {
    const auto directory = fmt::format("{}/{}", folder, trust.registry);
    std::string text = fmt::format("#!/bin/bash\nset -euo pipefail\ninstall -d '{}'\n", directory);
    text += here_document(ca_path(trust.registry)) + ended(trust.certificates);
    text += document_end;
    text += here_document(directory + "/hosts.toml") + hosts_toml(trust.registry);
    text += document_end;
    return text;
}

std::string message(const RegistryTrust& trust) {
    return "MIME-Version: 1.0\n"
           "Content-Type: multipart/mixed; boundary=\"REGISTRY\"\n\n"
           "--REGISTRY\n"
           "Content-Type: text/x-shellscript; charset=\"us-ascii\"\n\n" +
           script(trust) + "\n--REGISTRY--\n";
}

std::string settings(const RegistryTrust& trust) {
    return fmt::format(
        "[settings.pki.{}]\n"
        "data = \"{}\"\n"
        "trusted = true\n",
        bundle_name, base64(ended(trust.certificates)));
}

std::string certificates_in_script(std::string_view body, std::string_view registry) {
    const auto begin = here_document(ca_path(registry));
    const auto at = body.find(begin);
    if (at == std::string_view::npos)
        return {};
    const auto rest = body.substr(at + begin.size());
    return std::string(rest.substr(0, rest.find(document_end)));
}

std::string certificates_in_message(std::string_view bytes, std::string_view registry) {
    const auto parts = flat_parts(bytes);
    if (!parts)
        return {};
    for (const MimePart& part : *parts)
        if (auto found = certificates_in_script(part.body, registry); !found.empty())
            return found;
    return {};
}

std::string trusted_bundle(const toml::node& bundle) {
    const auto* table = bundle.as_table();
    if (table == nullptr || !(*table)["trusted"].value_or(false))
        return {};
    return decode_base64((*table)["data"].value_or(std::string())).value_or("");
}

/// Bottlerocket trusts a bundle for every registry.
std::string certificates_in_settings(std::string_view bytes) try {
    const auto document = toml::parse(bytes);
    std::string certificates;
    if (const auto* bundles = document["settings"]["pki"].as_table())
        for (const auto& [name, bundle] : *bundles)
            certificates += trusted_bundle(bundle);
    return certificates;
} catch (const toml::parse_error&) {
    return {};
}

}  // namespace

std::string write_registry_trust(const RegistryTrust& trust, OperatingSystem system) {
    return system == OperatingSystem::Bottlerocket ? settings(trust) : message(trust);
}

std::string trusted_certificates(std::string_view bytes, std::string_view registry,
                                 OperatingSystem system) {
    return system == OperatingSystem::Bottlerocket ? certificates_in_settings(bytes)
                                                   : certificates_in_message(bytes, registry);
}

}  // namespace inland::user_data
