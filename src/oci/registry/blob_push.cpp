// SPDX-License-Identifier: Apache-2.0
#include "oci/registry/blob_push.h"

#include "oci/registry/content_range.h"
#include "oci/registry/retries.h"
#include "oci/registry/upload_source.h"

#include <fmt/format.h>

namespace inland::oci {

namespace {

constexpr int ok = 200;
constexpr int created = 201;
constexpr int accepted = 202;
constexpr int no_content = 204;
constexpr int not_found = 404;

Scope push_scope(std::string_view repository) {
    return {std::string(repository), Access::PullAndPush};
}

Result<Upload> upload_of(const ApiCall& call, const http::Response& answer) {
    const auto location = answer.headers.get("Location");
    if (!location)
        return failure(ErrorKind::Failed, "the registry begins an upload and does not say where");
    return Upload{TRY(resolve_location(call.url, *location))};
}

/// One blob on its way up: what has been sent, and where the next part goes.
class Push {
  public:
    Push(RegistrySession& session, std::string_view repository, const Descriptor& blob,
         BlobReader& reader, const std::stop_token& stop)
        : session_(session),
          repository_(repository),
          blob_(blob),
          reader_(reader),
          stop_(stop),
          retries_(session.registry().clock(), session.registry().limits().attempts) {}

    Result<void> run(std::optional<Upload> upload) {
        upload_ = std::move(upload);
        auto done = run_to_end();
        if (!done && upload_)
            cancel();
        return done;
    }

  private:
    Result<void> run_to_end() {
        for (;;) {
            if (!upload_) {
                upload_ = TRY(begin_upload(session_, repository_, stop_));
                sent_ = 0;
            }
            const auto before = sent_;
            auto done = send_parts();
            if (done)
                return done;
            if (sent_ > before)
                retries_.progress();
            TRY_VOID(retries_.wait(done.error(), session_.asked_to_wait(), stop_));
            if (TRY(look_again()))
                return {};
        }
    }

    Result<void> send_parts() {
        const auto chunk = session_.registry().limits().chunk_bytes;
        while (blob_.size - sent_ > chunk)
            TRY_VOID(send_chunk(chunk));
        return send_last();
    }

    [[nodiscard]] ApiCall part_call(std::string method, std::string_view action,
                                    UploadSource& source) const {
        ApiCall call{.method = std::move(method),
                     .url = upload_->location,
                     .scopes = {push_scope(repository_)},
                     .action = action,
                     .headers = {{"Content-Type", "application/octet-stream"}},
                     .source = &source,
                     .source_bytes = source.left()};
        // Registries take the first piece without it; some refuse it for the whole.
        if (sent_ > 0 || call.method == "PATCH")
            call.headers.set("Content-Range",
                             fmt::format("{}-{}", sent_, sent_ + source.left() - 1));
        return call;
    }

    Result<void> send_chunk(std::uint64_t bytes) {
        UploadSource source(reader_, read_, sent_, bytes);
        const auto call = part_call("PATCH", ecr_action::upload_part, source);
        const auto answer = send(call, source);
        if (!answer)
            return std::unexpected(answer.error());
        if (answer->status != accepted && answer->status != no_content && answer->status != created)
            return std::unexpected(refusal(*answer));
        sent_ += bytes;
        upload_ = TRY(upload_of(call, *answer));
        return {};
    }

    Result<void> send_last() {
        UploadSource source(reader_, read_, sent_, blob_.size - sent_);
        auto call = part_call("PUT", ecr_action::complete_upload, source);
        call.url.target += (call.url.target.contains('?') ? "&digest=" : "?digest=") +
                           http::percent_encode(blob_.digest.text());
        if (source.left() == 0) {
            std::array<char, 1> nothing{};
            TRY_VOID(reader_.read(nothing));  // which checks that it is nothing
            call.source = nullptr;
        }
        const auto answer = send(call, source);
        if (!answer)
            return std::unexpected(answer.error());
        if (answer->status != created && answer->status != no_content && answer->status != ok)
            return std::unexpected(refusal(*answer));
        upload_.reset();
        return {};
    }

    /// What the source says weighs more than what the connection that it ended says.
    Result<http::Response> send(const ApiCall& call, UploadSource& source) {
        auto answer = session_.attempt(call, stop_);
        read_ = source.position();
        TRY_VOID(source.said());
        return answer;
    }

    /// An upload that the registry no longer knows, or sees elsewhere than we do, can begin again.
    [[nodiscard]] Error refusal(const http::Response& answer) const {
        auto error = error_of(answer, blob_.digest.text());
        constexpr int bad_range = 416;
        if (answer.status == bad_range || answer.status == not_found)
            error.kind = ErrorKind::Unavailable;
        return error;
    }

    /// After a failure: has the blob arrived after all, how far did the upload come? True: it has.
    Result<bool> look_again() {
        if (TRY(has_blob(session_, repository_, blob_, stop_)))
            return true;
        const ApiCall call{.url = upload_->location, .scopes = {push_scope(repository_)}};
        const auto answer = TRY(session_.call(call, stop_));
        const auto known = uploaded_bytes(answer);
        if ((answer.status == no_content || answer.status == ok || answer.status == accepted) &&
            known && *known < blob_.size) {
            sent_ = *known;
            if (answer.headers.get("Location"))
                upload_ = TRY(upload_of(call, answer));
        } else {
            cancel();
            upload_.reset();
            sent_ = 0;
        }
        read_ = TRY(reader_.rewind(sent_));
        return false;
    }

    /// As good as it goes: a registry forgets such uploads by itself as well.
    void cancel() {
        const ApiCall call{
            .method = "DELETE", .url = upload_->location, .scopes = {push_scope(repository_)}};
        std::ignore = session_.attempt(call, {});
    }

    RegistrySession& session_;
    std::string_view repository_;
    const Descriptor& blob_;
    BlobReader& reader_;
    std::stop_token stop_;
    Retries retries_;
    std::optional<Upload> upload_;
    std::uint64_t sent_ = 0;  ///< the registry has these
    std::uint64_t read_ = 0;  ///< the reader gave these
};

}  // namespace

Result<bool> has_blob(RegistrySession& session, std::string_view repository, const Descriptor& blob,
                      const std::stop_token& stop) {
    const ApiCall call{.method = "HEAD",
                       .url = session.url(repository, "blobs/" + blob.digest.text()),
                       .scopes = {push_scope(repository)},
                       .action = ecr_action::check_blob};
    const auto answer = TRY(session.call(call, stop));
    if (answer.status == not_found)
        return false;
    if (answer.status != ok)
        return std::unexpected(error_of(answer, blob.digest.text()));
    if (const auto length = content_length(answer); length && *length != blob.size)
        return failure(
            ErrorKind::InvalidInput,
            fmt::format("{}: {} has it with {} bytes where the manifest says {}",
                        blob.digest.text(), session.registry().address().name, *length, blob.size));
    return true;
}

Result<Upload> begin_upload(RegistrySession& session, std::string_view repository,
                            const std::stop_token& stop) {
    const ApiCall call{.method = "POST",
                       .url = session.url(repository, "blobs/uploads/"),
                       .scopes = {push_scope(repository)},
                       .action = ecr_action::begin_upload};
    const auto answer = TRY(session.call(call, stop));
    if (answer.status != accepted)
        return std::unexpected(error_of(answer, std::string(repository)));
    return upload_of(call, answer);
}

Result<std::optional<Upload>> mount_blob(RegistrySession& session, std::string_view repository,
                                         const Descriptor& blob, std::string_view from,
                                         const std::stop_token& stop) {
    const ApiCall call{
        .method = "POST",
        .url = session.url(
            repository,
            fmt::format(
                "blobs/uploads/?mount={}&from={}", http::percent_encode(blob.digest.text()),
                http::percent_encode(session.registry().address().path + std::string(from)))),
        .scopes = {push_scope(repository), {std::string(from), Access::Pull}},
        .action = ecr_action::begin_upload};
    const auto answer = TRY(session.call(call, stop));
    if (answer.status == created)
        return std::nullopt;
    if (answer.status != accepted)
        return std::unexpected(error_of(answer, std::string(repository)));
    return TRY(upload_of(call, answer));
}

Result<void> push_blob(RegistrySession& session, std::string_view repository,
                       const Descriptor& blob, BlobReader& reader, std::optional<Upload> upload,
                       const std::stop_token& stop) {
    return Push(session, repository, blob, reader, stop).run(std::move(upload));
}

}  // namespace inland::oci
