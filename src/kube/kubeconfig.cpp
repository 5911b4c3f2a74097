// SPDX-License-Identifier: Apache-2.0
#include "kube/kubeconfig.h"

#include "kube/kubeconfig_document.h"

#include <fmt/format.h>

namespace inland::kube {

namespace {

constexpr std::string_view exec_version = "client.authentication.k8s.io/v1beta1";

std::string context_name(const KubeconfigEntry& entry) {
    return entry.context.empty() ? entry.name : entry.context;
}

YAML::Node cluster_of(const KubeconfigEntry& entry) {
    YAML::Node cluster;
    cluster["certificate-authority-data"] = entry.certificate_authority_data;
    if (!entry.proxy_url.empty())
        cluster["proxy-url"] = entry.proxy_url;
    cluster["server"] = entry.server;
    return cluster;
}

YAML::Node context_of(const KubeconfigEntry& entry) {
    YAML::Node context;
    context["cluster"] = entry.name;
    context["user"] = entry.name;
    return context;
}

YAML::Node user_of(const KubeconfigEntry& entry) {
    YAML::Node exec;
    exec["apiVersion"] = std::string(exec_version);
    for (const auto& argument : entry.exec.args)
        exec["args"].push_back(text_node(argument));
    exec["command"] = entry.exec.command;
    for (const auto& [name, value] : entry.exec.environment) {
        YAML::Node variable;
        variable["name"] = name;
        variable["value"] = text_node(value);
        exec["env"].push_back(variable);
    }
    exec["interactiveMode"] = "Never";
    exec["provideClusterInfo"] = false;
    YAML::Node user;
    user["exec"] = exec;
    return user;
}

/// One of the three lists of named things.
struct Section {
    const char* list;    ///< "clusters"
    const char* member;  ///< "cluster"
    std::string name;
    YAML::Node content;
};

std::vector<Section> sections_of(const KubeconfigEntry& entry) {
    return {{"clusters", "cluster", entry.name, cluster_of(entry)},
            {"contexts", "context", context_name(entry), context_of(entry)},
            {"users", "user", entry.name, user_of(entry)}};
}

Result<YAML::Node> list_in(YAML::Node& document, const char* name) {
    YAML::Node list = document[name];
    if (!list.IsDefined() || list.IsNull()) {
        document[name] = YAML::Node(YAML::NodeType::Sequence);
        return YAML::Node(document[name]);
    }
    if (!list.IsSequence())
        return failure(ErrorKind::InvalidInput,
                       fmt::format("{} of the kubeconfig is not a list (line {})", name,
                                   list.Mark().line + 1));
    return list;
}

bool has_name(const YAML::Node& element, const std::string& name) {
    return element.IsMap() && element["name"] && element["name"].IsScalar() &&
           element["name"].Scalar() == name;
}

/// What is known replaces what is there; other fields of the entry stay, but for the ways to log in
/// that the new one replaces.
void merge_content(YAML::Node there, const YAML::Node& content) {
    for (const auto* replaced : {"certificate-authority", "insecure-skip-tls-verify", "proxy-url",
                                 "tls-server-name", "token", "client-certificate-data",
                                 "client-key-data", "username", "password", "auth-provider"})
        if (!content[replaced])
            there.remove(replaced);
    for (const auto& member : content)
        there[member.first.Scalar()] = member.second;
}

Result<void> merge_section(YAML::Node& document, const Section& section) {
    auto list = TRY(list_in(document, section.list));
    for (auto element : list)
        if (has_name(element, section.name)) {
            if (element[section.member].IsMap())
                merge_content(element[section.member], section.content);
            else
                element[section.member] = section.content;
            return {};
        }
    YAML::Node element;
    element[section.member] = section.content;
    element["name"] = section.name;
    list.push_back(element);
    return {};
}

}  // namespace

Result<std::string> merge_kubeconfig(std::string_view text, const KubeconfigEntry& entry) {
    auto document = TRY(read_kubeconfig(text));
    try {
        if (!document["apiVersion"])
            document["apiVersion"] = "v1";
        for (const auto& section : sections_of(entry))
            TRY_VOID(merge_section(document, section));
        document["current-context"] = context_name(entry);
        if (!document["kind"])
            document["kind"] = "Config";
        return write_yaml(document);
    } catch (const YAML::Exception& error) {
        return failure(ErrorKind::InvalidInput,
                       fmt::format("the kubeconfig cannot be understood: {}", error.what()));
    }
}

}  // namespace inland::kube
