// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"
#include "core/result.h"
#include "oci/copy/copy.h"

#include <string>
#include <string_view>
#include <vector>

namespace inland::cli {

/// Every value that an option was given; none where it was not.
std::vector<std::string> option_values(const Invocation& invocation, std::string_view option);

/// The images that --image and --from-file name, each once, in the order of their first mention.
Result<std::vector<oci::ImageName>> named_images(const Invocation& invocation);

/// --platform, --no-referrers, --parallelism.
Result<oci::CopyOptions> copy_options(const Invocation& invocation);

/// Interrupted outranks what failed; one failure is enough.
ExitCode exit_code_of(const Invocation& invocation, const std::vector<oci::ImageReport>& reports);

inline constexpr OptionRow image_option{"--image", "NAME", "an image; may be given more than once"};
inline constexpr OptionRow from_file_option{"--from-file", "LIST",
                                            "a file with an image's name on each line"};
inline constexpr OptionRow platform_option{"--platform", "OS/ARCH",
                                           "only these of indexes; may be given more than once"};
inline constexpr OptionRow no_referrers_option{"--no-referrers", "",
                                               "leave signatures and attestations behind"};

}  // namespace inland::cli
