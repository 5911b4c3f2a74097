// SPDX-License-Identifier: Apache-2.0
#include "coredns/stub_domains.h"

#include "manifests/text_edit.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::coredns {

namespace {

using manifests::Edit;

std::string block_text(const StubDomain& domain) {
    return fmt::format("{}\n{}:53 {{\n    errors\n    cache 30\n    forward . {}\n}}",
                       stub_domain_mark, domain.domain, fmt::join(domain.servers, " "));
}

/// Where the mark before the block begins; nothing when it is not Inland's.
std::optional<std::size_t> mark_of(const std::string& text, const CorefileBlock& block) {
    const auto before = std::string_view(text).substr(0, block.begin);
    const auto line_end = before.find_last_not_of(" \t\r");
    if (line_end == std::string_view::npos || before[line_end] != '\n')
        return std::nullopt;
    auto marked = before.substr(0, line_end);
    if (marked.ends_with('\r'))
        marked.remove_suffix(1);
    if (!marked.ends_with(stub_domain_mark))
        return std::nullopt;
    const auto begin = marked.size() - stub_domain_mark.size();
    return begin == 0 || marked[begin - 1] == '\n' ? std::optional(begin) : std::nullopt;
}

class Merge {
  public:
    Merge(const Corefile& corefile, const std::vector<StubDomain>& domains)
        : corefile_(corefile), domains_(domains), is_placed_(domains.size(), false) {}

    Result<std::string> merged() {
        for (const CorefileBlock& block : corefile_.blocks)
            TRY_VOID(hold(block));
        append();
        return manifests::with_edits(corefile_.text, edits_);
    }

  private:
    [[nodiscard]] std::optional<std::size_t> domain_of(const CorefileBlock& block) const {
        for (std::size_t i = 0; i < domains_.size(); ++i)
            if (block.serves(domains_[i].domain))
                return i;
        return std::nullopt;
    }

    Result<void> hold(const CorefileBlock& block) {
        const auto domain = domain_of(block);
        const auto begin = mark_of(corefile_.text, block);
        if (!begin && domain)
            return failure(
                ErrorKind::InvalidInput,
                fmt::format("line {} of the Corefile: {} has a server block already, which is not "
                            "Inland's; take it out, or the domain out of dns.forward",
                            block.keys.front().line, domains_[*domain].domain));
        if (!begin)
            return {};
        if (domain && !is_placed_[*domain])
            replace(*begin, block.end, *domain);
        else
            remove(*begin, block.end);
        return {};
    }

    void replace(std::size_t begin, std::size_t end, std::size_t domain) {
        is_placed_[domain] = true;
        const auto text = block_text(domains_[domain]);
        if (std::string_view(corefile_.text).substr(begin, end - begin) != text)
            edits_.push_back({.offset = begin, .length = end - begin, .text = text});
    }

    /// With the rest of its last line.
    void remove(std::size_t begin, std::size_t end) {
        const auto line = corefile_.text.find_first_not_of(" \t\r", end);
        if (line != std::string::npos && corefile_.text[line] == '\n')
            end = line + 1;
        edits_.push_back({.offset = begin, .length = end - begin, .text = {}});
    }

    void append() {
        std::string added;
        for (std::size_t i = 0; i < domains_.size(); ++i)
            if (!is_placed_[i])
                added += block_text(domains_[i]) + "\n";
        if (added.empty())
            return;
        const bool ends_a_line = corefile_.text.empty() || corefile_.text.ends_with('\n');
        edits_.push_back({.offset = corefile_.text.size(),
                          .length = 0,
                          .text = (ends_a_line ? "" : "\n") + added});
    }

    const Corefile& corefile_;
    const std::vector<StubDomain>& domains_;
    std::vector<bool> is_placed_;
    std::vector<Edit> edits_;
};

/// A block without braces takes all that follows for its own, so nothing can come after it.
bool is_unbraced(const Corefile& corefile) {
    return std::ranges::any_of(corefile.blocks, [](const CorefileBlock& block) {
        return !block.closing_brace && block.keys.front().text != "import";
    });
}

}  // namespace

Result<std::string> with_stub_domains(const Corefile& corefile,
                                      const std::vector<StubDomain>& domains) {
    if (!domains.empty() && is_unbraced(corefile))
        return failure(ErrorKind::InvalidInput,
                       "the Corefile has one server block without braces; put them around it");
    return Merge(corefile, domains).merged();
}

}  // namespace inland::coredns
