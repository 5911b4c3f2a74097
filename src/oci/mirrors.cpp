// SPDX-License-Identifier: Apache-2.0
#include "oci/mirrors.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::oci {

namespace {

/// "https://TARGET/v2/PREFIX/docker.io", under which the registry's repositories are.
std::string mirror_url(const std::string& registry, const Target& target) {
    // Whatever the repository, what stands before it is the same.
    const std::string probe = "x";
    const ImageName there = name_in_target({.registry = registry, .repository = probe}, target);
    const auto path = there.repository.substr(0, there.repository.size() - probe.size() - 1);
    return fmt::format("{}://{}/v2/{}", target.transport == Transport::Plain ? "http" : "https",
                       target.registry, path);
}

std::string hosts_toml(const std::string& registry, const Target& target) {
    return fmt::format(
        "# {0} is pulled from {1}\n"
        "server = \"{2}\"\n"
        "capabilities = [\"pull\", \"resolve\"]\n"
        "override_path = true\n",
        registry, target.registry, mirror_url(registry, target));
}

std::string hosts_path(const std::string& registry) {
    return "certs.d/" + registry + "/hosts.toml";
}

/// A part of user data that EKS's own part stands beside; nodeadm has containerd read
/// /etc/containerd/certs.d.
std::string al2023_user_data(const std::vector<std::string>& registries, const Target& target) {
    std::string script = "#!/bin/bash\nset -euo pipefail\n";
    for (const std::string& registry : registries)
        script += fmt::format(
            "install -d '/etc/containerd/certs.d/{0}'\n"
            "cat > '/etc/containerd/certs.d/{0}/hosts.toml' <<'END'\n{1}END\n",
            registry, hosts_toml(registry, target));
    return "MIME-Version: 1.0\n"
           "Content-Type: multipart/mixed; boundary=\"MIRRORS\"\n\n"
           "--MIRRORS\n"
           "Content-Type: text/x-shellscript; charset=\"us-ascii\"\n\n" +
           script + "--MIRRORS--\n";
}

std::string bottlerocket_user_data(const std::vector<std::string>& registries,
                                   const Target& target) {
    std::string settings;
    for (const std::string& registry : registries)
        settings += fmt::format(
            "{}[[settings.container-registry.mirrors]]\n"
            "registry = \"{}\"\n"
            "endpoint = [\"{}\"]\n",
            settings.empty() ? "" : "\n", registry, mirror_url(registry, target));
    return settings;
}

}  // namespace

std::vector<MirrorFile> mirror_files(const std::vector<std::string>& registries,
                                     const Target& target) {
    std::vector<std::string> mirrored;
    std::ranges::copy_if(registries, std::back_inserter(mirrored),
                         [&target](const auto& registry) { return registry != target.registry; });
    std::vector<MirrorFile> files;
    for (const std::string& registry : mirrored)
        files.push_back({hosts_path(registry), hosts_toml(registry, target)});
    files.push_back({"user-data-al2023.mime", al2023_user_data(mirrored, target)});
    files.push_back({"user-data-bottlerocket.toml", bottlerocket_user_data(mirrored, target)});
    return files;
}

}  // namespace inland::oci
