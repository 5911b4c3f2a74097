// SPDX-License-Identifier: Apache-2.0
#include "oci/registry/blob_pull.h"

#include "oci/registry/content_range.h"
#include "oci/registry/retries.h"

#include <charconv>

#include <fmt/format.h>

namespace inland::oci {

namespace {

constexpr int whole = 200;
constexpr int part = 206;

/// Takes the answer to one GET. A registry that does not know ranges sends all anew; what is known
/// already is then passed over.
class PullSink final : public http::BodySink {
  public:
    PullSink(BlobCheck& check, ByteSink& writer) : check_(check), writer_(writer) {}

    bool begin(const http::Response& head) override {
        said_ = judge(head);
        return said_.has_value();
    }

    bool take(std::string_view bytes) override {
        const auto known = std::min<std::uint64_t>(passed_over_, bytes.size());
        passed_over_ -= known;
        said_ = pass_on(bytes.substr(known));
        return said_.has_value();
    }

    /// Why it would take no more.
    [[nodiscard]] const Result<void>& said() const { return said_; }

  private:
    Result<void> judge(const http::Response& head) {
        const auto& blob = check_.blob();
        const auto start = check_.position();
        passed_over_ = head.status == part ? 0 : start;
        if (head.status == part && content_range_start(head) != start)
            return failure(ErrorKind::InvalidInput,
                           fmt::format("{}: the registry sends another range than was asked for",
                                       blob.digest.text()));
        const auto length = content_length(head);
        const auto expected = head.status == part ? blob.size - start : blob.size;
        if (length && *length != expected)
            return failure(ErrorKind::InvalidInput,
                           fmt::format("{}: the registry has {} bytes where the manifest says {}",
                                       blob.digest.text(), *length, expected));
        return {};
    }

    Result<void> pass_on(std::string_view bytes) {
        if (bytes.empty())
            return {};
        TRY_VOID(check_.add(bytes));
        return writer_.write(bytes);
    }

    BlobCheck& check_;
    ByteSink& writer_;
    std::uint64_t passed_over_ = 0;
    Result<void> said_;
};

Result<void> pull_once(RegistrySession& session, std::string_view repository, BlobCheck& check,
                       ByteSink& writer, const std::stop_token& stop) {
    const auto& digest = check.blob().digest.text();
    PullSink sink(check, writer);
    ApiCall call{.url = session.url(repository, "blobs/" + digest),
                 .scopes = {{std::string(repository), Access::Pull}},
                 .action = ecr_action::get_blob,
                 .sink = &sink};
    if (check.position() > 0)
        call.headers.set("Range", fmt::format("bytes={}-", check.position()));
    const auto answer = session.attempt(call, stop);
    TRY_VOID(sink.said());
    if (!answer)
        return std::unexpected(answer.error());
    if (answer->status != whole && answer->status != part)
        return std::unexpected(error_of(*answer, digest));
    return {};
}

}  // namespace

Result<void> pull_blob(RegistrySession& session, std::string_view repository, BlobCheck& check,
                       ByteSink& writer, const std::stop_token& stop) {
    Retries retries(session.registry().clock(), session.registry().limits().attempts);
    while (check.position() < check.blob().size) {
        const auto before = check.position();
        const auto done = pull_once(session, repository, check, writer, stop);
        if (check.position() > before)
            retries.progress();
        // An answer without Content-Length that ends early is no error of the transport.
        if (done)
            return check.finish();
        TRY_VOID(retries.wait(done.error(), session.asked_to_wait(), stop));
    }
    return check.finish();
}

}  // namespace inland::oci
