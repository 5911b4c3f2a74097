// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/admission.h"

#include "emulator/cluster/api/known_webhooks.h"
#include "emulator/cluster/api/selectors.h"
#include "emulator/cluster/api/webhook_call.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::string_view group = "admissionregistration.k8s.io";
constexpr int internal_error = 500;

struct Asked {
    const ApiCall& call;
    std::string_view operation;
    const json::object& object;
};

std::string_view name_of_operation(Operation operation) {
    constexpr std::array<std::string_view, 3> names{"CREATE", "UPDATE", "DELETE"};
    return names[static_cast<std::size_t>(operation)];
}

bool names(const json::value& rule, std::string_view list, std::string_view name) {
    return std::ranges::any_of(find_array(rule, list), [&](const json::value& each) {
        return each.is_string() && (each.get_string() == "*" || each.get_string() == name);
    });
}

/// "pods", "pods/eviction", "pods/*", "*/eviction" or "*/*"; "*" is no subresource.
bool names_resource(const json::value& rule, const RequestInfo& info) {
    const auto& plural = info.type->plural;
    if (info.subresource.empty())
        return names(rule, "resources", plural);
    return std::ranges::any_of(find_array(rule, "resources"), [&](const json::value& each) {
        const auto text = each.is_string() ? std::string(each.get_string()) : std::string();
        const auto slash = text.find('/');
        if (slash == text.npos)
            return false;
        const auto resource = text.substr(0, slash);
        const auto part = text.substr(slash + 1);
        return (resource == "*" || resource == plural) && (part == "*" || part == info.subresource);
    });
}

bool is_ruled(const Asked& asked, const json::value& webhook) {
    const auto& type = asked.call.type();
    return std::ranges::any_of(find_array(webhook, "rules"), [&](const json::value& rule) {
        return names(rule, "operations", asked.operation) && names(rule, "apiGroups", type.group) &&
               names(rule, "apiVersions", type.version) && names_resource(rule, asked.call.info);
    });
}

/// A namespace is selected by its own labels, what is in none by every selector.
bool is_in_selected_namespace(const Asked& asked, const json::value& webhook) {
    const auto& namespaces = type_of("", "namespaces");
    const bool is_namespace = &asked.call.type() == &namespaces;
    if (!asked.call.type().namespaced && !is_namespace)
        return true;
    const auto* home = is_namespace
                           ? &asked.object
                           : asked.call.objects.find(namespaces, "", asked.call.info.name_space);
    return home != nullptr && matches_labels(selector_of(find_object(webhook, "namespaceSelector")),
                                             find_object(*home, "metadata.labels"));
}

bool is_asked(const Asked& asked, const json::value& webhook) {
    return is_ruled(asked, webhook) && is_in_selected_namespace(asked, webhook) &&
           matches_labels(selector_of(find_object(webhook, "objectSelector")),
                          find_object(asked.object, "metadata.labels"));
}

/// Copies: whoever is asked about an object may change what is stored.
std::vector<json::value> webhooks_for(const Asked& asked, std::string_view plural) {
    std::vector<json::value> found;
    // Nobody is asked about webhooks: a broken one could not be mended.
    if (asked.call.type().group == group)
        return found;
    for (const auto* configuration : asked.call.objects.list(type_of(group, plural)))
        for (const auto& webhook : find_array(*configuration, "webhooks"))
            if (is_asked(asked, webhook))
                found.push_back(webhook);
    return found;
}

Result<void> ask(const Asked& asked, const json::value& webhook) {
    const auto reached = reach_webhook(asked.call.objects, webhook);
    if (reached || string_or_empty(webhook, "failurePolicy") == "Ignore")
        return {};
    return failure(ErrorKind::Unavailable,
                   fmt::format("Internal error occurred: failed calling webhook \"{}\": failed to "
                               "call webhook: {}",
                               string_or_empty(webhook, "name"), reached.error().message),
                   "InternalError", internal_error);
}

}  // namespace

Result<void> mutate_by_webhooks(const ApiCall& call, Operation operation, json::object& object) {
    const Asked asked{call, name_of_operation(operation), object};
    for (const auto& webhook : webhooks_for(asked, "mutatingwebhookconfigurations")) {
        TRY_VOID(ask(asked, webhook));
        mutate_as(string_or_empty(webhook, "clientConfig.service.path"), object);
    }
    return {};
}

Result<void> validate_by_webhooks(const ApiCall& call, Operation operation,
                                  const json::object& object) {
    const Asked asked{call, name_of_operation(operation), object};
    for (const auto& webhook : webhooks_for(asked, "validatingwebhookconfigurations"))
        TRY_VOID(ask(asked, webhook));
    return {};
}

}  // namespace inland::emulator::cluster
