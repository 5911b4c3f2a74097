// SPDX-License-Identifier: Apache-2.0
#include "cli/written_secret.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace inland::cli {

namespace {

constexpr mode_t owner_only = S_IRUSR | S_IWUSR;

/// Closes on the way out.
class File {
  public:
    explicit File(const std::string& path)
        : descriptor_(
              ::open(path.c_str(), O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, owner_only)) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (descriptor_ >= 0)
            ::close(descriptor_);
    }

    /// False with errno set.
    [[nodiscard]] bool write(std::string_view text) const {
        if (descriptor_ < 0 || ::fchmod(descriptor_, owner_only) != 0 ||
            ::ftruncate(descriptor_, 0) != 0)
            return false;
        while (!text.empty()) {
            const auto written = ::write(descriptor_, text.data(), text.size());
            if (written < 0)
                return false;
            text.remove_prefix(static_cast<std::size_t>(written));
        }
        return true;
    }

  private:
    int descriptor_;
};

}  // namespace

Result<void> write_secret(const std::string& path, std::string_view text) {
    if (File(path).write(text))
        return {};
    return failure(ErrorKind::Failed,
                   fmt::format("{} cannot be written: {}", path, std::strerror(errno)));
}

}  // namespace inland::cli
