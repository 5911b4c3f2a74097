// SPDX-License-Identifier: Apache-2.0
#include "cli/byte_count.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <string>

#include <fmt/format.h>

namespace inland::cli {

namespace {

struct UnitRow {
    std::string_view name;
    std::uint64_t bytes;
};
constexpr std::uint64_t kilo = 1000;
constexpr std::uint64_t kibi = 1024;
constexpr std::array units{
    UnitRow{"", 1},
    UnitRow{"K", kilo},
    UnitRow{"M", kilo* kilo},
    UnitRow{"G", kilo* kilo* kilo},
    UnitRow{"T", kilo* kilo* kilo* kilo},
    UnitRow{"Ki", kibi},
    UnitRow{"Mi", kibi* kibi},
    UnitRow{"Gi", kibi* kibi* kibi},
    UnitRow{"Ti", kibi* kibi* kibi* kibi},
};

std::unexpected<Error> no_size(std::string_view text) {
    return failure(ErrorKind::InvalidInput,
                   fmt::format("\"{}\" is no size such as 700M or 4GiB", text));
}

}  // namespace

Result<std::uint64_t> parse_byte_count(std::string_view text) {
    std::uint64_t number = 0;
    const auto* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, number);
    std::string_view unit(end, static_cast<std::size_t>(last - end));
    if (unit.ends_with('B'))
        unit.remove_suffix(1);
    const auto* const row = std::ranges::find(units, unit, &UnitRow::name);
    if (error != std::errc{} || row == units.end() || number == 0 ||
        number > std::numeric_limits<std::uint64_t>::max() / row->bytes)
        return no_size(text);
    return number * row->bytes;
}

}  // namespace inland::cli
