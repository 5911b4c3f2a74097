// SPDX-License-Identifier: Apache-2.0
#include "user_data/kubelet_flags.h"

#include "user_data/mime_head.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::user_data {

namespace {

void add_labels(std::string_view value, NodeSettings& settings) {
    for (const auto& pair : split_at_commas(value)) {
        const auto equals = pair.find('=');
        if (!pair.empty())
            settings.labels[pair.substr(0, equals)] =
                equals == std::string::npos ? "" : pair.substr(equals + 1);
    }
}

void add_taints(std::string_view value, NodeSettings& settings) {
    for (const auto& text : split_at_commas(value))
        if (!text.empty())
            settings.taints.push_back(taint_of(text));
}

void set_max_pods(std::string_view value, NodeSettings& settings) {
    settings.max_pods = number_in(value);
}

void set_host_name(std::string_view value, NodeSettings& settings) {
    settings.host_name = value;
}

void set_cluster_dns(std::string_view value, NodeSettings& settings) {
    settings.cluster_dns = value.substr(0, value.find(','));
}

struct FlagRow {
    std::string_view flag;
    void (*apply)(std::string_view value, NodeSettings& settings);
};
constexpr std::array flags{
    FlagRow{"--node-labels", add_labels},      FlagRow{"--register-with-taints", add_taints},
    FlagRow{"--max-pods", set_max_pods},       FlagRow{"--hostname-override", set_host_name},
    FlagRow{"--cluster-dns", set_cluster_dns},
};

std::vector<std::string> split(std::string_view text, std::string_view separators) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto end = text.find_first_of(separators);
        parts.emplace_back(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
    return parts;
}

}  // namespace

std::vector<std::string> split_at_commas(std::string_view text) {
    return split(text, ",");
}

std::vector<std::string> split_at_blanks(std::string_view text) {
    auto words = split(text, " \t\r\n");
    std::erase(words, "");
    return words;
}

std::optional<int> number_in(std::string_view text) {
    int number = 0;
    const auto* const end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, number);
    if (result.ec != std::errc() || result.ptr != end || number < 0)
        return std::nullopt;
    return number;
}

Taint taint_of(std::string_view text) {
    const auto colon = text.rfind(':');
    const auto pair = text.substr(0, colon);
    const auto equals = pair.find('=');
    Taint taint;
    taint.key = pair.substr(0, equals);
    taint.value = equals == std::string_view::npos ? "" : pair.substr(equals + 1);
    taint.effect = colon == std::string_view::npos ? "" : text.substr(colon + 1);
    return taint;
}

void apply_kubelet_flags(std::span<const std::string> words, NodeSettings& settings) {
    for (std::size_t at = 0; at < words.size(); ++at) {
        const std::string_view word = words[at];
        const auto equals = word.find('=');
        const auto row = std::ranges::find(flags, word.substr(0, equals), &FlagRow::flag);
        if (row == flags.end())
            continue;
        if (equals != std::string_view::npos)
            row->apply(word.substr(equals + 1), settings);
        else if (at + 1 < words.size())
            row->apply(words[++at], settings);
    }
}

std::string labels_text(const std::map<std::string, std::string>& labels) {
    std::vector<std::string> pairs;
    for (const auto& [key, value] : labels)
        pairs.push_back(key + "=" + value);
    return fmt::format("{}", fmt::join(pairs, ","));
}

std::string taints_text(std::span<const Taint> taints) {
    std::vector<std::string> texts;
    for (const Taint& taint : taints)
        texts.push_back(fmt::format("{}={}:{}", taint.key, taint.value, taint.effect));
    return fmt::format("{}", fmt::join(texts, ","));
}

}  // namespace inland::user_data
