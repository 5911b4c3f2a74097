// SPDX-License-Identifier: Apache-2.0
#include "kube/kubeconfig.h"
#include "kube/kubeconfig_document.h"

#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace inland::kube {

namespace {

namespace fs = std::filesystem;

std::unexpected<Error> cannot(std::string_view what, const fs::path& path, int error) {
    return failure(ErrorKind::Unavailable,
                   fmt::format("cannot {} {}: {}", what, path.string(),
                               std::error_code(error, std::generic_category()).message()));
}

/// The text of a file, or nothing when there is none.
Result<std::optional<std::string>> read_file(const fs::path& path) {
    std::error_code error;
    if (!fs::exists(path, error))
        return std::nullopt;
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in)
        return cannot("read", path, errno);
    return std::move(text).str();
}

bool defines(const YAML::Node& document, const char* list, const std::string& name) {
    if (!document[list] || !document[list].IsSequence())
        return false;
    for (const auto& element : document[list])
        if (element.IsMap() && element["name"] && element["name"].IsScalar() &&
            element["name"].Scalar() == name)
            return true;
    return false;
}

Result<bool> has_entry(const std::string& text, const KubeconfigEntry& entry) {
    const auto document = TRY(read_kubeconfig(text));
    const auto& context = entry.context.empty() ? entry.name : entry.context;
    return defines(document, "clusters", entry.name) || defines(document, "users", entry.name) ||
           defines(document, "contexts", context);
}

/// A file descriptor that is closed with its scope.
class Descriptor {
  public:
    explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (descriptor_ >= 0)
            ::close(descriptor_);
    }
    [[nodiscard]] int get() const { return descriptor_; }

  private:
    int descriptor_;
};

bool write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const auto written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(descriptor) == 0;
}

/// Writes beside the file and renames over it.
Result<void> replace_file(const fs::path& path, std::string_view text) {
    auto name = path.string() + ".XXXXXX";
    const Descriptor file(::mkostemp(name.data(), O_CLOEXEC));
    if (file.get() < 0)
        return cannot("write", path, errno);
    if (::fchmod(file.get(), S_IRUSR | S_IWUSR) != 0 || !write_all(file.get(), text) ||
        ::rename(name.c_str(), path.c_str()) != 0) {
        const int error = errno;
        ::unlink(name.c_str());
        return cannot("write", path, error);
    }
    return {};
}

}  // namespace

std::vector<fs::path> kubeconfig_files(const std::optional<std::string>& explicit_path,
                                       const std::optional<std::string>& kubeconfig_variable,
                                       const fs::path& home) {
    if (explicit_path && !explicit_path->empty())
        return {*explicit_path};
    std::vector<fs::path> files;
    std::istringstream parts(kubeconfig_variable.value_or(""));
    for (std::string part; std::getline(parts, part, ':');)
        if (!part.empty())
            files.emplace_back(part);
    if (files.empty())
        files.push_back(home / ".kube" / "config");
    return files;
}

Result<fs::path> file_to_write(const std::vector<fs::path>& files, const KubeconfigEntry& entry) {
    std::optional<fs::path> first_there;
    for (const auto& file : files) {
        const auto text = TRY(read_file(file));
        if (!text)
            continue;
        if (TRY(has_entry(*text, entry)))
            return file;
        if (!first_there)
            first_there = file;
    }
    if (files.empty())
        return failure(ErrorKind::InvalidInput, "no kubeconfig file is named");
    return first_there.value_or(files.back());
}

Result<void> write_kubeconfig(const fs::path& file, const KubeconfigEntry& entry) {
    std::error_code error;
    const auto target = fs::is_symlink(file, error) ? fs::weakly_canonical(file, error) : file;
    if (target.has_parent_path())
        fs::create_directories(target.parent_path(), error);
    if (error)
        return cannot("make the folder of", target, error.value());
    const auto text = TRY(read_file(target));
    auto merged = merge_kubeconfig(text.value_or(""), entry);
    if (!merged)
        return std::unexpected(std::move(merged).error().with_context(target.string()));
    return replace_file(target, *merged);
}

}  // namespace inland::kube
