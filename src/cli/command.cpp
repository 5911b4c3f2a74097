// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"

#include <array>

namespace inland::cli {

void Streams::data(std::string_view text) const {
    std::fwrite(text.data(), 1, text.size(), out);
    std::fflush(out);
}

void Streams::talk(std::string_view line) const {
    std::fwrite(line.data(), 1, line.size(), err);
    std::fputc('\n', err);
}

bool Invocation::has(std::string_view option) const {
    return options.contains(option);
}

std::optional<std::string> Invocation::value(std::string_view option) const {
    const auto found = options.find(option);
    if (found == options.end() || found->second.empty())
        return std::nullopt;
    return found->second.back();
}

std::string Invocation::value_or(std::string_view option, std::string_view fallback) const {
    return value(option).value_or(std::string(fallback));
}

std::span<const OptionRow> common_options() {
    static constexpr std::array rows{
        OptionRow{"-o,--output", "FORMAT", "text or json"},
        OptionRow{"--region", "REGION",
                  "the AWS Region; default: the spec's, or AWS's own settings"},
        OptionRow{"--profile", "NAME", "the profile of ~/.aws/config and ~/.aws/credentials"},
        OptionRow{"--endpoint-url", "URL", "where AWS answers, for every service"},
        OptionRow{"--knowledge", "DIR", "facts to use instead of those built in"},
        OptionRow{"--no-color", "", "no colour, whatever the terminal can do"},
        OptionRow{"-q,--quiet", "", "say only what is wrong"},
        OptionRow{"-v,--verbose", "", "say each call that is made"},
        OptionRow{"--yes", "", "do not ask"},
        OptionRow{"--parallelism", "N", "how many calls may be under way at once; default 10"},
    };
    return rows;
}

}  // namespace inland::cli
