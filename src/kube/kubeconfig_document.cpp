// SPDX-License-Identifier: Apache-2.0
#include "kube/kubeconfig_document.h"

#include "core/json.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::kube {

namespace {

constexpr std::size_t largest_text = std::size_t{16} * 1024 * 1024;
/// Aliases are written out; a file that grows beyond this is no kubeconfig.
constexpr std::size_t most_nodes = 200'000;
constexpr int deepest = 100;
/// yaml-cpp gives this tag to scalars that were quoted or written as blocks.
constexpr std::string_view text_tag = "!";

/// What YAML would read as something else than text if it stood there plainly.
bool reads_as_other(const std::string& text) {
    constexpr std::array words{std::string_view("true"), std::string_view("false"),
                               std::string_view("null"), std::string_view("~"),
                               std::string_view("yes"),  std::string_view("no"),
                               std::string_view("on"),   std::string_view("off")};
    std::string lower = text;
    std::ranges::transform(lower, lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    });
    const bool numeric =
        lower.find_first_not_of("0123456789+-._eExXoabcdf:") == std::string::npos &&
        (lower.front() == '.' || lower.front() == '-' || lower.front() == '+' ||
         (lower.front() >= '0' && lower.front() <= '9'));
    return numeric || std::ranges::find(words, lower) != words.end();
}

bool is_plain(const std::string& text) {
    constexpr std::string_view harmless =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:=+@-";
    return !text.empty() && text.find_first_not_of(harmless) == std::string::npos &&
           text.front() != '-' && text.front() != ':' && text.front() != '=' &&
           text.front() != '@' && text.back() != ':' && !reads_as_other(text);
}

std::string scalar(const YAML::Node& node) {
    const auto& text = node.Scalar();
    if (node.Tag() != text_tag && text.find('\n') == std::string::npos &&
        (is_plain(text) || reads_as_other(text.empty() ? "~" : text)))
        return text.empty() ? "null" : text;
    return is_plain(text) ? text : json::serialize(json::value(text));
}

/// Writes nodes in block style, with a limit on what aliases may make of a small file.
class Writer {
  public:
    void write(const YAML::Node& node, int indent, int depth) {
        if (++nodes_ > most_nodes || depth > deepest) {
            too_large_ = true;
            return;
        }
        if (node.IsMap() && node.size() > 0)
            write_map(node, indent, depth);
        else if (node.IsSequence() && node.size() > 0)
            write_list(node, indent, depth);
        else
            text_ += node.IsMap()        ? " {}\n"
                     : node.IsSequence() ? " []\n"
                     : node.IsScalar()   ? fmt::format(" {}\n", scalar(node))
                                         : " null\n";
    }

    [[nodiscard]] bool is_too_large() const { return too_large_; }
    [[nodiscard]] std::string take() { return std::move(text_); }

  private:
    /// The start of a line, or of what follows "- ".
    void begin(int indent) {
        if (after_dash_)
            text_ += ' ';
        else
            text_.append(static_cast<std::size_t>(indent), ' ');
        after_dash_ = false;
    }

    void break_line() {
        if (!text_.empty() && !after_dash_)
            text_ += '\n';
    }

    void write_map(const YAML::Node& map, int indent, int depth) {
        break_line();
        for (const auto& member : map) {
            begin(indent);
            text_ += scalar(member.first) + ":";
            // Lists stand under their name without more indentation, as kubectl writes them.
            const bool list = member.second.IsSequence();
            write(member.second, list ? indent : indent + 2, depth + 1);
        }
    }

    void write_list(const YAML::Node& list, int indent, int depth) {
        break_line();
        for (const auto& element : list) {
            begin(indent);
            text_ += "-";
            after_dash_ = element.IsMap() && element.size() > 0;
            write(element, indent + 2, depth + 1);
            after_dash_ = false;
        }
    }

    std::string text_;
    bool after_dash_ = false;
    bool too_large_ = false;
    std::size_t nodes_ = 0;
};

}  // namespace

Result<YAML::Node> read_kubeconfig(std::string_view text) {
    if (text.size() > largest_text)
        return failure(ErrorKind::InvalidInput, "the kubeconfig is larger than 16 MiB");
    try {
        auto document = YAML::Load(std::string(text));
        if (document.IsNull())
            return YAML::Node(YAML::NodeType::Map);
        if (!document.IsMap())
            return failure(ErrorKind::InvalidInput, "the kubeconfig is not a mapping");
        return document;
    } catch (const YAML::Exception& error) {
        return failure(ErrorKind::InvalidInput,
                       fmt::format("the kubeconfig is not YAML at line {}, column {}: {}",
                                   error.mark.line + 1, error.mark.column + 1, error.msg));
    }
}

Result<std::string> write_yaml(const YAML::Node& document) {
    Writer writer;
    writer.write(document, 0, 0);
    if (writer.is_too_large())
        return failure(ErrorKind::InvalidInput, "the kubeconfig is too large or too deep");
    return writer.take();
}

YAML::Node text_node(const std::string& text) {
    YAML::Node node(text);
    node.SetTag(std::string(text_tag));
    return node;
}

}  // namespace inland::kube
