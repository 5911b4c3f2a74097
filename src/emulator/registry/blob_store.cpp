// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/blob_store.h"

#include <iterator>
#include <vector>

#include <fmt/format.h>

namespace inland::emulator::registry {

namespace fs = std::filesystem;

BlobStore::~BlobStore() {
    std::error_code ignored;
    if (temporary_ && !folder_.empty())
        fs::remove_all(folder_, ignored);
}

Result<void> BlobStore::open(fs::path folder) {
    folder_ = std::move(folder);
    temporary_ = false;
    std::error_code ignored;
    fs::remove_all(uploads(), ignored);
    return make_folders();
}

Result<void> BlobStore::make_folders() {
    if (ready_)
        return {};
    std::error_code error;
    if (folder_.empty())
        folder_ = fs::temp_directory_path(error) / ("inland-registry-" + random_text(16));
    for (const auto& folder : {blobs(), uploads()})
        if (!error)
            fs::create_directories(folder, error);
    if (error)
        return failure(ErrorKind::Unavailable, fmt::format("cannot make the folder {}: {}",
                                                           folder_.string(), error.message()));
    ready_ = true;
    return {};
}

void BlobStore::keep_only(const std::set<std::string>& digests) {
    std::error_code error;
    std::vector<fs::path> unwanted;
    for (const auto& entry : fs::directory_iterator(blobs(), error))
        if (!digests.contains("sha256:" + entry.path().filename().string()))
            unwanted.push_back(entry.path());
    for (const auto& file : unwanted)
        fs::remove(file, error);
}

std::optional<std::uint64_t> BlobStore::size(const Digest& digest) {
    std::error_code error;
    const auto bytes = fs::file_size(path(digest), error);
    return error ? std::nullopt : std::optional<std::uint64_t>(bytes);
}

fs::path BlobStore::path(const Digest& digest) {
    return blobs() / digest.hex();
}

Result<std::string> BlobStore::read(const Digest& digest) {
    std::ifstream input(path(digest), std::ios::binary);
    if (!input)
        return failure(ErrorKind::NotFound, fmt::format("there is no blob {}", digest.text()));
    return std::string(std::istreambuf_iterator<char>(input), {});
}

Result<Digest> BlobStore::put(std::string_view bytes) {
    auto writer = TRY(begin());
    writer.append(bytes);
    return commit(std::move(writer));
}

Result<BlobWriter> BlobStore::begin() {
    TRY_VOID(make_folders());
    return BlobWriter::create(uploads() / random_text(32));
}

Result<Digest> BlobStore::commit(BlobWriter writer) {
    auto digest = writer.digest();
    TRY_VOID(writer.commit(path(digest)));
    return digest;
}

}  // namespace inland::emulator::registry
