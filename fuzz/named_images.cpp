// SPDX-License-Identifier: Apache-2.0
// What add-ons' configurations and user data name of Amazon ECR's images.
#include "prove/joins/named_images.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

}  // namespace

/// Every image that is found stands in the text as it was found.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const auto& image : inland::prove::images_named_in(text)) {
        const bool is_account =
            image.account.size() == 12 && std::ranges::all_of(image.account, is_digit);
        const bool is_host =
            image.host.starts_with(image.account + ".dkr.ecr." + image.region + ".");
        if (!is_account || !is_host || image.repository.empty() ||
            !text.contains(image.host + "/" + image.repository))
            std::abort();
    }
    return 0;
}
