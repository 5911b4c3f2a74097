// SPDX-License-Identifier: Apache-2.0
#include "oci/layout/bundle.h"
#include "oci/layout/layout_check.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>

namespace {

class Bytes : public inland::oci::ByteSource {
  public:
    explicit Bytes(std::string bytes) : bytes_(std::move(bytes)) {}
    [[nodiscard]] std::uint64_t size() const override { return bytes_.size(); }
    inland::Result<std::size_t> read_at(std::uint64_t offset,
                                        std::span<char> buffer) const override {
        return offset >= bytes_.size() ? 0 : bytes_.copy(buffer.data(), buffer.size(), offset);
    }

  private:
    std::string bytes_;
};

}  // namespace

/// A bundle that somebody else may have written: opened, checked whole, its files read.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto tree = inland::oci::open_tar(std::make_shared<Bytes>(std::string(data, data + size)));
    if (!tree)
        return 0;
    const auto layout = inland::oci::Layout::open(*std::move(tree));
    if (!layout)
        return 0;
    (void)inland::oci::check_layout(*layout);
    (void)inland::oci::bundle_files(*layout);
    return 0;
}
