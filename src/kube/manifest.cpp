// SPDX-License-Identifier: Apache-2.0
#include "kube/manifest.h"

#include "knowledge/yaml_stream.h"
#include "manifests/json_value.h"

#include <fmt/format.h>

namespace inland::kube {

namespace {

using knowledge::Node;

std::string text_of(const Diagnostics& diagnostics) {
    std::string text;
    for (const auto& diagnostic : diagnostics.sorted())
        text += fmt::format("{}{}: {}: {}", text.empty() ? "" : "; ", diagnostic.place.text(),
                            diagnostic.summary, diagnostic.detail);
    return text;
}

bool names_something(const json::value& document) {
    return !string_or_empty(document, "apiVersion").empty() &&
           !string_or_empty(document, "kind").empty() &&
           !string_or_empty(document, "metadata.name").empty();
}

}  // namespace

Result<std::vector<json::object>> read_objects(std::string_view text, const std::string& path) {
    Diagnostics diagnostics;
    knowledge::Reporter reporter(path, diagnostics);
    std::vector<json::object> objects;
    knowledge::read_yaml_stream(text, reporter, [&](const Node& document) {
        auto value = manifests::json_value(document);
        if (names_something(value))
            objects.push_back(std::move(value.get_object()));
        else
            reporter.error(document.position, "no-object", "this is no Kubernetes object",
                           "one has apiVersion, kind and metadata.name");
    });
    if (diagnostics.has_errors())
        return failure(ErrorKind::InvalidInput, text_of(diagnostics));
    return objects;
}

}  // namespace inland::kube
