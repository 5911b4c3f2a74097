// SPDX-License-Identifier: Apache-2.0
#include "tests/oracle/translate_words.h"

namespace inland::oracle {

namespace {

constexpr std::uint32_t base_address = 10U << 24U;
constexpr std::uint64_t ipv6_base = 0x2001'0db8'0000'0000;

}  // namespace

Ipv4Address real_address(int address) {
    return {base_address + static_cast<std::uint32_t>(address)};
}

IpAddress real_ipv6_address(int address) {
    return {ipv6_base, static_cast<std::uint64_t>(address)};
}

Ipv4Prefix real_block(const Block& block) {
    if (block.length == 0)
        return {};
    return {real_address(block.base), 24 + block.length};
}

Ipv6Prefix real_ipv6_block(const Block& block) {
    if (block.length == 0)
        return {};
    return {real_ipv6_address(block.base), 120 + block.length};
}

void set_block(const Block& block, std::optional<Ipv4Prefix>& four,
               std::optional<Ipv6Prefix>& six) {
    if (block.six)
        six = real_ipv6_block(block);
    else
        four = real_block(block);
}

std::string key(std::string_view type, int number) {
    return std::string(type) + "-" + std::to_string(number);
}

std::string list_name(int list) {
    return list == storage_list ? "com.amazonaws.eu-central-1.s3" : key("pl", list);
}

}  // namespace inland::oracle
