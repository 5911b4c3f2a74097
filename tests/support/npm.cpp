// SPDX-License-Identifier: Apache-2.0
#include "tests/support/npm.h"

#include <cstdlib>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace inland::testing {

namespace fs = std::filesystem;

namespace {

/// Tests run side by side, each in a process of its own: one installs, the others wait for it.
class FolderLock {
  public:
    explicit FolderLock(const fs::path& folder)
        : file_(open((folder / ".lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600)) {
        if (file_ >= 0)
            flock(file_, LOCK_EX);
    }
    ~FolderLock() {
        if (file_ >= 0)
            close(file_);
    }
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

  private:
    int file_;
};

}  // namespace

Variables way_to_registry() {
    Variables variables;
    for (const auto* name : {"HOME", "NODE_EXTRA_CA_CERTS", "npm_config_registry", "http_proxy",
                             "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "no_proxy"})
        if (const auto* value = std::getenv(name))
            variables[name] = value;
    return variables;
}

std::string install_packages(const fs::path& source, const fs::path& folder,
                             const std::vector<std::string>& beside) {
    const auto npm = find_program("npm");
    if (!npm)
        return "there is no npm on PATH";
    fs::create_directories(folder);
    const FolderLock lock(folder);
    std::vector<std::string> files{"package.json", "package-lock.json"};
    files.insert(files.end(), beside.begin(), beside.end());
    for (const auto& name : files)
        fs::copy_file(source / name, folder / name, fs::copy_options::overwrite_existing);
    const auto installed = folder / "node_modules" / ".package-lock.json";
    if (fs::exists(installed) &&
        fs::last_write_time(installed) > fs::last_write_time(source / "package-lock.json"))
        return "";
    const auto outcome =
        run_process({*npm, "ci", "--prefix", folder.string(), "--no-audit", "--no-fund"},
                    way_to_registry(), std::chrono::seconds(180));
    return outcome.exit_code == 0 ? "" : "npm ci: " + outcome.out + outcome.err;
}

}  // namespace inland::testing
