// SPDX-License-Identifier: Apache-2.0
#include "spec/readers.h"
#include "spec/values.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::spec {

namespace {

bool looks_like_number(std::string_view text) {
    return text.find_first_not_of("0123456789.") == std::string_view::npos;
}

void report_unquoted(const Node& node, Context& context) {
    context.error(node.position, "unquoted-version", "the version must be in quotes",
                  "without quotes it is a number to YAML, so that 1.30 would be 1.3",
                  fmt::format("write version: \"{}\"", node.text));
}

void report_unknown(const Node& node, Context& context) {
    std::vector<std::string> known;
    for (const auto& version : context.tables.versions)
        known.push_back(version.version);
    context.unknown_word(node.position, "unknown-version", "unknown Kubernetes version", node.text,
                         known);
}

/// EKS creates nothing from the day on which extended support ends.
bool has_ended(const knowledge::KubernetesVersion& version, TimePoint today) {
    return iso8601(today).substr(0, 10) >= version.extended_support_ends;
}

void report_ended(const Node& node, Context& context, const knowledge::KubernetesVersion& ended) {
    std::vector<std::string> alive;
    for (const auto& version : context.tables.versions)
        if (!has_ended(version, context.today))
            alive.push_back(version.version);
    context.error(
        node.position, "ended-version", "EKS has ended this version",
        fmt::format("the support of {} ended on {}", ended.version, ended.extended_support_ends),
        fmt::format("one of: {}", fmt::join(alive, ", ")));
}

}  // namespace

void read_version(const Node& node, Context& context, Cluster& cluster) {
    PlacedText text;
    if (!read_text(node, context, text))
        return;
    if (node.style == knowledge::ScalarStyle::Plain && looks_like_number(text.value))
        return report_unquoted(node, context);
    const auto* const version = context.tables.version(text.value);
    if (!version)
        return report_unknown(node, context);
    if (has_ended(*version, context.today))
        return report_ended(node, context, *version);
    cluster.version = std::move(text);
}

}  // namespace inland::spec
