// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/api/selectors.h"

#include "emulator/cluster/api/status.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Splits at `separator`, but not inside parentheses.
std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    int depth = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
        if (text[i] != separator || depth != 0)
            continue;
        parts.push_back(trimmed(text.substr(begin, i - begin)));
        begin = i + 1;
    }
    parts.push_back(trimmed(text.substr(begin)));
    return parts;
}

Error cannot_parse(std::string_view what) {
    return bad_request(fmt::format("unable to parse requirement: {}", what));
}

struct Sign {
    std::string_view text;
    SelectorOperator operation;
};
/// Longer signs first: "==" is not "=" with a value that begins with '='.
constexpr std::array signs{Sign{"!=", SelectorOperator::NotEquals},
                           Sign{"==", SelectorOperator::Equals},
                           Sign{"=", SelectorOperator::Equals}};

Result<Requirement> parse_set(std::string_view text) {
    const auto open = text.find('(');
    if (open == std::string_view::npos || text.back() != ')')
        return std::unexpected(cannot_parse(text));
    const auto head = split(trimmed(text.substr(0, open)), ' ');
    if (head.size() != 2 || (head[1] != "in" && head[1] != "notin"))
        return std::unexpected(cannot_parse(text));
    Requirement requirement{std::string(head[0]),
                            head[1] == "in" ? SelectorOperator::In : SelectorOperator::NotIn};
    for (const auto value : split(text.substr(open + 1, text.size() - open - 2), ','))
        requirement.values.emplace_back(value);
    return requirement;
}

Result<Requirement> parse_requirement(std::string_view text) {
    if (text.find('(') != std::string_view::npos)
        return parse_set(text);
    for (const auto& sign : signs)
        if (const auto at = text.find(sign.text); at != std::string_view::npos) {
            const auto key = trimmed(text.substr(0, at));
            if (key.empty())
                return std::unexpected(cannot_parse(text));
            return Requirement{std::string(key),
                               sign.operation,
                               {std::string(trimmed(text.substr(at + sign.text.size())))}};
        }
    const bool negated = text.starts_with('!');
    const auto key = trimmed(negated ? text.substr(1) : text);
    if (key.empty() || key.find(' ') != std::string_view::npos)
        return std::unexpected(cannot_parse(text));
    return Requirement{std::string(key),
                       negated ? SelectorOperator::DoesNotExist : SelectorOperator::Exists};
}

Result<Selector> parse_selector(std::string_view text) {
    Selector selector;
    if (trimmed(text).empty())
        return selector;
    for (const auto part : split(text, ','))
        selector.push_back(TRY(parse_requirement(part)));
    return selector;
}

struct SelectableFields {
    std::string_view resource;
    std::vector<std::string_view> fields;
};

/// Beside metadata.name and metadata.namespace, which every type has (k8s.io/kubernetes,
/// pkg/registry/core/*/strategy.go).
bool is_selectable(const ResourceType& type, std::string_view field) {
    static const std::vector<SelectableFields> table{
        {"pods",
         {"spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName",
          "spec.hostNetwork", "status.phase", "status.podIP", "status.nominatedNodeName"}},
        {"nodes", {"spec.unschedulable"}},
        {"namespaces", {"status.phase"}},
        {"secrets", {"type"}},
        {"services", {"spec.clusterIP", "spec.type"}},
        {"replicasets.apps", {"status.replicas"}},
        {"jobs.batch", {"status.successful"}},
        {"events",
         {"involvedObject.kind", "involvedObject.namespace", "involvedObject.name",
          "involvedObject.uid", "involvedObject.apiVersion", "involvedObject.resourceVersion",
          "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type"}},
    };
    if (field == "metadata.name" || (field == "metadata.namespace" && type.namespaced))
        return true;
    const auto row = std::ranges::find(table, type.qualified_name(), &SelectableFields::resource);
    return row != table.end() && std::ranges::find(row->fields, field) != row->fields.end();
}

/// A field's value as selectors see it: numbers and booleans as text, nothing as "".
std::string field_text(const json::object& object, std::string_view path) {
    const auto* value = find(object, path);
    if (value == nullptr || value->is_null())
        return path == "spec.unschedulable" ? "false" : "";
    if (value->is_string())
        return std::string(value->get_string());
    return json::serialize(*value);
}

bool one_of(const std::vector<std::string>& values, const std::string& text) {
    return std::ranges::find(values, text) != values.end();
}

/// `value` is null where the key is missing. Negative operators admit what lacks the key.
bool admits(const Requirement& requirement, const std::string* value) {
    switch (requirement.operation) {
        case SelectorOperator::Equals:
        case SelectorOperator::In:
            return value != nullptr && one_of(requirement.values, *value);
        case SelectorOperator::NotEquals:
        case SelectorOperator::NotIn:
            return value == nullptr || !one_of(requirement.values, *value);
        case SelectorOperator::Exists:
            return value != nullptr;
        case SelectorOperator::DoesNotExist:
            return value == nullptr;
    }
    return false;
}

SelectorOperator operator_of(std::string_view name) {
    if (name == "In")
        return SelectorOperator::In;
    if (name == "NotIn")
        return SelectorOperator::NotIn;
    return name == "Exists" ? SelectorOperator::Exists : SelectorOperator::DoesNotExist;
}

}  // namespace

Result<Selector> parse_label_selector(std::string_view text) {
    return parse_selector(text);
}

Result<Selector> parse_field_selector(const ResourceType& type, std::string_view text) {
    auto selector = TRY(parse_selector(text));
    for (const auto& requirement : selector) {
        if (requirement.values.size() != 1)
            return failure(
                ErrorKind::InvalidInput,
                fmt::format("invalid selector: '{}'; can't understand '{}'", text, requirement.key),
                "BadRequest", 400);
        if (!is_selectable(type, requirement.key))
            return failure(ErrorKind::InvalidInput,
                           fmt::format("Unable to find \"{} {}, Resource={}\" that match label "
                                       "selector \"\", field selector \"{}\": field label not "
                                       "supported: {}",
                                       type.group.empty() ? "/" + type.version : type.api_version(),
                                       type.kind, type.plural, text, requirement.key),
                           "BadRequest", 400);
    }
    return selector;
}

bool matches_labels(const Selector& selector, const json::object& labels) {
    return std::ranges::all_of(selector, [&](const Requirement& requirement) {
        const auto* label = labels.if_contains(requirement.key);
        if (label == nullptr || !label->is_string())
            return admits(requirement, nullptr);
        const std::string text(label->get_string());
        return admits(requirement, &text);
    });
}

bool matches_fields(const Selector& selector, const json::object& object) {
    return std::ranges::all_of(selector, [&](const Requirement& requirement) {
        const auto text = field_text(object, requirement.key);
        return admits(requirement, &text);
    });
}

Selector selector_of(const json::object& label_selector) {
    Selector selector;
    for (const auto& [key, value] : find_object(label_selector, "matchLabels"))
        if (value.is_string())
            selector.push_back({key, SelectorOperator::Equals, {std::string(value.get_string())}});
    for (const auto& expression : find_array(label_selector, "matchExpressions")) {
        Requirement requirement{string_or_empty(expression, "key"),
                                operator_of(string_or_empty(expression, "operator"))};
        for (const auto& value : find_array(expression, "values"))
            if (value.is_string())
                requirement.values.emplace_back(value.get_string());
        selector.push_back(std::move(requirement));
    }
    return selector;
}

bool Selection::matches(const json::object& object) const {
    return matches_labels(labels, find_object(object, "metadata.labels")) &&
           matches_fields(fields, object);
}

}  // namespace inland::emulator::cluster
