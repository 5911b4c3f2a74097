// SPDX-License-Identifier: Apache-2.0
#include "user_data/bottlerocket.h"

#include "core/crypto.h"
#include "user_data/gzip.h"
#include "user_data/kubelet_flags.h"
#include "user_data/mime_head.h"

#include <array>
#include <sstream>

#include <fmt/format.h>
#include <toml++/toml.h>

namespace inland::user_data {

namespace {

std::unexpected<Error> refused(std::string message) {
    return failure(ErrorKind::InvalidInput, std::move(message));
}

std::unexpected<Error> refused_by_api(std::string reason) {
    return refused(
        "Status 400 when PATCHing /settings?tx=bottlerocket-launch: Json deserialize "
        "error: " +
        std::move(reason));
}

/// toml++ throws on what it cannot parse, and descends as deep as its own limit lets it.
Result<toml::table> parsed(std::string_view text) {
    try {
        return toml::parse(text);
    } catch (const toml::parse_error& error) {
        return refused(fmt::format(
            "Provider error: Unable to serialize settings from instance user data: Error parsing "
            "TOML user data: TOML parse error at line {}, column {}: {}",
            error.source().begin.line, error.source().begin.column, error.description()));
    } catch (const std::exception&) {
        return refused(
            "Provider error: Unable to serialize settings from instance user data: "
            "Error parsing TOML user data");
    }
}

using Known = bool (*)(std::string_view name);

Result<void> check_names(const toml::table& table, Known known) {
    for (const auto& [key, value] : table)
        if (!known(key.str()))
            return refused_by_api(fmt::format("unknown field `{}`", key.str()));
    return {};
}

std::string text_of(const toml::table& table, std::string_view name) {
    const auto* const node = table.get(name);
    return node == nullptr ? std::string() : node->value_or(std::string());
}

struct TextRow {
    std::string_view name;
    std::string NodeSettings::* setting;
};
constexpr std::array texts{
    TextRow{"api-server", &NodeSettings::endpoint},
    TextRow{"cluster-certificate", &NodeSettings::certificate_authority},
    TextRow{"cluster-name", &NodeSettings::cluster},
    TextRow{"hostname-override", &NodeSettings::host_name},
};

Result<void> take_texts(const toml::table& table, NodeSettings& settings) {
    for (const auto& row : texts) {
        const auto* const node = table.get(row.name);
        if (node != nullptr && !node->is_string())
            return refused_by_api(
                fmt::format("invalid type for `{}`, expected a string", row.name));
        settings.*row.setting = text_of(table, row.name);
    }
    if (!decode_base64(settings.certificate_authority))
        return refused_by_api("Invalid base64 input in `cluster-certificate`");
    return {};
}

/// One address, or a list of them.
Result<void> take_cluster_dns(const toml::table& table, NodeSettings& settings) {
    const auto* const node = table.get("cluster-dns-ip");
    if (node == nullptr)
        return {};
    if (const auto* const list = node->as_array(); list != nullptr && !list->empty())
        settings.cluster_dns = list->get(0)->value_or(std::string());
    else
        settings.cluster_dns = node->value_or(std::string());
    if (settings.cluster_dns.empty())
        return refused_by_api(
            "data did not match any variant of untagged enum KubernetesClusterDnsIp");
    return {};
}

Result<void> take_node_name(const toml::table& table, NodeSettings& settings) {
    const auto source = text_of(table, "hostname-override-source");
    if (!source.empty() && source != "private-dns-name" && source != "instance-id")
        return refused_by_api(
            fmt::format("unknown variant `{}`, expected `private-dns-name` or "
                        "`instance-id`",
                        source));
    if (source == "instance-id")
        settings.node_name = NodeName::InstanceId;
    return {};
}

void take_labels(const toml::table& table, NodeSettings& settings) {
    const auto* const labels = table.get_as<toml::table>("node-labels");
    if (labels != nullptr)
        for (const auto& [key, value] : *labels)
            settings.labels[std::string(key.str())] = value.value_or(std::string());
}

void add_taint(std::string_view key, const toml::node& value, NodeSettings& settings) {
    const auto text = value.value_or(std::string());
    const auto colon = text.rfind(':');
    if (colon != std::string::npos)
        settings.taints.push_back(
            {std::string(key), text.substr(0, colon), text.substr(colon + 1)});
}

void take_taints(const toml::table& table, NodeSettings& settings) {
    const auto* const taints = table.get_as<toml::table>("node-taints");
    if (taints == nullptr)
        return;
    for (const auto& [key, value] : *taints) {
        if (const auto* const list = value.as_array(); list != nullptr)
            for (const auto& each : *list)
                add_taint(key.str(), each, settings);
        else
            add_taint(key.str(), value, settings);
    }
}

Result<NodeSettings> settings_of(const toml::table& table) {
    TRY_VOID(check_names(table, is_bottlerocket_kubernetes_setting));
    NodeSettings settings;
    TRY_VOID(take_texts(table, settings));
    TRY_VOID(take_cluster_dns(table, settings));
    TRY_VOID(take_node_name(table, settings));
    take_labels(table, settings);
    take_taints(table, settings);
    if (const auto* const pods = table.get("max-pods"); pods != nullptr)
        settings.max_pods = pods->value<int>();
    return settings;
}

}  // namespace

Result<NodeSettings> read_bottlerocket(std::string_view bytes) {
    const auto text = TRY(unpack(bytes));
    if (trimmed(text).empty())
        return NodeSettings{};
    const auto document = TRY(parsed(text));
    const auto* const settings = document.get_as<toml::table>("settings");
    if (settings == nullptr)
        return refused("Provider error: TOML data did not contain 'settings' section");
    TRY_VOID(check_names(*settings, is_bottlerocket_setting));
    const auto* const kubernetes = settings->get_as<toml::table>("kubernetes");
    return kubernetes == nullptr ? NodeSettings{} : settings_of(*kubernetes);
}

std::string write_bottlerocket(const NodeSettings& settings) {
    toml::table kubernetes;
    const auto put = [&kubernetes](std::string_view name, const std::string& value) {
        if (!value.empty())
            kubernetes.insert(name, value);
    };
    put("cluster-name", settings.cluster);
    put("api-server", settings.endpoint);
    put("cluster-certificate", settings.certificate_authority);
    put("cluster-dns-ip", settings.cluster_dns);
    put("hostname-override", settings.host_name);
    put("hostname-override-source",
        settings.node_name == NodeName::InstanceId ? "instance-id" : "");
    if (settings.max_pods)
        kubernetes.insert("max-pods", *settings.max_pods);
    toml::table labels;
    for (const auto& [key, value] : settings.labels)
        labels.insert(key, value);
    toml::table taints;
    for (const Taint& taint : settings.taints) {
        auto [entry, made] = taints.insert(taint.key, toml::array{});
        entry->second.as_array()->push_back(taint.value + ":" + taint.effect);
    }
    if (!labels.empty())
        kubernetes.insert("node-labels", std::move(labels));
    if (!taints.empty())
        kubernetes.insert("node-taints", std::move(taints));
    toml::table whole;
    whole.insert("settings", toml::table{{"kubernetes", std::move(kubernetes)}});
    std::ostringstream text;
    text << whole << "\n";
    return text.str();
}

}  // namespace inland::user_data
