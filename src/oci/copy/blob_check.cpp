// SPDX-License-Identifier: Apache-2.0
#include "oci/copy/blob_check.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::oci {

BlobCheck::BlobCheck(Descriptor blob, std::uint64_t step)
    : blob_(std::move(blob)), step_(step), now_(blob_.digest.algorithm()), start_(now_) {}

/// Where a state has to be kept, or to be compared.
std::uint64_t BlobCheck::next_stop() const {
    const auto next_step = (position() / step_ + 1) * step_;
    return farthest_ ? std::min(next_step, farthest_->size()) : next_step;
}

Result<void> BlobCheck::add(std::string_view bytes) {
    if (bytes.size() > blob_.size - position())
        return failure(ErrorKind::InvalidInput, fmt::format("{}: more than its {} bytes come",
                                                            blob_.digest.text(), blob_.size));
    while (!bytes.empty()) {
        const auto part = bytes.substr(0, next_stop() - position());
        TRY_VOID(add_part(part));
        bytes.remove_prefix(part.size());
    }
    return {};
}

Result<void> BlobCheck::add_part(std::string_view bytes) {
    now_.update(bytes);
    if (position() % step_ == 0) {
        constexpr std::size_t most = 2;
        if (steps_.size() == most)
            steps_.erase(steps_.begin());
        steps_.push_back(now_);
    }
    if (!farthest_ || farthest_->size() != position())
        return {};
    const bool same = farthest_->digest() == now_.digest();
    farthest_.reset();
    if (!same)
        return failure(
            ErrorKind::InvalidInput,
            fmt::format("{}: other bytes come than the first time", blob_.digest.text()));
    return {};
}

Result<void> BlobCheck::finish() const {
    if (position() != blob_.size)
        return failure(ErrorKind::InvalidInput,
                       fmt::format("{}: {} bytes come and it has {}", blob_.digest.text(),
                                   position(), blob_.size));
    if (const auto digest = now_.digest(); digest != blob_.digest)
        return failure(ErrorKind::InvalidInput,
                       fmt::format("{}: its bytes are others, with the digest {}",
                                   blob_.digest.text(), digest.text()));
    return {};
}

std::uint64_t BlobCheck::rewind(std::uint64_t to) {
    if (!farthest_ || farthest_->size() < position())
        farthest_ = now_;
    std::erase_if(steps_, [&](const DigestStream& step) { return step.size() > to; });
    now_ = steps_.empty() ? start_ : steps_.back();
    if (farthest_->size() == position())
        farthest_.reset();
    return position();
}

}  // namespace inland::oci
