// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/autoscaler/settings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>

namespace inland::emulator::autoscaler {

namespace {

/// Go's time.ParseDuration, as far as flags use it: "10m", "1h30m", "90s".
std::optional<Duration> parse_go_duration(std::string_view text) {
    Duration sum{};
    while (!text.empty()) {
        int number = 0;
        const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        text.remove_prefix(static_cast<std::size_t>(rest - text.data()));
        if (error != std::errc() || text.empty())
            return std::nullopt;
        if (text.front() == 'h')
            sum += std::chrono::hours(number);
        else if (text.front() == 'm')
            sum += std::chrono::minutes(number);
        else if (text.front() == 's')
            sum += std::chrono::seconds(number);
        else
            return std::nullopt;
        text.remove_prefix(1);
    }
    return sum;
}

template <Duration Settings::* member>
void read_duration(Settings& settings, std::string_view value) {
    settings.*member = parse_go_duration(value).value_or(settings.*member);
}

template <bool Settings::* member>
void read_flag(Settings& settings, std::string_view value) {
    settings.*member = value.empty() || value == "true";
}

void read_threshold(Settings& settings, std::string_view value) {
    double threshold = 0;
    const auto end = value.data() + value.size();
    if (std::from_chars(value.data(), end, threshold).ptr == end)
        settings.utilization_threshold = threshold;
}

void read_expander(Settings& settings, std::string_view value) {
    settings.expander = value;
}

/// "asg:tag=KEY,KEY": a tag may be "KEY=VALUE", of which the key is asked for.
void read_discovery(Settings& settings, std::string_view value) {
    constexpr std::string_view beginning = "asg:tag=";
    if (!value.starts_with(beginning))
        return;
    value.remove_prefix(beginning.size());
    while (!value.empty()) {
        const auto comma = std::min(value.find(','), value.size());
        const auto tag = value.substr(0, comma);
        settings.discovery_tags.emplace_back(tag.substr(0, tag.find('=')));
        value.remove_prefix(std::min(comma + 1, value.size()));
    }
}

struct FlagRow {
    std::string_view name;
    void (*read)(Settings& settings, std::string_view value);
};
constexpr std::array flags{
    FlagRow{"node-group-auto-discovery", read_discovery},
    FlagRow{"expander", read_expander},
    FlagRow{"scale-down-enabled", read_flag<&Settings::scale_down>},
    FlagRow{"skip-nodes-with-system-pods", read_flag<&Settings::spare_system_pods>},
    FlagRow{"skip-nodes-with-local-storage", read_flag<&Settings::spare_local_storage>},
    FlagRow{"scale-down-utilization-threshold", read_threshold},
    FlagRow{"scale-down-unneeded-time", read_duration<&Settings::unneeded_time>},
    FlagRow{"scale-down-delay-after-add", read_duration<&Settings::delay_after_add>},
    FlagRow{"scale-down-delay-after-failure", read_duration<&Settings::delay_after_failure>},
    FlagRow{"max-node-provision-time", read_duration<&Settings::provision_time>},
    FlagRow{"scan-interval", read_duration<&Settings::scan_interval>}};

void read_word(Settings& settings, std::string_view word) {
    if (!word.starts_with('-'))
        return;
    word.remove_prefix(std::min(word.find_first_not_of('-'), word.size()));
    const auto equals = word.find('=');
    const auto row = std::ranges::find(flags, word.substr(0, equals), &FlagRow::name);
    if (row != flags.end())
        row->read(settings, equals == word.npos ? "" : word.substr(equals + 1));
}

}  // namespace

Settings settings_of(const json::object& container) {
    Settings settings;
    for (const auto* list : {"command", "args"})
        for (const auto& word : find_array(container, list))
            if (word.is_string())
                read_word(settings, word.get_string());
    return settings;
}

}  // namespace inland::emulator::autoscaler
