// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/quantities.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <string>

namespace inland::emulator::cluster {

namespace {

struct Suffix {
    std::string_view text;
    double thousandths;
};
constexpr double thousand = 1e3;
constexpr double kibi = 1024;
constexpr std::array suffixes{Suffix{"", thousand},
                              Suffix{"n", 1e-6},
                              Suffix{"u", 1e-3},
                              Suffix{"m", 1},
                              Suffix{"k", 1e6},
                              Suffix{"M", 1e9},
                              Suffix{"G", 1e12},
                              Suffix{"T", 1e15},
                              Suffix{"Ki", thousand* kibi},
                              Suffix{"Mi", thousand* kibi* kibi},
                              Suffix{"Gi", thousand* kibi* kibi* kibi},
                              Suffix{"Ti", thousand* kibi* kibi* kibi* kibi}};

}  // namespace

std::int64_t milli_quantity(std::string_view text) {
    double number = 0;
    const auto* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
    const auto suffix = std::ranges::find(suffixes, unit, &Suffix::text);
    if (error != std::errc{} || suffix == suffixes.end())
        return 0;
    constexpr auto largest = static_cast<double>(std::numeric_limits<std::int64_t>::max() / 2);
    return static_cast<std::int64_t>(std::clamp(number * suffix->thousandths, -largest, largest));
}

std::int64_t milli_quantity_of(const json::value& value) {
    if (value.is_string())
        return milli_quantity(std::string_view(value.get_string()));
    return value.is_number() ? milli_quantity(json::serialize(value)) : 0;
}

}  // namespace inland::emulator::cluster
