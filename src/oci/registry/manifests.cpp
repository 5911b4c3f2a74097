// SPDX-License-Identifier: Apache-2.0
#include "oci/registry/manifests.h"

#include "oci/media_types.h"

#include <fmt/format.h>

namespace inland::oci {

namespace {

constexpr int ok = 200;
constexpr int created = 201;
constexpr int accepted = 202;
constexpr int not_found = 404;

/// All that we can read; schema 1 so that it is refused by name.
std::string accepted_types() {
    return fmt::format("{}, {}, {}, {}, {}, {}", media_type::oci_index, media_type::oci_manifest,
                       media_type::docker_list, media_type::docker_manifest,
                       media_type::oci_artifact, media_type::docker_signed_schema1);
}

/// Takes a manifest into memory, and no more than one can have.
class ManifestSink final : public http::BodySink {
  public:
    bool begin(const http::Response& /*head*/) override {
        text_.clear();
        return true;
    }
    bool take(std::string_view bytes) override {
        if (text_.size() + bytes.size() > max_manifest_bytes) {
            too_large_ = true;
            return false;
        }
        text_.append(bytes);
        return true;
    }
    [[nodiscard]] bool too_large() const { return too_large_; }
    std::string take_text() { return std::move(text_); }

  private:
    std::string text_;
    bool too_large_ = false;
};

ApiCall manifest_call(RegistrySession& session, std::string_view repository,
                      std::string_view reference) {
    return {.url = session.url(repository, fmt::format("manifests/{}", reference)),
            .scopes = {{std::string(repository), Access::Pull}},
            .action = ecr_action::get_manifest,
            .headers = {{"Accept", accepted_types()}}};
}

std::string name_of(RegistrySession& session, std::string_view repository,
                    std::string_view reference) {
    return fmt::format("{}/{}{}{}", session.registry().address().name, repository,
                       reference.contains(':') ? "@" : ":", reference);
}

/// By whichever algorithm the reference is of, else the usual one.
Result<ManifestText> checked(std::string text, std::string_view reference,
                             const http::Response& answer, const std::string& name) {
    const auto wanted = Digest::parse(reference);
    auto digest = Digest::of(text, wanted ? wanted->algorithm() : DigestAlgorithm::Sha256);
    if (wanted && digest != *wanted)
        return failure(ErrorKind::InvalidInput,
                       fmt::format("{}: the registry lies: the manifest's bytes have the digest {}",
                                   name, digest.text()));
    auto manifest = parse_manifest(text, answer.headers.get_or_empty("Content-Type"));
    if (!manifest)
        return std::unexpected(std::move(manifest).error().with_context(name));
    return ManifestText{manifest->media_type, std::move(digest), std::move(text)};
}

}  // namespace

Result<std::optional<Digest>> head_manifest(RegistrySession& session, std::string_view repository,
                                            std::string_view reference,
                                            const std::stop_token& stop) {
    auto call = manifest_call(session, repository, reference);
    call.method = "HEAD";
    const auto answer = TRY(session.call(call, stop));
    if (answer.status == not_found)
        return std::nullopt;
    const auto name = name_of(session, repository, reference);
    if (answer.status != ok)
        return std::unexpected(error_of(answer, name));
    if (const auto digest = answer.headers.get("Docker-Content-Digest"))
        return TRY(Digest::parse(*digest));
    return TRY(get_manifest(session, repository, reference, stop)).digest;
}

Result<ManifestText> get_manifest(RegistrySession& session, std::string_view repository,
                                  std::string_view reference, const std::stop_token& stop) {
    auto call = manifest_call(session, repository, reference);
    const auto name = name_of(session, repository, reference);
    ManifestSink sink;
    call.sink = &sink;
    const auto answer = session.call(call, stop);
    if (sink.too_large())
        return failure(ErrorKind::InvalidInput,
                       fmt::format("{}: the registry sends a manifest of over {} MiB", name,
                                   max_manifest_bytes >> 20U));
    if (!answer)
        return std::unexpected(answer.error());
    if (answer->status != ok)
        return std::unexpected(error_of(*answer, name));
    return checked(sink.take_text(), reference, *answer, name);
}

Result<SubjectIndex> put_manifest(RegistrySession& session, std::string_view repository,
                                  std::string_view reference, const ManifestText& manifest,
                                  const std::stop_token& stop) {
    auto call = manifest_call(session, repository, reference);
    call.method = "PUT";
    call.scopes.front().access = Access::PullAndPush;
    call.action = ecr_action::put_manifest;
    call.headers = {{"Content-Type", manifest.media_type}};
    call.body = manifest.text;
    const auto answer = TRY(session.call(call, stop));
    if (answer.status != created && answer.status != ok && answer.status != accepted)
        return std::unexpected(error_of(answer, name_of(session, repository, reference)));
    return answer.headers.get("OCI-Subject") ? SubjectIndex::Registry : SubjectIndex::Client;
}

}  // namespace inland::oci
