// SPDX-License-Identifier: Apache-2.0
#include "knowledge/value_reader.h"

#include <array>
#include <charconv>

namespace inland::knowledge {

namespace {

struct Unit {
    std::string_view name;
    Duration length;
};

constexpr std::array<Unit, 4> units = {{{"h", std::chrono::hours(1)},
                                        {"m", std::chrono::minutes(1)},
                                        {"s", std::chrono::seconds(1)},
                                        {"ms", std::chrono::milliseconds(1)}}};

constexpr int largest_count = 100'000;

/// Takes a leading number off `text`.
std::optional<int> take_count(std::string_view& text) {
    int count = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (problem != std::errc{} || count < 0 || count > largest_count)
        return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return count;
}

/// Takes a leading unit off `text`: everything up to the next digit.
std::optional<std::size_t> take_unit(std::string_view& text) {
    const auto name = text.substr(0, text.find_first_of("0123456789"));
    for (std::size_t index = 0; index < units.size(); ++index)
        if (units[index].name == name) {
            text.remove_prefix(name.size());
            return index;
        }
    return std::nullopt;
}

template <typename Number>
void read_number(const Node& node, Reporter& reporter, Number& value) {
    Number read{};
    const char* const end = node.text.data() + node.text.size();
    const auto [stopped, problem] = std::from_chars(node.text.data(), end, read);
    if (node.kind != NodeKind::Scalar || problem != std::errc{} || stopped != end)
        return reporter.wrong_kind(node, node.key, "a number");
    value = read;
}

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) {
    if (text.empty())
        return std::nullopt;
    Duration total{};
    for (std::size_t smallest = 0; !text.empty();) {
        const auto count = take_count(text);
        const auto unit = count ? take_unit(text) : std::nullopt;
        if (!unit || *unit < smallest)
            return std::nullopt;
        total += *count * units[*unit].length;
        smallest = *unit + 1;
    }
    return total;
}

void read_value(const Node& node, Reporter& reporter, std::string& value) {
    if (node.kind != NodeKind::Scalar)
        return reporter.wrong_kind(node, node.key, kind_name(NodeKind::Scalar));
    value = node.text;
}

void read_value(const Node& node, Reporter& reporter, int& value) {
    read_number(node, reporter, value);
}

void read_value(const Node& node, Reporter& reporter, double& value) {
    read_number(node, reporter, value);
}

void read_value(const Node& node, Reporter& reporter, bool& value) {
    static constexpr std::array<std::pair<std::string_view, bool>, 2> words = {
        {{"true", true}, {"false", false}}};
    read_word(node, reporter, words, value);
}

void read_value(const Node& node, Reporter& reporter, Duration& value) {
    if (const auto duration = parse_duration(node.text))
        value = *duration;
    else
        reporter.wrong_kind(node, node.key, "a time such as 9m30s");
}

}  // namespace inland::knowledge
