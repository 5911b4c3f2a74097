// SPDX-License-Identifier: Apache-2.0
#include "aws/api_table.h"

#include "aws/text_lines.h"

#include <charconv>
#include <span>

namespace inland::aws {

namespace {

using Words = std::span<const std::string_view>;

constexpr std::array<std::pair<std::string_view, ShapeKind>, 6> scalars{{
    {"string", ShapeKind::String},
    {"integer", ShapeKind::Integer},
    {"double", ShapeKind::Double},
    {"boolean", ShapeKind::Boolean},
    {"timestamp", ShapeKind::Timestamp},
    {"blob", ShapeKind::Blob},
}};

constexpr std::array<std::pair<std::string_view, Protocol>, 5> protocols{{
    {"query", Protocol::Query},
    {"ec2", Protocol::Ec2},
    {"json", Protocol::Json},
    {"rest-json", Protocol::RestJson},
    {"rest-xml", Protocol::RestXml},
}};

constexpr std::array<std::pair<std::string_view, Location>, 3> locations{{
    {"uri", Location::Uri},
    {"query", Location::QueryString},
    {"header", Location::Header},
}};

/// The value of `key` in one of the tables above, or nullptr.
const auto* look_up(const auto& table, std::string_view key) {
    const auto row = std::ranges::find(table, key, [](const auto& pair) { return pair.first; });
    return row == table.end() ? nullptr : &row->second;
}

std::string capitalised(std::string_view name) {
    std::string out(name);
    if (!out.empty() && out[0] >= 'a' && out[0] <= 'z')
        out[0] = static_cast<char>(out[0] - 'a' + 'A');
    return out;
}

int to_int(std::string_view text) {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::vector<std::string> to_strings(Words words) {
    return {words.begin(), words.end()};
}

class Parser {
  public:
    Result<Service> parse(std::string_view text) {
        for (int line_number = 1; !text.empty(); ++line_number) {
            const auto line = take_line(text);
            const auto words = split_words(line);
            if (words.empty() || words[0].starts_with('#'))
                continue;
            if (!(line[0] == ' ' ? fact(words) : block(words)))
                return failure(ErrorKind::Internal,
                               fmt::format("api table, line {}: '{}' is not understood",
                                           line_number, trimmed(line)));
        }
        return finish();
    }

  private:
    using Reader = bool (Parser::*)(Words);

    bool block(Words words) {
        static constexpr std::array<std::pair<std::string_view, Reader>, 6> readers{{
            {"service", &Parser::service_block},
            {"operation", &Parser::operation_block},
            {"error", &Parser::error_block},
            {"structure", &Parser::structure_block},
            {"list", &Parser::list_block},
            {"map", &Parser::map_block},
        }};
        fact_ = nullptr;
        const auto* reader = look_up(readers, words[0]);
        return reader && words.size() >= 2 && (this->**reader)(words.subspan(1));
    }

    bool fact(Words words) { return fact_ && (this->*fact_)(words); }

    bool service_block(Words words) {
        service_.name = words[0];
        fact_ = &Parser::service_fact;
        return true;
    }

    bool service_fact(Words words) {
        static constexpr std::array<std::pair<std::string_view, std::string Service::*>, 7> texts{{
            {"id", &Service::id},
            {"version", &Service::api_version},
            {"endpoint", &Service::endpoint_prefix},
            {"signing", &Service::signing_name},
            {"target", &Service::target_prefix},
            {"json", &Service::json_version},
            {"namespace", &Service::xml_namespace},
        }};
        if (words.size() < 2)
            return false;
        if (const auto* text = look_up(texts, words[0])) {
            service_.*(*text) = fmt::format("{}", fmt::join(words.subspan(1), " "));
            return true;
        }
        const auto* protocol = words[0] == "protocol" ? look_up(protocols, words[1]) : nullptr;
        if (protocol)
            service_.protocol = *protocol;
        return protocol;
    }

    bool operation_block(Words words) {
        if (words.size() != 3)
            return false;
        operation_ = &service_.operations[std::string(words[0])];
        operation_->name = words[0];
        operation_->method = words[1];
        operation_->uri = words[2];
        fact_ = &Parser::operation_fact;
        return true;
    }

    bool operation_fact(Words words) {
        using Apply = void (*)(Parser&, Operation&, Words);
        static constexpr std::array<std::pair<std::string_view, Apply>, 10> facts{{
            {"input", [](Parser& self, Operation& o, Words w) { o.input = self.shape(w[0]); }},
            {"output", [](Parser& self, Operation& o, Words w) { o.output = self.shape(w[0]); }},
            {"element", [](Parser&, Operation& o, Words w) { o.input_element = w[0]; }},
            {"status", [](Parser&, Operation& o, Words w) { o.status = to_int(w[0]); }},
            {"unsigned", [](Parser&, Operation& o, Words) { o.authenticated = false; }},
            {"errors", [](Parser&, Operation& o, Words w) { o.errors = to_strings(w); }},
            {"page-in",
             [](Parser&, Operation& o, Words w) { o.pagination.input_tokens = to_strings(w); }},
            {"page-out",
             [](Parser&, Operation& o, Words w) { o.pagination.output_tokens = to_strings(w); }},
            {"page-results",
             [](Parser&, Operation& o, Words w) { o.pagination.results = to_strings(w); }},
            {"page-more", [](Parser&, Operation& o, Words w) { o.pagination.more_results = w[0]; }},
        }};
        const auto* apply = look_up(facts, words[0]);
        if (!apply || (words.size() < 2 && words[0] != "unsigned"))
            return false;
        (*apply)(*this, *operation_, words.subspan(1));
        return true;
    }

    bool error_block(Words words) {
        if (words.size() != 2)
            return false;
        service_.error_status[std::string(words[0])] = to_int(words[1]);
        return true;
    }

    bool structure_block(Words words) {
        structure_ = define(words[0], ShapeKind::Structure);
        fact_ = &Parser::member_fact;
        return true;
    }

    bool member_fact(Words words) {
        if (words.size() < 2)
            return false;
        Member member{.name = std::string(words[0]), .shape = shape(words[1])};
        if (!std::ranges::all_of(words.subspan(2),
                                 [&](auto trait) { return apply_trait(member, trait); }))
            return false;
        const bool named = !member.wire_name.empty();
        if (member.query_name.empty())
            member.query_name = named ? capitalised(member.wire_name) : member.name;
        if (!named)
            member.wire_name = member.name;
        structure_->members.push_back(std::move(member));
        return true;
    }

    static bool apply_trait(Member& member, std::string_view trait) {
        static constexpr std::array<std::pair<std::string_view, bool Member::*>, 3> flags{{
            {"required", &Member::required},
            {"token", &Member::idempotency_token},
            {"last-segment", &Member::last_segment_only},
        }};
        if (const auto* flag = look_up(flags, trait))
            return member.*(*flag) = true;
        const auto equals = std::min(trait.find('='), trait.size() - 1);
        const auto key = trait.substr(0, equals);
        const auto value = trait.substr(equals + 1);
        if (key == "wire")
            return !(member.wire_name = value).empty();
        if (key == "query")
            return !(member.query_name = value).empty();
        const auto* location = key == "at" ? look_up(locations, value) : nullptr;
        if (location)
            member.location = *location;
        return location;
    }

    bool list_block(Words words) {
        if (words.size() < 2)
            return false;
        auto* list = define(words[0], ShapeKind::List);
        list->item = shape(words[1]);
        list->item_name = "member";
        if (words.size() > 2 && words[2].starts_with("wire="))
            list->item_name = words[2].substr(5);
        return true;
    }

    bool map_block(Words words) {
        if (words.size() != 2)
            return false;
        define(words[0], ShapeKind::Map)->item = shape(words[1]);
        return true;
    }

    Shape* define(std::string_view name, ShapeKind kind) {
        auto* shape = named(name);
        shape->kind = kind;
        defined_.insert(shape);
        return shape;
    }

    /// A shape that may be defined further down.
    const Shape* shape(std::string_view name) {
        const auto* scalar = look_up(scalars, name);
        return scalar ? define(name, *scalar) : named(name);
    }

    Shape* named(std::string_view name) {
        auto& shape = service_.shapes[std::string(name)];
        shape.name = name;
        return &shape;
    }

    Result<Service> finish() {
        for (const auto& [name, shape] : service_.shapes)
            if (!defined_.contains(&shape))
                return failure(ErrorKind::Internal, "api table: no shape " + name);
        return std::move(service_);
    }

    Service service_;
    Operation* operation_ = nullptr;
    Shape* structure_ = nullptr;
    bool (Parser::*fact_)(Words) = nullptr;
    std::set<const Shape*> defined_;
};

}  // namespace

Result<Service> parse_api_table(std::string_view text) {
    return Parser().parse(text);
}

}  // namespace inland::aws
