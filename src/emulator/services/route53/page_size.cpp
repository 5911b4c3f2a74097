// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/route53/page_size.h"

#include "emulator/services/members.h"
#include "emulator/services/refusal.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace inland::emulator::route53 {

Result<std::size_t> page_size(const Call& call, std::string_view member, std::size_t greatest) {
    const auto text = text_of(call.input, member);
    if (text.empty())
        return greatest;
    std::size_t wanted = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), wanted);
    if (error != std::errc() || end != text.data() + text.size() || wanted == 0)
        return refuse("InvalidInput", fmt::format("{} is not a valid number of items.", text));
    return std::min(wanted, greatest);
}

}  // namespace inland::emulator::route53
