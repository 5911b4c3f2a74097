// SPDX-License-Identifier: Apache-2.0
#include "intents/context.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::intents {

namespace {

/// Names become parts of flow ids: letters, digits, dots, dashes and underscores.
bool is_name(std::string_view text) {
    return text.size() <= 100 && std::ranges::all_of(text, [](char letter) {
               const auto byte = static_cast<unsigned char>(letter);
               return byte < 0x80U &&
                      (std::isalnum(byte) != 0 || letter == '-' || letter == '_' || letter == '.');
           });
}

void read_name(const Node& node, Context& context, Intent& intent) {
    if (read_text(node, context, intent.name) && !is_name(intent.name))
        context.error(node.position, "wrong-name", "this is no name of an intent",
                      knowledge::quoted(intent.name),
                      "use letters, digits, dots, dashes and underscores, at most 100");
}

void read_must(const Node& node, Context& context, Intent& intent) {
    std::string word;
    if (!read_text(node, context, word))
        return;
    static const std::array<std::string, 2> words{"reach", "never-reach"};
    if (std::ranges::find(words, word) == words.end())
        return context.unknown_word(node.position, "unknown-word", "unknown word", word, words);
    intent.must = word == words[0] ? knowledge::Must::Reach : knowledge::Must::NeverReach;
}

constexpr std::array intent_fields{
    IntentField<Intent>{"name", Presence::Required, read_name},
    IntentField<Intent>{"why", Presence::Optional,
                        [](const Node& node, Context& context, Intent& intent) {
                            static_cast<void>(read_text(node, context, intent.why));
                        }},
    IntentField<Intent>{"from", Presence::Required,
                        [](const Node& node, Context& context, Intent& intent) {
                            read_members(node, context, intent.from);
                        }},
    IntentField<Intent>{"to", Presence::Required,
                        [](const Node& node, Context& context, Intent& intent) {
                            read_members(node, context, intent.to);
                        }},
    IntentField<Intent>{"must", Presence::Required, read_must},
    IntentField<Intent>{"protocol", Presence::Optional, read_protocol},
    IntentField<Intent>{"ports", Presence::Optional, read_ports},
};

}  // namespace

void read_intent(const Node& node, Context& context, Intents& intents) {
    Intent intent;
    intent.place = context.place(node.position);
    knowledge::read_fields(node, "an intent", std::span<const IntentField<Intent>>(intent_fields),
                           context, intent);
    complete_traffic(node, context, intent);
    const auto same = std::ranges::find(intents, intent.name, &Intent::name);
    if (same != intents.end() && !intent.name.empty())
        context.error(
            node.position, "repeated-name", "two intents have one name",
            fmt::format("{} is also at {}", knowledge::quoted(intent.name), same->place.text()));
    intents.push_back(std::move(intent));
}

}  // namespace inland::intents
