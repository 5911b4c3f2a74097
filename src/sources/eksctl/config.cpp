// SPDX-License-Identifier: Apache-2.0
#include "sources/eksctl/config.h"

#include "core/embedded_file.h"
#include "knowledge/yaml_document.h"

#include <algorithm>
#include <span>

namespace inland::sources::eksctl_files {
std::span<const EmbeddedFile> embedded_files();
}  // namespace inland::sources::eksctl_files

namespace inland::sources::eksctl {

using knowledge::Node;
using knowledge::NodeKind;

const Node* Config::find(std::string_view path) const {
    const Node* at = &root_;
    while (at != nullptr && !path.empty()) {
        const auto dot = std::min(path.find('.'), path.size());
        at = at->kind == NodeKind::Map ? at->find(path.substr(0, dot)) : nullptr;
        path.remove_prefix(std::min(dot + 1, path.size()));
    }
    return at == nullptr || at->is_null() ? nullptr : at;
}

std::optional<std::string> Config::text(std::string_view path) const {
    const auto* found = find(path);
    if (found == nullptr)
        return std::nullopt;
    if (found->kind == NodeKind::Scalar)
        return found->text;
    reporter_.wrong_kind(*found, path, "text");
    return std::nullopt;
}

bool Config::is_true(std::string_view path) const {
    return text(path).value_or("") == "true";
}

std::vector<std::string> Config::texts(std::string_view path) const {
    const auto* found = find(path);
    std::vector<std::string> texts;
    if (found != nullptr && found->kind != NodeKind::List) {
        reporter_.wrong_kind(*found, path, "a list");
        return texts;
    }
    if (found != nullptr)
        for (const auto& child : found->children)
            if (child.kind == NodeKind::Scalar)
                texts.push_back(child.text);
    return texts;
}

std::vector<Config> Config::items(std::string_view path) const {
    const auto* found = find(path);
    std::vector<Config> items;
    if (found != nullptr && found->kind != NodeKind::List) {
        reporter_.wrong_kind(*found, path, "a list");
        return items;
    }
    if (found != nullptr)
        for (const auto& child : found->children)
            items.emplace_back(child, reporter_);
    return items;
}

Place Config::place(std::string_view path) const {
    const auto* found = path.empty() ? &root_ : find(path);
    return reporter_.place((found == nullptr ? root_ : *found).position);
}

const Node& defaults() {
    static const Node root = [] {
        Diagnostics diagnostics;
        knowledge::Reporter reporter("knowledge/eksctl/defaults.yaml", diagnostics);
        return knowledge::parse_yaml(eksctl_files::embedded_files().front().text, reporter)
            .value_or(Node{});
    }();
    return root;
}

std::string Reading::text(std::string_view path, std::string_view fallback) const {
    return config.text(path).value_or(defaults.text(fallback).value_or(std::string()));
}

}  // namespace inland::sources::eksctl
