// SPDX-License-Identifier: Apache-2.0
#include "oci/registry/upload_source.h"

#include <algorithm>

namespace inland::oci {

Result<std::size_t> UploadSource::read(std::span<char> room) {
    const auto end = position_ < start_ ? start_ : end_;
    const auto taken =
        TRY(reader_.read(room.subspan(0, std::min<std::uint64_t>(room.size(), end - position_))));
    if (taken == 0)
        return failure(ErrorKind::InvalidInput, "the blob ends too early");
    position_ += taken;
    return taken;
}

std::optional<std::size_t> UploadSource::give(std::span<char> room) {
    if (position_ == end_)
        return 0;
    for (;;) {
        const bool known = position_ < start_;
        const auto taken = read(room);
        if (!taken) {
            said_ = std::unexpected(taken.error());
            return std::nullopt;
        }
        if (!known)
            return *taken;
    }
}

}  // namespace inland::oci
