// SPDX-License-Identifier: Apache-2.0
#include "tests/oci/test_registry.h"

#include "core/json.h"
#include "oci/media_types.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::oci::testing {

namespace {

http::Response plain(int status, http::Headers headers = {}, std::string body = {}) {
    return {.status = status, .headers = std::move(headers), .body = std::move(body)};
}

http::Response error(int status, std::string_view code) {
    return plain(status, {},
                 fmt::format(R"({{"errors":[{{"code":"{}","message":"{}"}}]}})", code, code));
}

std::string query_value(const http::Request& request, std::string_view name) {
    for (const auto& [key, value] : http::parse_form(request.raw_query()))
        if (key == name)
            return value;
    return {};
}

std::string descriptor(std::string_view content, std::string_view type) {
    return fmt::format(R"({{"mediaType":"{}","digest":"{}","size":{}}})", type,
                       Digest::of(content).text(), content.size());
}

}  // namespace

TestRegistry::TestRegistry() {
    auto listening =
        http::Server::listen({}, [this](const http::Request& request, http::Responder responder) {
            answer(request, std::move(responder));
        });
    if (!listening)
        throw std::runtime_error(listening.error().message);
    server_ = *std::move(listening);
    thread_ = std::jthread([this] { std::ignore = server_->run(); });
}

TestRegistry::~TestRegistry() {
    server_->stop();
}

std::string TestRegistry::name() const {
    return fmt::format("127.0.0.1:{}", server_->port());
}

std::vector<std::string> TestRegistry::asked() const {
    const std::scoped_lock lock(mutex_);
    return asked_;
}

std::size_t TestRegistry::asked(std::string_view beginning) const {
    const auto all = asked();
    return static_cast<std::size_t>(std::ranges::count_if(
        all, [&](const std::string& line) { return line.starts_with(beginning); }));
}

void TestRegistry::forget_asked() {
    const std::scoped_lock lock(mutex_);
    asked_.clear();
}

std::string& TestRegistry::upload(const std::string& target) {
    return uploads_.at(target.substr(0, target.find('?')));
}

std::string TestRegistry::config_of(const std::string& repository) {
    return fmt::format(R"({{"architecture":"amd64","os":"linux","author":"{}"}})", repository);
}

std::string TestRegistry::add_image(const std::string& repository, const std::string& tag,
                                    const std::vector<std::string>& layers,
                                    const std::string& more) {
    auto& place = repositories_[repository];
    const auto keep = [&](const std::string& content, std::string_view type) {
        place.blobs[Digest::of(content).text()] = content;
        return descriptor(content, type);
    };
    std::string list;
    for (const auto& layer : layers)
        list += (list.empty() ? "" : ",") + keep(layer, "application/octet-stream");
    const auto text = fmt::format(
        R"({{"schemaVersion":2,"mediaType":"{}","config":{},"layers":[{}]{}}})",
        media_type::oci_manifest, keep(config_of(repository), media_type::oci_config), list, more);
    const auto digest = Digest::of(text).text();
    place.manifests[digest] = text;
    if (!tag.empty())
        place.tags[tag] = digest;
    return digest;
}

std::string TestRegistry::add_index(
    const std::string& repository, const std::string& tag,
    const std::vector<std::pair<std::string, std::string>>& images) {
    auto& place = repositories_[repository];
    std::string list;
    for (const auto& [platform, digest] : images) {
        const auto slash = platform.find('/');
        list += fmt::format(R"({}{{"mediaType":"{}","digest":"{}","size":{},"x-kept":true,)"
                            R"("platform":{{"os":"{}","architecture":"{}"}}}})",
                            list.empty() ? "" : ",", media_type::oci_manifest, digest,
                            place.manifests.at(digest).size(), platform.substr(0, slash),
                            platform.substr(slash + 1));
    }
    const auto text = fmt::format(
        R"({{"schemaVersion":2,"mediaType":"{}","manifests":[{}],"annotations":{{"a":"b"}}}})",
        media_type::oci_index, list);
    const auto digest = Digest::of(text).text();
    place.manifests[digest] = text;
    place.tags[tag] = digest;
    return digest;
}

void TestRegistry::answer(const http::Request& request, http::Responder responder) {
    {
        const std::scoped_lock lock(mutex_);
        asked_.push_back(request.method + " " + request.target);
    }
    if (!fault || !fault(request, responder))
        responder.send(route(request));
}

http::Response TestRegistry::route(const http::Request& request) {
    const std::string path(request.raw_path());
    const auto part = [&](std::string_view separator) {
        const auto at = path.rfind(separator);
        return at == path.npos
                   ? std::pair<std::string, std::string>{}
                   : std::pair{path.substr(4, at - 4), path.substr(at + separator.size())};
    };
    if (const auto [name, id] = part("/blobs/uploads/"); !name.empty())
        return id.empty() ? begin(request, name) : go_on(request, repositories_[name]);
    if (const auto [name, digest] = part("/blobs/"); !name.empty())
        return blob(request, repositories_[name], digest);
    if (const auto [name, reference] = part("/manifests/"); !name.empty())
        return manifest(request, repositories_[name], reference);
    if (const auto [name, digest] = part("/referrers/"); !name.empty())
        return referring(repositories_[name], digest);
    if (const auto [name, rest] = part("/tags/list"); !name.empty()) {
        json::array tags;
        for (const auto& [tag, digest] : repositories_[name].tags)
            tags.emplace_back(tag);
        return plain(200, {}, json::serialize(json::object{{"name", name}, {"tags", tags}}));
    }
    return plain(404);
}

http::Response TestRegistry::blob(const http::Request& request, Repository& repository,
                                  const std::string& digest) {
    const auto found = repository.blobs.find(digest);
    if (found == repository.blobs.end())
        return error(404, "BLOB_UNKNOWN");
    const auto range = request.headers.get_or_empty("Range");
    if (!range.starts_with("bytes="))
        return plain(200, {}, found->second);
    const auto start = std::stoul(range.substr(6));
    return plain(206,
                 {{"Content-Range", fmt::format("bytes {}-{}/{}", start, found->second.size() - 1,
                                                found->second.size())}},
                 found->second.substr(start));
}

http::Response TestRegistry::begin(const http::Request& request, const std::string& name) {
    const auto digest = query_value(request, "mount");
    auto& from = repositories_[query_value(request, "from")];
    if (mount == Can::Do && from.blobs.contains(digest)) {
        repositories_[name].blobs[digest] = from.blobs[digest];
        return plain(201, {{"Location", fmt::format("/v2/{}/blobs/{}", name, digest)}});
    }
    const auto place = fmt::format("/v2/{}/blobs/uploads/{}", name, ++last_upload_);
    uploads_[place];
    return plain(202, {{"Location", place}, {"Range", "0-0"}});
}

http::Response TestRegistry::go_on(const http::Request& request, Repository& repository) {
    const std::string place(request.raw_path());
    const auto found = uploads_.find(place);
    if (found == uploads_.end())
        return error(404, "BLOB_UPLOAD_UNKNOWN");
    auto& bytes = found->second;
    if (request.method == "DELETE") {
        uploads_.erase(found);
        return plain(204);
    }
    if (const auto range = request.headers.get_or_empty("Content-Range");
        !range.empty() && std::stoul(range) != bytes.size())
        return error(416, "RANGE_INVALID");
    bytes += request.body;
    const auto digest = query_value(request, "digest");
    if (request.method == "PUT") {
        const auto right = Digest::of(bytes).text() == digest;
        if (right)
            repository.blobs[digest] = bytes;
        uploads_.erase(found);
        return right ? plain(201) : error(400, "DIGEST_INVALID");
    }
    const auto last = bytes.empty() ? 0 : bytes.size() - 1;
    return plain(request.method == "GET" ? 204 : 202,
                 {{"Location", place}, {"Range", fmt::format("0-{}", last)}});
}

http::Response TestRegistry::manifest(const http::Request& request, Repository& repository,
                                      const std::string& reference) {
    if (request.method == "PUT") {
        const auto digest = Digest::of(request.body).text();
        repository.manifests[digest] = request.body;
        if (!reference.contains(':'))
            repository.tags[reference] = digest;
        return plain(201);
    }
    const auto tag = repository.tags.find(reference);
    const auto& digest = tag == repository.tags.end() ? reference : tag->second;
    const auto found = repository.manifests.find(digest);
    if (found == repository.manifests.end())
        return error(404, "MANIFEST_UNKNOWN");
    const auto document = parse_json(found->second);
    return plain(200,
                 {{"Docker-Content-Digest", digest},
                  {"Content-Type", document ? string_or_empty(*document, "mediaType") : ""}},
                 found->second);
}

http::Response TestRegistry::referring(const Repository& repository,
                                       const std::string& subject) const {
    if (referrers == Can::Refuse)
        return plain(404);
    json::array list;
    for (const auto& [digest, text] : repository.manifests)
        if (const auto document = parse_json(text);
            document && string_or_empty(*document, "subject.digest") == subject)
            list.push_back({{"mediaType", media_type::oci_manifest},
                            {"digest", digest},
                            {"size", text.size()}});
    return plain(
        200, {{"Content-Type", std::string(media_type::oci_index)}},
        json::serialize(json::object{
            {"schemaVersion", 2}, {"mediaType", media_type::oci_index}, {"manifests", list}}));
}

}  // namespace inland::oci::testing
