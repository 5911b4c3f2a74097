// SPDX-License-Identifier: Apache-2.0
#include "sources/terraform/written_value.h"

#include "sources/terraform/block_expression.h"
#include "sources/terraform/planned_block.h"
#include "sources/terraform/written_expression.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace inland::sources::terraform {

namespace {

using language::Token;
using language::TokenKind;

/// Locals of locals end long before.
constexpr int deepest = 16;
/// What files may make of loops in loops.
constexpr std::size_t most_values = 100'000;

/// What a `for` binds: an instance of a resource, or a value.
struct Bound {
    const Instance* instance = nullptr;
    std::shared_ptr<const json::value> value = {};  ///< many rounds within may look at it
};
using Names = std::map<std::string, Bound, std::less<>>;

json::value hole(Tokens tokens) {
    std::string words;
    for (const auto& token : tokens)
        words += token.value;
    return json::string(fmt::format("${{{}}}", words));
}

/// Evaluates what is written for one instance.
class Evaluation {
  public:
    explicit Evaluation(const Reader& reader) : reader_(reader) {}

    json::value value(Tokens tokens, const Names& names, int depth) {
        tokens = trimmed(tokens);
        if (tokens.empty() || depth > deepest || ++made_ > most_values)
            return hole(tokens);
        if (is_bracketed(tokens, '{'))
            return is_loop(tokens) ? loop(tokens, names, depth) : object(tokens, names, depth);
        if (is_bracketed(tokens, '[') && !is_loop(tokens))
            return list(tokens, names, depth);
        if (tokens.size() == 1 && tokens.front().value == "null")
            return nullptr;
        if (const auto text = constant_text(tokens))
            return json::string(*text);
        if (const auto inner = sole_interpolation(tokens); !inner.empty())
            return value(inner, names, depth + 1);
        return is_traversal(tokens) ? traversal(tokens, names, depth) : hole(tokens);
    }

  private:
    json::value object(Tokens tokens, const Names& names, int depth) {
        json::object made;
        for (const auto& [key, written] : members_of(tokens)) {
            auto member = value(written, names, depth + 1);
            const auto name = key_text(key, names, depth);
            if (!name)
                return hole(tokens);
            if (!member.is_null())
                made.insert_or_assign(*name, std::move(member));
        }
        return made;
    }

    json::value list(Tokens tokens, const Names& names, int depth) {
        json::array made;
        for (const auto element : elements_of(tokens))
            made.push_back(value(element, names, depth + 1));
        return made;
    }

    /// A key is a word for itself, or an expression.
    std::optional<std::string> key_text(Tokens key, const Names& names, int depth) {
        if (key.size() == 1 && key.front().kind == TokenKind::Word)
            return key.front().value;
        if (is_bracketed(key, '('))
            key = key.subspan(1, key.size() - 2);
        return text(key, names, depth);
    }

    std::optional<std::string> text(Tokens tokens, const Names& names, int depth) {
        const auto made = value(tokens, names, depth + 1);
        return made.is_string() ? std::optional(std::string(made.as_string())) : std::nullopt;
    }

    /// `{ for key, value in aws_subnet.pods : value.availability_zone => { id = value.id } }`
    json::value loop(Tokens tokens, const Names& names, int depth) {
        const auto parts = loop_of(tokens);
        const auto rounds = parts ? rounds_of(parts->over, names, depth) : std::optional<Rounds>();
        if (!rounds)
            return hole(tokens);
        json::object made;
        for (const auto& [key, bound] : *rounds) {
            auto inner = names;
            if (!parts->key_name.empty())
                inner[parts->key_name] = bound_to(json::string(key));
            inner[parts->value_name] = bound;
            const auto name = text(parts->key, inner, depth);
            if (!name)
                return hole(tokens);
            made.insert_or_assign(*name, value(parts->value, inner, depth + 1));
        }
        return made;
    }

    using Rounds = std::vector<std::pair<std::string, Bound>>;

    std::optional<Rounds> rounds_of(Tokens over, const Names& names, int depth) {
        if (auto instances = instances_of(over, names))
            return instances;
        const auto made = value(over, names, depth + 1);
        Rounds rounds;
        if (const auto* object = made.if_object())
            for (const auto& [name, member] : *object)
                rounds.emplace_back(name, bound_to(member));
        else if (const auto* list = made.if_array())
            for (const auto& element : *list)
                rounds.emplace_back(fmt::to_string(rounds.size()), bound_to(element));
        else
            return std::nullopt;
        return rounds;
    }

    /// All instances of a block that is named whole: `aws_subnet.pods`.
    std::optional<Rounds> instances_of(Tokens over, const Names& names) {
        const auto references = references_in(over);
        if (!is_traversal(over) || names.contains(over.front().value) || references.size() != 1 ||
            !names_whole(references.front()))
            return std::nullopt;
        const auto origins = reader_.referred_to(references);
        if (!origins.are_complete() || origins.found.empty())
            return std::nullopt;
        Rounds rounds;
        for (const auto& origin : origins.found) {
            if (!origin.attribute.empty())
                return std::nullopt;
            rounds.emplace_back(origin.instance->key, Bound{.instance = origin.instance});
        }
        return rounds;
    }

    json::value traversal(Tokens tokens, const Names& names, int depth) {
        const auto& root = tokens.front().value;
        const auto path = path_of(tokens.subspan(1));
        if (const auto bound = names.find(root); bound != names.end())
            return member_of_bound(bound->second, path, tokens);
        if (root == "each" && path == "key")
            return json::string(reader_.instance().key);
        if (root == "var")
            if (const auto* given = reader_.configuration().variable(reader_.instance(), path))
                return texts_of(*given);
        if (root == "local")
            if (const auto* written =
                    reader_.configuration().written_local(reader_.instance(), path))
                return value(*written, {}, depth + 1);
        return named(reader_.referred_to(references_in(tokens)), tokens);
    }

    json::value member_of_bound(const Bound& bound, const std::string& path, Tokens tokens) {
        if (bound.instance != nullptr)
            return named({.found = {{bound.instance, path}}}, tokens);
        const auto* found = path.empty() ? bound.value.get() : find(*bound.value, path);
        return found == nullptr ? hole(tokens) : texts_of(*found);
    }

    json::value named(Origins origins, Tokens tokens) {
        const auto found = reader_.named_text(std::move(origins));
        return found ? json::value(json::string(*found)) : hole(tokens);
    }

    static Bound bound_to(json::value value) {
        return {.value = std::make_shared<const json::value>(std::move(value))};
    }

    /// As what is written comes out, too: scalars are texts.
    json::value texts_of(const json::value& given) {
        if (++made_ > most_values)
            return json::string("${too many values}");
        if (given.is_null() || given.is_string())
            return given;
        if (const auto* list = given.if_array()) {
            json::array made;
            for (const auto& element : *list)
                made.push_back(texts_of(element));
            return made;
        }
        if (const auto* object = given.if_object()) {
            json::object made;
            for (const auto& [name, member] : *object)
                made.insert_or_assign(name, texts_of(member));
            return made;
        }
        return json::string(plain_text(given));
    }

    const Reader& reader_;
    std::size_t made_ = 0;
};

}  // namespace

std::optional<json::object> written_object(const Reader& reader, std::string_view argument) {
    const auto* tokens = reader.configuration().written(reader.instance(), argument);
    if (tokens == nullptr)
        return std::nullopt;
    auto made = Evaluation(reader).value(encoded(*tokens), {}, 0);
    return made.is_object() ? std::optional(std::move(made.as_object())) : std::nullopt;
}

}  // namespace inland::sources::terraform
