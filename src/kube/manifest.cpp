// SPDX-License-Identifier: Apache-2.0
#include "kube/manifest.h"

#include "knowledge/yaml_stream.h"

#include <array>
#include <charconv>

#include <fmt/format.h>

namespace inland::kube {

namespace {

using knowledge::Node;

struct WordRow {
    std::string_view word;
    json::value value;
};

template <typename Number>
std::optional<json::value> number_of(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return json::value(number);
}

/// What a plain scalar means in YAML 1.1 as Kubernetes' own reader takes it, less the forms that
/// nobody writes (octal and sexagesimal numbers, "yes" and "no").
json::value plain_value(const std::string& text) {
    static const std::array words{WordRow{"true", true},    WordRow{"True", true},
                                  WordRow{"false", false},  WordRow{"False", false},
                                  WordRow{"null", nullptr}, WordRow{"~", nullptr}};
    for (const auto& row : words)
        if (row.word == text)
            return row.value;
    if (const auto integer = number_of<std::int64_t>(text))
        return *integer;
    const bool is_numeric = text.find_first_not_of("0123456789+-.eE") == std::string::npos;
    const auto number = is_numeric ? number_of<double>(text) : std::nullopt;
    return number ? *number : json::value(text);
}

json::value value_of(const Node& node) {
    if (node.kind == knowledge::NodeKind::Scalar)
        return node.style == knowledge::ScalarStyle::Quoted ? json::value(node.text)
                                                            : plain_value(node.text);
    if (node.kind == knowledge::NodeKind::List) {
        json::array list;
        for (const auto& child : node.children)
            list.push_back(value_of(child));
        return list;
    }
    if (node.kind == knowledge::NodeKind::Null)
        return nullptr;
    json::object object;
    for (const auto& child : node.children)
        object[child.key] = value_of(child);
    return object;
}

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
        auto value = value_of(document);
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
