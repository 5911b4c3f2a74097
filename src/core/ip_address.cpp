// SPDX-License-Identifier: Apache-2.0
#include "core/ip_address.h"

#include <array>

#include <arpa/inet.h>
#include <boost/endian/conversion.hpp>
#include <fmt/format.h>

namespace inland {

namespace {

using Octets = std::array<unsigned char, 16>;

IpAddress address_of(const Octets& octets) {
    return {boost::endian::load_big_u64(octets.data()),
            boost::endian::load_big_u64(octets.data() + 8)};
}

Octets octets_of(const IpAddress& address) {
    Octets octets{};
    boost::endian::store_big_u64(octets.data(), address.high);
    boost::endian::store_big_u64(octets.data() + 8, address.low);
    return octets;
}

}  // namespace

Result<IpAddress> IpAddress::parse(std::string_view text) {
    if (const auto four = Ipv4Address::parse(text))
        return IpAddress(*four);
    Octets octets{};
    if (::inet_pton(AF_INET6, std::string(text).c_str(), octets.data()) != 1)
        return failure(ErrorKind::InvalidInput, fmt::format("\"{}\" is not an IP address", text));
    return address_of(octets);
}

std::string IpAddress::text() const {
    if (is_ipv4())
        return ipv4().text();
    std::array<char, INET6_ADDRSTRLEN> text{};
    return ::inet_ntop(AF_INET6, octets_of(*this).data(), text.data(), text.size());
}

}  // namespace inland
