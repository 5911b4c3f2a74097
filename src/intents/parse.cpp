// SPDX-License-Identifier: Apache-2.0
#include "intents/parse.h"

#include "intents/context.h"
#include "knowledge/bounded_file.h"
#include "knowledge/yaml_document.h"

#include <array>

#include <fmt/format.h>

namespace inland::intents {

namespace {

void expect(const Node& node, Context& context, std::string_view word) {
    if (node.kind != NodeKind::Scalar || node.text != word)
        context.error(node.position, "unknown-word", "unknown word", knowledge::quoted(node.text),
                      fmt::format("it is \"{}\"", word));
}

void read_groups(const Node& node, Context& context, Intents& intents) {
    (void)intents;
    if (node.kind != NodeKind::Map)
        return context.wrong_kind(node, "groups", kind_name(NodeKind::Map));
    for (const auto& child : node.children)
        read_group(child, context);
}

void read_intents(const Node& node, Context& context, Intents& intents) {
    if (node.kind != NodeKind::List)
        return context.wrong_kind(node, "intents", kind_name(NodeKind::List));
    for (const auto& child : node.children)
        read_intent(child, context, intents);
}

constexpr std::array document_fields{
    IntentField<Intents>{"apiVersion", Presence::Required,
                         [](const Node& node, Context& context, Intents& intents) {
                             (void)intents;
                             expect(node, context, "inland.dev/v1alpha1");
                         }},
    IntentField<Intents>{"kind", Presence::Required,
                         [](const Node& node, Context& context, Intents& intents) {
                             (void)intents;
                             expect(node, context, "Intents");
                         }},
    IntentField<Intents>{"groups", Presence::Optional, read_groups},
    IntentField<Intents>{"intents", Presence::Required, read_intents},
};

}  // namespace

bool read_text(const Node& node, Context& context, std::string& text) {
    if (node.kind != NodeKind::Scalar || node.text.empty()) {
        context.wrong_kind(node, node.key.empty() ? "an entry" : node.key,
                           kind_name(NodeKind::Scalar));
        return false;
    }
    text = node.text;
    return true;
}

std::optional<Intents> parse(std::string_view text, std::string_view file,
                             Diagnostics& diagnostics) {
    Diagnostics found;
    Context context(file, found);
    Intents intents;
    if (const auto document =
            knowledge::parse_yaml(text, context, {.maximum_bytes = maximum_bytes}))
        knowledge::read_fields(*document, "the file",
                               std::span<const IntentField<Intents>>(document_fields), context,
                               intents);
    const bool failed = found.has_errors();
    diagnostics.append(std::move(found));
    return failed ? std::nullopt : std::optional(std::move(intents));
}

std::optional<Intents> load_file(const std::string& path, Diagnostics& diagnostics) {
    knowledge::Reporter reporter(path, diagnostics);
    const auto text = knowledge::read_bounded_file(path, maximum_bytes, reporter);
    return text ? parse(*text, path, diagnostics) : std::nullopt;
}

}  // namespace inland::intents
