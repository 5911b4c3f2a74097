// SPDX-License-Identifier: Apache-2.0
#include "user_data/bootstrap_script.h"
#include "user_data/kubelet_flags.h"
#include "user_data/mime_head.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::user_data {

namespace {

using Apply = Result<void> (*)(const std::string& value, NodeSettings& settings);

std::unexpected<Error> exits(std::string message) {
    return failure(ErrorKind::InvalidInput, std::move(message));
}

Result<void> ignore(const std::string& value, NodeSettings& settings) {
    (void)value;
    (void)settings;
    return {};
}

template <std::string NodeSettings::* setting>
Result<void> keep(const std::string& value, NodeSettings& settings) {
    settings.*setting = value;
    return {};
}

Result<void> kubelet_arguments(const std::string& value, NodeSettings& settings) {
    apply_kubelet_flags(split_at_blanks(value), settings);
    return {};
}

Result<void> ip_family(const std::string& value, NodeSettings& settings) {
    (void)settings;
    const auto family = lower_case(value);
    if (!family.empty() && family != "ipv4" && family != "ipv6")
        return exits("ERROR: Invalid --ip-family. Only ipv4 or ipv6 are allowed");
    return {};
}

/// Every option takes a value; a word that is none of them is positional, the cluster's name when
/// it is the first (amazon-eks-ami, al2 branch, templates/al2/runtime/bootstrap.sh).
struct OptionRow {
    std::string_view option;
    Apply apply;
};
constexpr std::array options{
    OptionRow{"--apiserver-endpoint", keep<&NodeSettings::endpoint>},
    OptionRow{"--b64-cluster-ca", keep<&NodeSettings::certificate_authority>},
    OptionRow{"--dns-cluster-ip", keep<&NodeSettings::cluster_dns>},
    OptionRow{"--kubelet-extra-args", kubelet_arguments},
    OptionRow{"--ip-family", ip_family},
    OptionRow{"--use-max-pods", ignore},
    OptionRow{"--enable-docker-bridge", ignore},
    OptionRow{"--aws-api-retry-attempts", ignore},
    OptionRow{"--docker-config-json", ignore},
    OptionRow{"--containerd-config-file", ignore},
    OptionRow{"--pause-container-account", ignore},
    OptionRow{"--pause-container-version", ignore},
    OptionRow{"--container-runtime", ignore},
    OptionRow{"--service-ipv6-cidr", ignore},
    OptionRow{"--enable-local-outpost", ignore},
    OptionRow{"--cluster-id", ignore},
    OptionRow{"--mount-bpf-fs", ignore},
    OptionRow{"--local-disks", ignore},
};

bool is_help(std::string_view word) {
    return word == "-h" || word == "--help";
}

}  // namespace

Result<NodeSettings> parse_bootstrap_arguments(std::span<const std::string> words) {
    NodeSettings settings;
    bool named = false;
    for (std::size_t at = 0; at < words.size(); ++at) {
        const std::string& word = words[at];
        if (is_help(word))
            return exits("usage: /etc/eks/bootstrap.sh [options] <cluster-name>");
        const auto row = std::ranges::find(options, std::string_view(word), &OptionRow::option);
        if (row == options.end()) {
            if (!named)
                settings.cluster = word;
            named = true;
            continue;
        }
        if (++at == words.size())
            return exits(fmt::format("/etc/eks/bootstrap.sh: {}: $2: unbound variable", word));
        TRY_VOID(row->apply(words[at], settings));
    }
    return settings;
}

}  // namespace inland::user_data
