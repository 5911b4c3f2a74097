// SPDX-License-Identifier: Apache-2.0
#include "oci/copy/byte_ring.h"

#include <algorithm>
#include <cstring>

namespace inland::oci {

namespace {

std::unexpected<Error> interrupted() {
    return failure(ErrorKind::Interrupted, "interrupted");
}

}  // namespace

ByteRing::ByteRing(std::size_t capacity)
    : bytes_(capacity), worth_waking_(std::max<std::size_t>(capacity / 4, 1)) {}

Result<void> ByteRing::put(std::string_view bytes, const std::stop_token& stop) {
    while (!bytes.empty()) {
        std::unique_lock lock(mutex_);
        if (!changed_.wait(lock, stop, [&] { return used_ < bytes_.size(); }))
            return interrupted();
        bytes.remove_prefix(copy_in(bytes));
        if (used_ > worth_waking_)
            changed_.notify_all();
    }
    return {};
}

void ByteRing::close(Result<void> outcome) {
    const std::scoped_lock lock(mutex_);
    outcome_ = std::move(outcome);
    changed_.notify_all();
}

Result<std::size_t> ByteRing::take(std::span<char> room, std::size_t kept_back,
                                   const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    const auto least = std::max(worth_waking_, kept_back);
    if (!changed_.wait(lock, stop, [&] { return outcome_ || used_ > least; }))
        return interrupted();
    if (outcome_)
        TRY_VOID(*outcome_);
    const auto most = outcome_ ? used_ : used_ - kept_back;
    const auto taken = copy_out(room.subspan(0, std::min(room.size(), most)));
    if (bytes_.size() - used_ >= worth_waking_)
        changed_.notify_all();
    return taken;
}

void ByteRing::reset() {
    const std::scoped_lock lock(mutex_);
    first_ = 0;
    used_ = 0;
    outcome_.reset();
}

std::size_t ByteRing::copy_in(std::string_view bytes) {
    std::size_t copied = 0;
    while (copied < bytes.size() && used_ < bytes_.size()) {
        const auto at = (first_ + used_) % bytes_.size();
        const auto length =
            std::min({bytes.size() - copied, bytes_.size() - used_, bytes_.size() - at});
        std::memcpy(&bytes_[at], &bytes[copied], length);
        used_ += length;
        copied += length;
    }
    return copied;
}

std::size_t ByteRing::copy_out(std::span<char> room) {
    std::size_t copied = 0;
    while (copied < room.size() && used_ > 0) {
        const auto length = std::min({room.size() - copied, used_, bytes_.size() - first_});
        std::memcpy(&room[copied], &bytes_[first_], length);
        first_ = (first_ + length) % bytes_.size();
        used_ -= length;
        copied += length;
    }
    return copied;
}

}  // namespace inland::oci
