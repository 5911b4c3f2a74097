// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::coredns {

/// A word of a Corefile, with the bytes that it stands in: quotes belong to the bytes and not to
/// the word.
struct CorefileToken {
    std::string text;
    std::size_t begin = 0;
    std::size_t end = 0;
    int line = 1;       ///< where it begins
    int last_line = 1;  ///< where it ends
};

/// "forward . 10.0.0.2 {", its options and "}".
struct CorefileDirective {
    std::vector<CorefileToken> tokens;  ///< the first is its name; never empty
    [[nodiscard]] const std::string& name() const { return tokens.front().text; }
};

/// Zones and what is done with them; or a snippet, whose one key is "(name)"; or an import, whose
/// keys are "import" and what it names, and which holds nothing.
struct CorefileBlock {
    std::vector<CorefileToken> keys;  ///< without commas; never empty
    std::vector<CorefileDirective> directives;
    std::size_t begin = 0;                          ///< of the first key
    std::size_t end = 0;                            ///< behind its last byte
    std::optional<std::size_t> closing_brace = {};  ///< where there are braces

    /// Whether it answers for the zone on DNS's own port: "corp.example.com",
    /// "corp.example.com.:53", "dns://corp.example.com".
    [[nodiscard]] bool serves(std::string_view zone) const;
    /// Those that it answers for on DNS's own port, in their normal form.
    [[nodiscard]] std::vector<std::string> zones() const;
};

/// CoreDNS's configuration as its own parser reads it (coredns/caddy, caddyfile: the lexer and the
/// parser; coredns, core/dnsserver/address.go). The text stays what it is: who changes something
/// edits bytes. Imports and variables are not followed.
struct Corefile {
    std::string text;
    std::vector<CorefileBlock> blocks;
};

/// InvalidInput with the line, for what CoreDNS would not start with, and for more than 1 MiB,
/// which is all that a ConfigMap holds.
Result<Corefile> parse_corefile(std::string text);

/// A zone without its trailing dot, in lower case; "." stays what it is.
std::string normal_zone(std::string_view zone);

}  // namespace inland::coredns
