// SPDX-License-Identifier: Apache-2.0
// Corefiles: any bytes; nothing to do changes nothing, a domain is added once, and what was added
// can be taken out again.
#include "coredns/corefile.h"

#include "coredns/stub_domains.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using inland::coredns::parse_corefile;
using inland::coredns::StubDomain;
using inland::coredns::with_stub_domains;

inland::Result<std::string> merged(const std::string& text,
                                   const std::vector<StubDomain>& domains) {
    const auto corefile = parse_corefile(text);
    if (!corefile)
        return std::unexpected(corefile.error());
    return with_stub_domains(*corefile, domains);
}

void require(bool holds) {
    if (!holds)
        std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::vector<StubDomain> corp{{"corp.example.com", {"10.0.0.2"}}};
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto clean = merged(text, {});
    if (!clean)
        return 0;
    require(merged(*clean, {}) == *clean);
    const auto once = merged(*clean, corp);
    if (!once)
        return 0;
    require(merged(*once, corp) == *once);
    const auto without = merged(*once, {});
    require(without && (*without == *clean || *without == *clean + "\n"));
    return 0;
}
